import { errorReply } from './failure-reply';
import { withFaults } from './faults/with-faults';
import type { Incoming } from './http/incoming';
import type { Reply } from './http/reply';
import { authenticate, type Caller } from './identity/authenticate';
import { foldQuery } from './identity/fold-query';
import { withPayload } from './identity/payload';
import type { SignatureError } from './identity/signature-error';
import type { ReadSignature } from './identity/signature-parts';
import { s3Address, type S3Address } from './s3/address';
import { answerS3 } from './s3/answer-s3';
import { answerPostForm, isPostForm } from './s3/post-form';
import { wrongRegion } from './s3/wrong-region';
import { answerS3Control, isS3Control } from './s3control/answer-s3control';
import type { GatewayState } from './state/gateway-state';

const keyLimitBytes = 1024;

/** Proves an S3 request, brings it into one form whatever the way in which it came, and lets it be answered. */
export async function routeS3(state: GatewayState, incoming: Incoming, read: ReadSignature): Promise<Reply> {
  if (isS3Control(incoming)) return routeS3Control(state, incoming, read);
  const address = s3Address(incoming.target, incoming.headers.get('host') ?? '');
  const misnamed = wrongName(address);
  if (misnamed) return errorReply('s3', incoming, misnamed);
  if (read.kind === 'anonymous' && isPostForm(incoming, address)) return answerPostForm(state, incoming, address);
  const { credentials, realNow, region } = state;
  const caller = authenticate(incoming, { credentials, now: realNow(), region, path: address.path }, read);
  if (caller.kind === 'refused') return errorReply('s3', incoming, caller);
  const ready = inOneForm(incoming, caller);
  if ('kind' in ready) return errorReply('s3', incoming, ready);
  if (caller.kind === 'signed') state.organization.meet(caller.credentials.accountId);
  const asked = { service: 's3', incoming: ready, caller };
  return wrongRegion(state, ready, address, caller) ?? withFaults(state, asked, () => answerS3(state, ready, caller));
}

async function routeS3Control(state: GatewayState, incoming: Incoming, read: ReadSignature): Promise<Reply> {
  const { credentials, realNow, region } = state;
  const caller = authenticate(incoming, { credentials, now: realNow(), region }, read);
  if (caller.kind === 'refused') return errorReply('query', incoming, caller);
  const ready = inOneForm(incoming, caller);
  if ('kind' in ready) return errorReply('query', incoming, ready);
  if (caller.kind === 'signed') state.organization.meet(caller.credentials.accountId);
  const asked = { service: 's3control', incoming: ready, caller };
  return withFaults(state, asked, () => answerS3Control(state, ready, caller));
}

function inOneForm(incoming: Incoming, caller: Caller): Incoming | SignatureError {
  const folded = foldQuery(incoming);
  return 'kind' in folded ? folded : withPayload(folded, caller);
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
function wrongName({ bucket, key }: S3Address) {
  if (bucket === '') return { status: 400, code: 'InvalidURI', message: "Couldn't parse the specified URI." };
  if (key === undefined || key.length * 3 <= keyLimitBytes || Buffer.byteLength(key) <= keyLimitBytes) return undefined;
  return { status: 400, code: 'KeyTooLongError', message: 'Your key is too long' };
}
