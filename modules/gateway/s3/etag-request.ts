import type { ObjectRequest } from '../../evaluation';
import type { Incoming } from '../http/incoming';
import { readDocument } from '../http/open-body';
import { hasOpaqueETag, turnETagElements, turnETags } from './etag';

/** Conditions on the object that a request names, and on the one that it replaces. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-requests.html */
const onObject = ['if-match', 'if-none-match', 'if-range'];
const onSource = ['x-amz-copy-source-if-match', 'x-amz-copy-source-if-none-match'];

const none: readonly string[] = [];

/** A request whose conditions name ETags as the emulator knows them. */
export function withEmulatorETags(incoming: Incoming, request: ObjectRequest): Incoming {
  const conditions = turnedConditions(request).filter((name) => incoming.headers.has(name));
  const misproven = endsOpaqueUpload(request) && incoming.headers.has('content-md5');
  if (conditions.length === 0 && !misproven) return incoming;
  const headers = new Map(incoming.headers);
  for (const name of conditions) headers.set(name, turnETags(headers.get(name) ?? ''));
  if (misproven) headers.delete('content-md5');
  return { ...incoming, headers };
}

function turnedConditions({ stored, source }: ObjectRequest): readonly string[] {
  const ofObject = hasOpaqueETag(stored) ? onObject : none;
  return source && hasOpaqueETag(source.stored) ? [...ofObject, ...onSource] : ofObject;
}

function endsOpaqueUpload({ operation, upload }: ObjectRequest): boolean {
  return operation === 'CompleteMultipartUpload' && hasOpaqueETag(upload?.encryption);
}

/** The document that goes to the emulator: a list of parts that ends an upload names the ETags that the emulator gave them. @throws BodyError, ClientGone */
export function emulatorDocument(
  incoming: Incoming,
  request: ObjectRequest,
  read: Buffer | undefined,
): Promise<Buffer> | Buffer | undefined {
  return endsOpaqueUpload(request) ? turnedParts(incoming) : read;
}

async function turnedParts(incoming: Incoming): Promise<Buffer> {
  incoming.proceed();
  // One sign for each byte, so that the bytes between stay what they are.
  const document = (await readDocument(incoming.body)).toString('latin1');
  return Buffer.from(turnETagElements(document), 'latin1');
}
