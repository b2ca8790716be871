import { answerControl, controlPrefix } from './control/answer-control';
import { errorReply, failureReply, type Protocol } from './failure-reply';
import { withFaults } from './faults/with-faults';
import { wrongShape } from './http/shape';
import { readBody, type Incoming } from './http/incoming';
import type { Reply } from './http/reply';
import { answerIam } from './iam/answer-iam';
import { repeatedParameter } from './iam/iam-call';
import { authenticate, type Caller } from './identity/authenticate';
import { readSignature, type ReadSignature } from './identity/signature-parts';
import { sha256 } from './identity/signing-key';
import { answerKms } from './kms/answer-kms';
import { routeS3 } from './route-s3';
import type { GatewayState } from './state/gateway-state';
import { answerSts } from './sts/answer-sts';

type Answer = (state: GatewayState, incoming: Incoming, caller: Caller, body: Buffer) => Reply | Promise<Reply>;

interface SmallService {
  readonly protocol: Protocol;
  readonly answer: Answer;
}

/** The services whose requests are small and are read whole. */
const small: { readonly [service: string]: SmallService } = {
  kms: { protocol: 'json', answer: answerKms },
  iam: { protocol: 'query', answer: answerIam },
  sts: { protocol: 'query', answer: (state, _, caller, body) => answerSts(state, caller, body) },
};
const bodyLimitBytes = 1_000_000;

/** Finds out which service is asked, proves who asks, and lets the service answer. */
export async function route(state: GatewayState, incoming: Incoming): Promise<Reply> {
  const wrong = wrongShape(incoming);
  if (wrong) return errorReply('s3', incoming, wrong);
  if (incoming.target.path.startsWith(controlPrefix)) return answerControl(state, incoming);
  const read = readSignature(incoming.target, incoming.headers);
  const service = serviceOf(incoming, read);
  const one = small[service];
  const protocol = one?.protocol ?? (service === 's3' ? 's3' : 'query');
  try {
    if (one) return await answerSmall(state, incoming, service, read, one);
    if (service === 's3') return await routeS3(state, incoming, read);
  } catch (failure) {
    const reply = failureReply(protocol, incoming, failure);
    if (!reply) throw failure;
    return reply;
  }
  const message = `The gateway does not answer ${service}: it stands before S3, S3 Control, KMS, IAM and STS.`;
  return errorReply(protocol, incoming, { status: 501, code: 'NotImplemented', message });
}

/** Who signs names the service; of those who do not, KMS and STS are known by their form. */
function serviceOf({ method, target, headers }: Incoming, read: ReadSignature): string {
  if (read.kind === 'signed') return read.parts.scope.service;
  if (method !== 'POST' || target.path !== '/') return 's3';
  if (headers.get('x-amz-target')?.startsWith('TrentService.')) return 'kms';
  return headers.get('content-type')?.startsWith('application/x-www-form-urlencoded') ? 'sts' : 's3';
}

async function answerSmall(
  state: GatewayState,
  incoming: Incoming,
  service: string,
  read: ReadSignature,
  { protocol, answer }: SmallService,
): Promise<Reply> {
  if (protocol === 'json' && speaksCbor(incoming)) {
    const message = 'The gateway speaks AWS JSON 1.1 with KMS, and no CBOR: let the client use the JSON protocol.';
    return errorReply(protocol, incoming, { status: 501, code: 'NotImplementedException', message });
  }
  const body = await readBody(incoming, bodyLimitBytes);
  if (!body) {
    const error = { status: 413, code: 'RequestEntityTooLarge', message: 'The request is too long.' };
    return errorReply(protocol, incoming, error);
  }
  const { credentials, realNow, region } = state;
  const caller = authenticate(incoming, { credentials, now: realNow(), region, bodyHash: sha256(body) }, read);
  if (caller.kind === 'refused') return errorReply(protocol, incoming, caller);
  if (caller.kind === 'signed') state.organization.meet(caller.credentials.accountId);
  const sent = protocol === 'query' ? formOf(incoming, body) : body;
  const twice = protocol === 'query' ? repeatedParameter(sent) : undefined;
  if (twice !== undefined) {
    const message = `The parameter ${twice} stands more than once.`;
    return errorReply(protocol, incoming, { status: 400, code: 'MalformedQueryString', message });
  }
  return withFaults(state, { service, incoming, caller, body: sent }, () => answer(state, incoming, caller, sent));
}

/** The younger protocol of KMS. @see https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html */
function speaksCbor({ headers, target }: Incoming): boolean {
  const types = `${headers.get('content-type') ?? ''} ${headers.get('smithy-protocol') ?? ''}`;
  return /cbor/i.test(types) || target.path.startsWith('/service/');
}

/** The query protocol takes its parameters from the query, too. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/programming.html */
function formOf({ method, target }: Incoming, body: Buffer): Buffer {
  if (method !== 'GET') return body;
  const parameters = target.query.filter(({ name }) => !/^x-amz-/i.test(name)).map(({ raw }) => raw);
  return Buffer.from(parameters.join('&'));
}
