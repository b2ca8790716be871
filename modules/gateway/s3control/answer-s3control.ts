import { decideAccountRequest } from '../../evaluation';
import { accessDeniedText, reasonText } from '../access-denied';
import { readBody, type Incoming } from '../http/incoming';
import { textReply, type Reply } from '../http/reply';
import { queryError } from '../iam/query-error';
import type { Caller } from '../identity/authenticate';
import { callerArn, principalOf } from '../s3/call';
import { isElement, readXml, xmlDocument, xmlText } from '../s3/xml';
import { callerContext, worldFor } from '../state/caller-context';
import type { GatewayState } from '../state/gateway-state';
import type { AccountBlock } from './account-blocks';
import { answerTags } from './answer-tags';
import { ownedControlRows, type ControlRow } from './catalogue/s3-control-rows';
import type { ControlCall } from './control-call';
import { controlOperation, controlPathPrefix } from './control-operation';

const bodyLimitBytes = 100_000;

/** S3 Control shares the name `s3` in its signatures with S3; its own header and its paths tell it apart. */
export function isS3Control({ target, headers }: Incoming): boolean {
  return target.path.startsWith(controlPathPrefix) && headers.has('x-amz-account-id');
}

/** Answers an S3 Control request of a proven caller. @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_AWS_S3_Control.html */
export async function answerS3Control(state: GatewayState, incoming: Incoming, caller: Caller): Promise<Reply> {
  const accountId = incoming.headers.get('x-amz-account-id') ?? '';
  const wrong = wrongAccount(incoming, accountId);
  if (wrong) return wrong;
  const path = incoming.target.path.slice(controlPathPrefix.length);
  const call: ControlCall = { incoming, caller, accountId, path };
  const row = controlOperation(incoming.method, path);
  if (row && isOwned(row.operation)) return answerBlock(state, call, row.operation);
  return row?.treatment === 'forwarded' ? answerTags(state, call) : notAnswered(call, row);
}

function wrongAccount({ target, headers }: Incoming, accountId: string): Reply | undefined {
  if (!/^[0-9]{12}$/.test(accountId)) return queryError(400, 'InvalidRequest', 'x-amz-account-id is no account id.');
  const named = /^([0-9]{12})[.]/.exec(target.authority ?? headers.get('host') ?? '')?.[1];
  if (named === undefined || named === accountId) return undefined;
  return queryError(400, 'InvalidRequest', 'The host and x-amz-account-id name different accounts.');
}

function isOwned(operation: string): operation is keyof typeof ownedControlRows {
  return Object.hasOwn(ownedControlRows, operation);
}

function notAnswered({ incoming, path }: ControlCall, row: ControlRow | undefined): Reply {
  const what = row
    ? `${row.operation}: ${row.why}`
    : `${incoming.method} ${controlPathPrefix}${path}: it is no operation`;
  return queryError(501, 'NotImplemented', `The gateway does not answer ${what}.`);
}

const blockActions: { readonly [operation in keyof typeof ownedControlRows]: string } = {
  GetPublicAccessBlock: 's3:GetAccountPublicAccessBlock',
  PutPublicAccessBlock: 's3:PutAccountPublicAccessBlock',
  DeletePublicAccessBlock: 's3:PutAccountPublicAccessBlock',
};

async function answerBlock(
  state: GatewayState,
  call: ControlCall,
  operation: keyof typeof ownedControlRows,
): Promise<Reply> {
  const { incoming, accountId } = call;
  const denied = denial(state, call, blockActions[operation]);
  if (denied) return denied;
  if (operation === 'GetPublicAccessBlock') return shown(state.accountBlocks.find(accountId));
  if (operation === 'DeletePublicAccessBlock') {
    state.accountBlocks.put(accountId, undefined);
    return { status: 204, headers: [] };
  }
  const block = readBlock((await readBody(incoming, bodyLimitBytes))?.toString('utf8') ?? '');
  if (!block) return queryError(400, 'MalformedXML', 'The XML you provided was not well-formed.');
  state.accountBlocks.put(accountId, block);
  return { status: 201, headers: [] };
}

function denial(state: GatewayState, { caller, accountId }: ControlCall, action: string): Reply | undefined {
  const request = { action, resource: '*', accountId, context: callerContext(state, caller, state.region) };
  const leg = decideAccountRequest(worldFor(state, caller), principalOf(caller), request);
  if (leg.verdict === 'allow') return undefined;
  return queryError(403, 'AccessDenied', accessDeniedText(callerArn(caller), leg, true), reasonText(leg));
}

function shown(block: AccountBlock | undefined): Reply {
  if (block) return textReply(200, 'application/xml', xmlDocument('PublicAccessBlockConfiguration', block));
  const message = 'The public access block configuration was not found';
  return queryError(404, 'NoSuchPublicAccessBlockConfiguration', message);
}

function readBlock(text: string): AccountBlock | undefined {
  const read = readXml(text)?.['PublicAccessBlockConfiguration'];
  if (!isElement(read)) return undefined;
  const on = (name: keyof AccountBlock): boolean => xmlText(read, name)?.toLowerCase() === 'true';
  return {
    BlockPublicAcls: on('BlockPublicAcls'),
    IgnorePublicAcls: on('IgnorePublicAcls'),
    BlockPublicPolicy: on('BlockPublicPolicy'),
    RestrictPublicBuckets: on('RestrictPublicBuckets'),
  };
}
