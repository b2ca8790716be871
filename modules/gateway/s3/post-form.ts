import { errorReply } from '../failure-reply';
import { withFaults } from '../faults/with-faults';
import type { Body } from '../http/body';
import type { Incoming } from '../http/incoming';
import { boundaryOf, fileInspector, readFormHead, type FormHead, type SizeRange } from '../http/multipart';
import type { Reply } from '../http/reply';
import { formCaller } from '../identity/form-caller';
import type { GatewayState } from '../state/gateway-state';
import type { S3Address } from './address';
import { answerObject } from './answer-object';
import type { BucketCall } from './call';
import type { S3Error } from './error';
import { formHeaders } from './post-form-request';
import { postFormReply } from './post-form-reply';
import { checkPostPolicy } from './post-policy';
import { wrongRegion } from './wrong-region';

/** Whether a request uploads an object by an HTML form. */
export function isPostForm({ method, headers }: Incoming, { bucket, key }: S3Address): boolean {
  return (
    method === 'POST' &&
    bucket !== undefined &&
    key === undefined &&
    boundaryOf(headers.get('content-type')) !== undefined
  );
}

/** Answers a form upload: its fields are the headers of a PutObject, its file the body. @see https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html */
export async function answerPostForm(state: GatewayState, incoming: Incoming, address: S3Address): Promise<Reply> {
  if (incoming.body.lengthBytes === undefined) return refuse(incoming, noLength);
  const boundary = boundaryOf(incoming.headers.get('content-type')) ?? '';
  incoming.proceed();
  const head = await readFormHead(incoming.body.source, boundary);
  const fields = expanded(head);
  const call = provenCall(state, { incoming, address, head, fields, boundary });
  if ('code' in call) return refuse(incoming, call);
  const elsewhere = wrongRegion(state, call.incoming, call.address, call.caller);
  if (elsewhere) return elsewhere;
  if (call.caller.kind === 'signed') state.organization.meet(call.caller.credentials.accountId);
  const asked = { service: 's3', incoming: call.incoming, caller: call.caller };
  const reply = await withFaults(state, asked, () => answerObject(state, call, 'PutObject'));
  if (reply.status >= 300) return reply;
  const location = `http://${incoming.headers.get('host') ?? ''}${call.address.path}`;
  return postFormReply(fields, reply, { bucket: call.bucket, key: call.address.key ?? '', location });
}

/** A form that was read up to its file. */
interface ReadForm {
  readonly incoming: Incoming;
  readonly address: S3Address;
  readonly head: FormHead;
  /** With what they stand for put in. */
  readonly fields: ReadonlyMap<string, string>;
  readonly boundary: string;
}

/** The PutObject that a form means, once signature and policy are proven. */
function provenCall(state: GatewayState, form: ReadForm): BucketCall | S3Error {
  const { credentials, realNow, region } = state;
  const bucket = form.address.bucket ?? '';
  const caller = formCaller(form.fields, { credentials, now: realNow(), region });
  if (caller.kind === 'refused') return caller;
  const range = rangeOf(form.head, form.fields, bucket, realNow());
  if ('code' in range) return range;
  const body = fileBody(form.incoming.body, form.boundary, range);
  const put = asPut(form.incoming, form.address, form.fields, body);
  return 'code' in put ? put : { ...put, operation: 'PostObject', caller, bucket };
}

function refuse(incoming: Incoming, error: S3Error): Reply {
  return errorReply('s3', incoming, error);
}

const noLength: S3Error = {
  status: 411,
  code: 'MissingContentLength',
  message: 'You must provide the Content-Length HTTP header.',
};

/** `${filename}` stands for the name of the file, without its folders. */
function expanded({ fields, filename }: FormHead): ReadonlyMap<string, string> {
  const name = filename.slice(Math.max(filename.lastIndexOf('/'), filename.lastIndexOf('\\')) + 1);
  const unchanged = new Set(['policy', 'signature', 'x-amz-signature']);
  return new Map(
    [...fields].map(([field, value]) => [field, unchanged.has(field) ? value : value.replaceAll('${filename}', name)]),
  );
}

function rangeOf(
  { repeated }: FormHead,
  fields: ReadonlyMap<string, string>,
  bucket: string,
  now: Date,
): SizeRange | S3Error {
  const policy = fields.get('policy');
  const [twice] = repeated;
  if (twice !== undefined) return wrong(`The field ${twice} stands more than once.`);
  if (!fields.get('key'))
    return wrong(
      "Bucket POST must contain a field named 'key'.  If it is specified, please check the order of the fields.",
    );
  const whole = { leastBytes: 0, mostBytes: Number.POSITIVE_INFINITY };
  return policy === undefined ? whole : checkPostPolicy(policy, { bucket, fields, now });
}

function wrong(message: string): S3Error {
  return { status: 400, code: 'InvalidArgument', message };
}

function fileBody({ source, lengthBytes }: Body, boundary: string, range: SizeRange): Body {
  const most = lengthBytes === undefined ? {} : { mostBytes: lengthBytes };
  return { source, empty: false, inspector: fileInspector(boundary, range), ...most };
}

function asPut(
  incoming: Incoming,
  address: S3Address,
  fields: ReadonlyMap<string, string>,
  body: Body,
): Pick<BucketCall, 'incoming' | 'address'> | S3Error {
  const headers = formHeaders(fields, incoming.headers);
  if ('code' in headers) return headers;
  const key = fields.get('key') ?? '';
  if (Buffer.byteLength(key) > 1024) return { status: 400, code: 'KeyTooLongError', message: 'Your key is too long' };
  const path = `${address.path.replace(/\/$/, '')}/${key.split('/').map(encodeURIComponent).join('/')}`;
  const put: Incoming = { ...incoming, method: 'PUT', target: { path, query: [] }, headers, body };
  return { incoming: put, address: { bucket: address.bucket ?? '', key, path } };
}
