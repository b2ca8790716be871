import type { RequestContext } from '../../evaluation';
import { callerContext } from '../state/caller-context';
import type { GatewayState } from '../state/gateway-state';
import { readMembers, readTags, type QueryCall } from './iam-call';
import type { Holder } from './holder';

/** The condition keys of an IAM request. @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html */
export function iamContext(state: GatewayState, call: QueryCall, holder: Holder | undefined): RequestContext {
  const { parameters, caller } = call;
  const tags = readTags(parameters);
  const keys = [...Object.keys(tags), ...readMembers(parameters, 'TagKeys')];
  return {
    ...callerContext(state, caller, 'us-east-1'),
    'iam:PermissionsBoundary': parameters.get('PermissionsBoundary') ?? holder?.boundary ?? null,
    'iam:PolicyARN': parameters.get('PolicyArn') ?? null,
    'aws:TagKeys': keys.length === 0 ? null : keys,
    ...prefixed('aws:RequestTag/', tags),
    ...prefixed('aws:ResourceTag/', holder?.tags ?? {}),
    ...prefixed('iam:ResourceTag/', holder?.tags ?? {}),
  };
}

function prefixed(prefix: string, tags: { readonly [tag: string]: string }): RequestContext {
  return Object.fromEntries(Object.entries(tags).map(([tag, value]) => [`${prefix}${tag}`, value]));
}
