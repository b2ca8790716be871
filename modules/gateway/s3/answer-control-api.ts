import { describeAccount, known, noPublicAccessBlock, type PublicAccessBlock } from '../../core';
import { decideAccountRequest } from '../../evaluation';
import { accessDeniedText, reasonText } from '../access-denied';
import { readBody, type Incoming } from '../http/incoming';
import { textReply, type Reply } from '../http/reply';
import { decoded } from '../http/target';
import type { Caller } from '../identity/authenticate';
import { callerContext, worldFor } from '../state/caller-context';
import type { GatewayState } from '../state/gateway-state';
import { withEntry } from '../state/live-world';
import { accountOf, callerArn, principalOf } from './call';
import { controlRows, ownedControlRows, type ControlRow } from './catalogue/s3-control-rows';
import { accessDenied, notImplemented, s3ErrorReply, type S3Error } from './error';
import { forwardS3, passOn } from './forward';
import { readBlock } from './public-access-block';
import { xmlDocument } from './xml';

const prefix = '/v20180820/';

/** Whether a request speaks to S3 Control, which shares its signing name with S3. */
export function isControlApi({ target, headers }: Incoming): boolean {
  return target.path.startsWith(prefix) && headers.has('x-amz-account-id');
}

/** The row of a request to S3 Control; `undefined` when it is none of its operations. */
export function controlOperation(method: string, path: string): ControlRow | undefined {
  const rest = path.slice(prefix.length);
  return controlRows.find((row) => row.method === method && patternOf(row.path).test(rest));
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/\{[A-Za-z]+\+\}/g, '.+').replace(/\{[A-Za-z]+\}/g, '[^/]+')}$`);
}

type Owned = (state: GatewayState, accountId: string, body: Buffer) => Reply | S3Error;

const owned: { readonly [operation in keyof typeof ownedControlRows]: Owned } = {
  GetPublicAccessBlock: (state, accountId) => {
    const found = state.live.world.accounts.get(accountId)?.publicAccessBlock;
    const block = found?.known ? found.value : noPublicAccessBlock;
    return block.blockPublicPolicy || block.restrictPublicBuckets ? blockReply(block) : noBlock;
  },
  PutPublicAccessBlock: (state, accountId, body) => keep(state, accountId, readBlock(body), 201),
  DeletePublicAccessBlock: (state, accountId) => keep(state, accountId, noPublicAccessBlock, 204),
};

/** Answers a request to S3 Control, as the operation table says. */
export async function answerControlApi(state: GatewayState, incoming: Incoming, caller: Caller): Promise<Reply> {
  const { path } = incoming.target;
  const row = controlOperation(incoming.method, path);
  if (!row || row.treatment === 'refused') return notImplemented(row, incoming.method, path);
  const accountId = incoming.headers.get('x-amz-account-id') ?? '';
  const denied = denial(state, caller, row.operation, path, accountId);
  if (denied) return s3ErrorReply(denied, incoming.method, path);
  const body = (await readBody(incoming, 100_000)) ?? Buffer.alloc(0);
  const { operation } = row;
  if (!isOwned(operation)) {
    const scope = { accountId, region: caller.kind === 'signed' ? caller.scope.region : state.region };
    return passOn(await forwardS3(state, incoming, { path }, scope, body), []);
  }
  const answer = owned[operation](state, accountId, body);
  return 'code' in answer ? s3ErrorReply(answer, incoming.method, path) : answer;
}

function isOwned(operation: string): operation is keyof typeof ownedControlRows {
  return Object.hasOwn(ownedControlRows, operation);
}

function actionOf(operation: string): string {
  if (!isOwned(operation)) return `s3:${operation}`;
  return operation === 'GetPublicAccessBlock' ? 's3:GetAccountPublicAccessBlock' : 's3:PutAccountPublicAccessBlock';
}

function denial(
  state: GatewayState,
  caller: Caller,
  operation: string,
  path: string,
  accountId: string,
): S3Error | undefined {
  if (accountOf(caller) !== accountId) return accessDenied;
  const tagged = /^\/v20180820\/tags\/(.+)$/.exec(path)?.[1];
  const leg = decideAccountRequest(worldFor(state, caller), principalOf(caller), {
    action: actionOf(operation),
    resource: tagged === undefined ? '*' : (decoded(tagged) ?? tagged),
    accountId,
    context: callerContext(state, caller, state.region),
  });
  if (leg.verdict === 'allow') return undefined;
  return { ...accessDenied, message: accessDeniedText(callerArn(caller), leg, true), reason: reasonText(leg) };
}

function keep(state: GatewayState, id: string, block: PublicAccessBlock, status: number): Reply {
  const { accounts } = state.live.world;
  const account = accounts.get(id) ?? describeAccount({ id, partition: state.partition });
  state.live.change({ accounts: withEntry(accounts, id, { ...account, publicAccessBlock: known(block) }) });
  return { status, headers: [] };
}

function blockReply({ blockPublicPolicy, restrictPublicBuckets }: PublicAccessBlock): Reply {
  const content = {
    '@xmlns': 'http://awss3control.amazonaws.com/doc/2018-08-20/',
    // No ACL but the owner's is ever taken, so that the two settings on ACLs are always in effect.
    BlockPublicAcls: true,
    IgnorePublicAcls: true,
    BlockPublicPolicy: blockPublicPolicy,
    RestrictPublicBuckets: restrictPublicBuckets,
  };
  return textReply(200, 'application/xml', xmlDocument('PublicAccessBlockConfiguration', content));
}

const noBlock: S3Error = {
  status: 404,
  code: 'NoSuchPublicAccessBlockConfiguration',
  message: 'The public access block configuration was not found',
};
