import { answerControl, controlPrefix } from './control/answer-control';
import { withFaults } from './faults/with-faults';
import { readBody, type Incoming } from './http/incoming';
import type { Reply } from './http/reply';
import { answerIam } from './iam/answer-iam';
import { queryError } from './iam/query-error';
import { authenticate, type Caller, type SignatureError } from './identity/authenticate';
import { sha256 } from './identity/canonical';
import { readSignature } from './identity/signature-parts';
import { answerKms } from './kms/answer-kms';
import { answerS3 } from './s3/answer-s3';
import { s3ErrorReply } from './s3/error';
import type { GatewayState } from './state/gateway-state';
import { answerSts } from './sts/answer-sts';

type Answer = (state: GatewayState, incoming: Incoming, caller: Caller, body: Buffer) => Reply | Promise<Reply>;

/** The services whose requests are small and are read whole. */
const small: { readonly [service: string]: Answer } = {
  kms: answerKms,
  iam: answerIam,
  sts: (state, _, caller, body) => answerSts(state, caller, body),
};
const bodyLimitBytes = 1_000_000;

/** Finds out which service is asked, proves who asks, and lets the service answer. */
export async function route(state: GatewayState, incoming: Incoming): Promise<Reply> {
  if (incoming.target.path.startsWith(controlPrefix)) return answerControl(state, incoming);
  const service = serviceOf(incoming);
  const answer = small[service];
  if (answer) return answerSmall(state, incoming, service, answer);
  if (service !== 's3') return queryError(501, 'NotImplemented', `The gateway does not answer ${service}.`);
  const caller = authenticate(incoming, state.credentials, state.realNow());
  if (caller.kind === 'refused') return s3ErrorReply(caller, incoming.method, incoming.target.path);
  if (caller.kind === 'signed') state.organization.meet(caller.credentials.accountId);
  return withFaults(state, { service, incoming, caller }, () => answerS3(state, incoming, caller));
}

/** Who signs names the service; who does not can only mean S3. */
function serviceOf({ target, headers }: Incoming): string {
  const read = readSignature(target, headers);
  return read.kind === 'signed' ? read.parts.scope.service : 's3';
}

async function answerSmall(state: GatewayState, incoming: Incoming, service: string, answer: Answer): Promise<Reply> {
  const body = await readBody(incoming, bodyLimitBytes);
  if (!body) return queryError(413, 'RequestEntityTooLarge', 'The request is too long.');
  const caller = authenticate(incoming, state.credentials, state.realNow(), sha256(body));
  if (caller.kind === 'refused') return refused(incoming, caller);
  if (caller.kind === 'signed') state.organization.meet(caller.credentials.accountId);
  return withFaults(state, { service, incoming, caller, body }, () => answer(state, incoming, caller, body));
}

/** KMS speaks JSON, the others XML. */
function refused({ headers }: Incoming, { status, code, message }: SignatureError): Reply {
  if (!headers.has('x-amz-target')) return queryError(status, code, message);
  return {
    status,
    headers: [['content-type', 'application/x-amz-json-1.1']],
    body: JSON.stringify({ __type: code, message }),
  };
}
