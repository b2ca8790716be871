import { decideAccountRequest } from '../../evaluation';
import { accessDeniedText, reasonText } from '../access-denied';
import type { Incoming } from '../http/incoming';
import { readAll } from '../http/read-all';
import type { Reply } from '../http/reply';
import type { Caller } from '../identity/authenticate';
import { readJsonObject } from '../json';
import { isElement, readXml, xmlText } from '../s3/xml';
import { worldFor } from '../state/caller-context';
import type { GatewayState } from '../state/gateway-state';
import { unknownPrincipals } from '../state/known-principals';
import { deleteConflict } from './delete-conflict';
import { readForm, type QueryCall } from './iam-call';
import { iamContext } from './iam-context';
import { isMirrored, mirrorIam } from './iam-mirror';
import { withImpliedUser } from './implied-user';
import { queryError } from './query-error';
import type { Holder } from './holder';

const reads = /^(Get|List)/;

/** Writes of IAM that change nothing that decides over data. */
const harmless = new Set([
  'AddRoleToInstanceProfile',
  'CreateInstanceProfile',
  'DeleteInstanceProfile',
  'RemoveRoleFromInstanceProfile',
  'TagInstanceProfile',
  'UntagInstanceProfile',
  'TagPolicy',
  'UntagPolicy',
  'DeletePolicyVersion',
  'UpdateRoleDescription',
]);

/** Answers an IAM request: decided by the caller's own policies, done by the emulator, remembered here. */
export async function answerIam(state: GatewayState, incoming: Incoming, caller: Caller, body: Buffer): Promise<Reply> {
  const parameters = readForm(body);
  const action = parameters.get('Action') ?? '';
  if (caller.kind === 'anonymous') return queryError(403, 'MissingAuthenticationToken', 'Missing Authentication Token');
  if (!reads.test(action) && !isMirrored(action) && !harmless.has(action)) {
    const message = `The gateway does not answer ${action}: its effect on access is not modelled.`;
    return queryError(501, 'NotImplemented', message);
  }
  const call = withImpliedUser(state, { action, parameters, body, caller });
  if ('status' in call) return call;
  return (
    denial(state, call) ?? trustError(state, call) ?? deleteConflict(state, call) ?? forward(state, call, incoming)
  );
}

function denial(state: GatewayState, call: QueryCall): Reply | undefined {
  const { accountId, principal } = call.caller.credentials;
  const { resource, holder } = resourceOf(state, call);
  const leg = decideAccountRequest(worldFor(state, call.caller), principal, {
    action: `iam:${call.action}`,
    resource,
    accountId,
    context: iamContext(state, call, holder),
  });
  if (leg.verdict === 'allow') return undefined;
  return queryError(403, 'AccessDenied', accessDeniedText(principal, leg, true), reasonText(leg));
}

/** A trust policy names only who is there. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
function trustError(state: GatewayState, { action, parameters }: QueryCall): Reply | undefined {
  const parameter = { CreateRole: 'AssumeRolePolicyDocument', UpdateAssumeRolePolicy: 'PolicyDocument' };
  const name = action === 'CreateRole' || action === 'UpdateAssumeRolePolicy' ? parameter[action] : undefined;
  const document = name === undefined ? undefined : readJsonObject(parameters.get(name) ?? '');
  const [unknown] = document ? unknownPrincipals(state, document) : [];
  if (unknown === undefined) return undefined;
  return queryError(400, 'MalformedPolicyDocument', `Invalid principal in policy: "AWS":"${unknown}"`);
}

interface Subject {
  readonly resource: string;
  /** @default the request is about something else, or about what does not exist yet */
  readonly holder?: Holder;
}

const holderNames = [
  ['RoleName', 'role'],
  ['UserName', 'user'],
  ['GroupName', 'group'],
] as const;

const otherNames = [
  ['InstanceProfileName', 'instance-profile'],
  ['PolicyName', 'policy'],
] as const;

/** What an action is about: somebody or something that exists or is to be made, else the whole account. */
function resourceOf(state: GatewayState, call: QueryCall): Subject {
  const { parameters, caller, action } = call;
  const named = action.includes('Group') ? [...holderNames].reverse() : holderNames;
  const [parameter, kind] = named.find(([one]) => parameters.has(one)) ?? [];
  if (kind !== undefined) {
    const name = parameters.get(parameter) ?? '';
    const holder = state.iam.find(kind, caller.credentials.accountId, name);
    return holder ? { resource: holder.arn, holder } : { resource: arnToBe(state, call, kind, name) };
  }
  return { resource: parameters.get('PolicyArn') ?? otherResource(state, call) };
}

function otherResource(state: GatewayState, call: QueryCall): string {
  const [parameter, kind] = otherNames.find(([one]) => call.parameters.has(one)) ?? [];
  if (kind !== undefined) return arnToBe(state, call, kind, call.parameters.get(parameter) ?? '');
  return call.action === 'GetUser' ? call.caller.credentials.principal : '*';
}

function arnToBe({ partition }: GatewayState, { parameters, caller }: QueryCall, kind: string, name: string): string {
  return `arn:${partition}:iam::${caller.credentials.accountId}:${kind}${parameters.get('Path') ?? '/'}${name}`;
}

async function forward(state: GatewayState, call: QueryCall, { headers }: Incoming): Promise<Reply> {
  const contentType = headers.get('content-type') ?? 'application/x-www-form-urlencoded';
  const { status, text } = await sendIam(state, call, call.body, contentType);
  if (status < 300) {
    await learnPolicy(state, call);
    mirrorIam(state, call, text);
  }
  return { status, headers: [['content-type', 'text/xml']], body: text };
}

async function sendIam(state: GatewayState, { caller }: QueryCall, body: Buffer | string, contentType: string) {
  const headers = new Map([
    ['host', 'iam.localhost.localstack.cloud'],
    ['content-type', contentType],
  ]);
  const scope = { accountId: caller.credentials.accountId, region: 'us-east-1', service: 'iam' };
  const answer = await state.upstream.send({ method: 'POST', path: '/', headers, body }, scope);
  return { status: answer.status, text: (await readAll(answer.body)).toString('utf8') };
}

/** The text of a policy that AWS manages is the emulator's to tell. */
async function learnPolicy(state: GatewayState, call: QueryCall): Promise<void> {
  const arn = call.parameters.get('PermissionsBoundary') ?? call.parameters.get('PolicyArn');
  if (arn === undefined || !arn.includes(':iam::aws:policy/') || state.iam.knowsPolicy(arn)) return;
  const ask = async (action: string, more: string) => {
    const body = `Action=${action}&Version=2010-05-08&PolicyArn=${encodeURIComponent(arn)}${more}`;
    const { text } = await sendIam(state, call, body, 'application/x-www-form-urlencoded');
    const response = readXml(text)?.[`${action}Response`];
    const result = isElement(response) ? response[`${action}Result`] : undefined;
    return isElement(result) ? result : undefined;
  };
  const version = xmlText(await ask('GetPolicy', ''), 'Policy', 'DefaultVersionId');
  if (version === undefined) return;
  const document = xmlText(await ask('GetPolicyVersion', `&VersionId=${version}`), 'PolicyVersion', 'Document');
  if (document !== undefined) state.iam.keepPolicy(arn, version, decodeURIComponent(document), true);
}
