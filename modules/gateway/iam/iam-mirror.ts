import { parseArn } from '../../core';
import { isElement, readXml, xmlText, type XmlElement } from '../s3/xml';
import { buryPrincipal } from '../state/dead-principals';
import type { GatewayState } from '../state/gateway-state';
import { withAttached, withInline, withMember, withoutTags, type Holder } from './holder';
import { readMembers, readTags, type QueryCall } from './iam-call';

interface Done {
  readonly state: GatewayState;
  readonly call: QueryCall;
  readonly parameter: (name: string) => string;
  /** The element of the answer that holds the result. */
  readonly result: XmlElement | undefined;
}

type Change = (done: Done) => void;
type HolderChange = (holder: Holder, done: Done) => Holder | undefined;

const names = { role: 'Role', user: 'User', group: 'Group' } as const;

function onHolder(kind: Holder['kind'], change: HolderChange): Change {
  return (done) => {
    const { iam } = done.state;
    const name = done.parameter(`${names[kind]}Name`);
    const holder = iam.find(kind, done.call.caller.credentials.accountId, name);
    const changed = holder && change(holder, done);
    if (changed) iam.keep(changed);
    else if (holder) remove(done.state, holder);
  };
}

function remove(state: GatewayState, holder: Holder): void {
  state.iam.drop(holder);
  if (holder.kind === 'group') return;
  buryPrincipal(state, holder.arn, holder.uniqueId);
  withdrawCredentials(state, holder.arn);
}

/** Who comes after under the same name is somebody else: neither keys nor sessions of the one who is gone are his. */
function withdrawCredentials({ credentials, sessions }: GatewayState, arn: string): void {
  credentials.withdrawWhere(
    ({ principal, accessKeyId }) => principal === arn || sessions.get(accessKeyId)?.session?.roleArn === arn,
  );
}

/** What roles, users and groups have in common, under the names that IAM's actions have for each. */
function ofHolders(kind: Holder['kind']): readonly (readonly [string, Change])[] {
  const name = names[kind];
  const on = (change: HolderChange): Change => onHolder(kind, change);
  return [
    [`Create${name}`, (done) => create(kind, done)],
    [`Delete${name}`, on(() => undefined)],
    [
      `Put${name}Policy`,
      on((one, { parameter }) => withInline(one, parameter('PolicyName'), parameter('PolicyDocument'))),
    ],
    [`Delete${name}Policy`, on((one, { parameter }) => withInline(one, parameter('PolicyName'), undefined))],
    [`Attach${name}Policy`, on((one, { parameter }) => withAttached(one, parameter('PolicyArn'), true))],
    [`Detach${name}Policy`, on((one, { parameter }) => withAttached(one, parameter('PolicyArn'), false))],
  ];
}

/** What only those have who make requests themselves. */
function ofPrincipals(kind: 'role' | 'user'): readonly (readonly [string, Change])[] {
  const name = names[kind];
  const on = (change: HolderChange): Change => onHolder(kind, change);
  return [
    [
      `Put${name}PermissionsBoundary`,
      on((one, { parameter }) => ({ ...one, boundary: parameter('PermissionsBoundary') })),
    ],
    [`Delete${name}PermissionsBoundary`, on(({ boundary: _, ...one }) => one)],
    [`Tag${name}`, on((one, { call }) => ({ ...one, tags: { ...one.tags, ...readTags(call.parameters) } }))],
    [`Untag${name}`, on((one, { call }) => withoutTags(one, readMembers(call.parameters, 'TagKeys')))],
  ];
}

const changes: ReadonlyMap<string, Change> = new Map([
  ...ofHolders('role'),
  ...ofHolders('user'),
  ...ofHolders('group'),
  ...ofPrincipals('role'),
  ...ofPrincipals('user'),
  ['AddUserToGroup', onHolder('group', (one, { parameter }) => withMember(one, parameter('UserName'), true))],
  ['RemoveUserFromGroup', onHolder('group', (one, { parameter }) => withMember(one, parameter('UserName'), false))],
  ['CreateServiceLinkedRole', (done) => create('role', done)],
  ['DeleteServiceLinkedRole', onHolder('role', () => undefined)],
  [
    'UpdateRole',
    onHolder('role', (one, { parameter }) => ({
      ...one,
      maxSessionSeconds: Number(parameter('MaxSessionDuration')) || one.maxSessionSeconds,
    })),
  ],
  [
    'UpdateAssumeRolePolicy',
    onHolder('role', (one, { parameter }) => ({ ...one, trustPolicy: parameter('PolicyDocument') })),
  ],
  [
    'CreatePolicy',
    ({ state, parameter, result }) => {
      state.iam.keepPolicy(xmlText(result, 'Policy', 'Arn') ?? '', 'v1', parameter('PolicyDocument'), true);
    },
  ],
  [
    'CreatePolicyVersion',
    ({ state, parameter, result }) => {
      const version = xmlText(result, 'PolicyVersion', 'VersionId') ?? '';
      const counts = parameter('SetAsDefault') === 'true';
      state.iam.keepPolicy(parameter('PolicyArn'), version, parameter('PolicyDocument'), counts);
    },
  ],
  [
    'SetDefaultPolicyVersion',
    ({ state, parameter }) => {
      state.iam.choosePolicyVersion(parameter('PolicyArn'), parameter('VersionId'));
    },
  ],
  [
    'DeletePolicy',
    ({ state, parameter }) => {
      state.iam.dropPolicy(parameter('PolicyArn'));
    },
  ],
  ['CreateAccessKey', issueKey],
  [
    'UpdateAccessKey',
    ({ state, parameter }) => {
      state.accessKeys.activate(state.credentials, parameter('AccessKeyId'), parameter('Status') === 'Active');
    },
  ],
  [
    'DeleteAccessKey',
    ({ state, parameter }) => {
      state.accessKeys.remove(state.credentials, parameter('AccessKeyId'));
    },
  ],
]);

/** Whether a write of IAM is understood; what is not must not pass unseen. */
export function isMirrored(action: string): boolean {
  return changes.has(action);
}

/** Takes over what a successful IAM request has done. */
export function mirrorIam(state: GatewayState, call: QueryCall, answer: string): void {
  const document = readXml(answer)?.[`${call.action}Response`];
  const found = isElement(document) ? document[`${call.action}Result`] : undefined;
  const result = isElement(found) ? found : undefined;
  const parameter = (name: string): string => call.parameters.get(name) ?? '';
  changes.get(call.action)?.({ state, call, parameter, result });
}

function create(kind: Holder['kind'], { state, call, parameter, result }: Done): void {
  const name = names[kind];
  const arn = xmlText(result, name, 'Arn') ?? '';
  const boundary = parameter('PermissionsBoundary');
  state.iam.keep({
    kind,
    arn,
    name: arn.slice(arn.lastIndexOf('/') + 1),
    accountId: parseArn(arn)?.accountId ?? call.caller.credentials.accountId,
    uniqueId: xmlText(result, name, `${name}Id`) ?? arn,
    inline: new Map(),
    attached: new Set(),
    tags: readTags(call.parameters),
    maxSessionSeconds: Number(parameter('MaxSessionDuration')) || 3600,
    members: new Set(),
    ...(kind === 'role' ? { trustPolicy: parameter('AssumeRolePolicyDocument') } : {}),
    ...(boundary === '' ? {} : { boundary }),
  });
}

function issueKey({ state, call, parameter, result }: Done): void {
  const { accountId } = call.caller.credentials;
  const user = state.iam.find('user', accountId, parameter('UserName'));
  const accessKeyId = xmlText(result, 'AccessKey', 'AccessKeyId');
  const secretAccessKey = xmlText(result, 'AccessKey', 'SecretAccessKey');
  if (!user || accessKeyId === undefined || secretAccessKey === undefined) return;
  state.accessKeys.issue(state.credentials, { accessKeyId, secretAccessKey, principal: user.arn, accountId });
}
