import { parseArn } from '../../core';
import { isElement, readXml, xmlText, type XmlElement } from '../s3/xml';
import type { GatewayState } from '../state/gateway-state';
import { readMembers, readTags, type QueryCall } from './iam-call';
import type { Holder } from './iam-store';

interface Done {
  readonly state: GatewayState;
  readonly call: QueryCall;
  readonly parameter: (name: string) => string;
  /** The element of the answer that holds the result. */
  readonly result: XmlElement | undefined;
}

type Change = (done: Done) => void;

function onHolder(kind: Holder['kind'], change: (holder: Holder, done: Done) => Holder | undefined): Change {
  return (done) => {
    const { iam } = done.state;
    const name = done.parameter(kind === 'role' ? 'RoleName' : 'UserName');
    const holder = iam.find(kind, done.call.caller.credentials.accountId, name);
    const changed = holder && change(holder, done);
    if (changed) iam.keep(changed);
    else if (holder) iam.drop(holder);
  };
}

/** What roles and users have in common, under the names that IAM's actions have for each. */
function ofHolders(kind: Holder['kind'], Name: 'Role' | 'User'): readonly (readonly [string, Change])[] {
  const on = (change: (holder: Holder, done: Done) => Holder | undefined): Change => onHolder(kind, change);
  return [
    [`Create${Name}`, (done) => create(kind, Name, done)],
    [`Delete${Name}`, on(() => undefined)],
    [
      `Put${Name}Policy`,
      on((one, { parameter }) => withInline(one, parameter('PolicyName'), parameter('PolicyDocument'))),
    ],
    [`Delete${Name}Policy`, on((one, { parameter }) => withInline(one, parameter('PolicyName'), undefined))],
    [`Attach${Name}Policy`, on((one, { parameter }) => attach(one, parameter('PolicyArn'), true))],
    [`Detach${Name}Policy`, on((one, { parameter }) => attach(one, parameter('PolicyArn'), false))],
    [
      `Put${Name}PermissionsBoundary`,
      on((one, { parameter }) => ({ ...one, boundary: parameter('PermissionsBoundary') })),
    ],
    [`Delete${Name}PermissionsBoundary`, on(({ boundary: _, ...one }) => one)],
    [`Tag${Name}`, on((one, { call }) => ({ ...one, tags: { ...one.tags, ...readTags(call.parameters) } }))],
    [`Untag${Name}`, on((one, { call }) => untagged(one, readMembers(call.parameters, 'TagKeys')))],
  ];
}

const changes: ReadonlyMap<string, Change> = new Map([
  ...ofHolders('role', 'Role'),
  ...ofHolders('user', 'User'),
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
      state.iam.keepPolicy(
        parameter('PolicyArn'),
        version,
        parameter('PolicyDocument'),
        parameter('SetAsDefault') === 'true',
      );
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
    'DeleteAccessKey',
    ({ state, parameter }) => {
      state.credentials.withdraw(parameter('AccessKeyId'));
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

function create(kind: Holder['kind'], name: 'Role' | 'User', { state, call, parameter, result }: Done): void {
  const arn = xmlText(result, name, 'Arn') ?? '';
  const boundary = parameter('PermissionsBoundary');
  state.iam.keep({
    kind,
    arn,
    name: parameter(`${name}Name`),
    accountId: parseArn(arn)?.accountId ?? call.caller.credentials.accountId,
    inline: new Map(),
    attached: new Set(),
    tags: readTags(call.parameters),
    ...(kind === 'role' ? { trustPolicy: parameter('AssumeRolePolicyDocument') } : {}),
    ...(boundary === '' ? {} : { boundary }),
  });
}

function withInline(holder: Holder, name: string, document: string | undefined): Holder {
  const others = [...holder.inline].filter(([one]) => one !== name);
  return { ...holder, inline: new Map(document === undefined ? others : [...others, [name, document]]) };
}

function attach(holder: Holder, arn: string, on: boolean): Holder {
  const others = [...holder.attached].filter((one) => one !== arn);
  return { ...holder, attached: new Set(on ? [...others, arn] : others) };
}

function untagged(holder: Holder, names: readonly string[]): Holder {
  const tags = Object.fromEntries(Object.entries(holder.tags).filter(([name]) => !names.includes(name)));
  return { ...holder, tags };
}

function issueKey({ state, call, parameter, result }: Done): void {
  const { accountId } = call.caller.credentials;
  const user = state.iam.find('user', accountId, parameter('UserName'));
  const accessKeyId = xmlText(result, 'AccessKey', 'AccessKeyId');
  const secretAccessKey = xmlText(result, 'AccessKey', 'SecretAccessKey');
  if (!user || accessKeyId === undefined || secretAccessKey === undefined) return;
  state.credentials.issue({ accessKeyId, secretAccessKey, principal: user.arn, accountId });
}
