import {
  differing,
  parseBasicDate,
  unknownKey,
  version2Caller,
  wrongToken,
  type Caller,
  type Proof,
} from './authenticate';
import { signText, type SignatureParts } from './canonical';
import { refused, type SignatureError } from './signature-error';
import { readCredential } from './signature-parts';
import { signVersion2 } from './version2';

/** Who posts a form, as the signature of its policy proves it. @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-authentication-HTTPPOST.html */
export function formCaller(fields: ReadonlyMap<string, string>, proof: Proof): Caller | SignatureError {
  const policy = fields.get('policy');
  const accessKeyId = fields.get('awsaccesskeyid');
  if (fields.has('x-amz-signature') || fields.has('x-amz-credential')) return version4(fields, policy, proof);
  if (accessKeyId !== undefined || fields.has('signature')) return version2(fields, policy, proof);
  return policy === undefined ? { kind: 'anonymous' } : missing('x-amz-signature');
}

const version4Fields = ['policy', 'x-amz-algorithm', 'x-amz-credential', 'x-amz-date', 'x-amz-signature'];

function version4(
  fields: ReadonlyMap<string, string>,
  policy: string | undefined,
  { credentials: store, now }: Proof,
): Caller | SignatureError {
  const lacking = version4Fields.find((name) => !fields.has(name));
  if (policy === undefined || lacking !== undefined) return missing(lacking ?? 'policy');
  const parts = version4Parts(fields);
  if ('code' in parts) return parts;
  const credentials = store.find(parts.accessKeyId);
  if (!credentials) return unknownKey();
  const wrong =
    wrongToken(parts.sessionToken, credentials, now) ??
    differing(signText(policy, parts.scope, credentials.secretAccessKey), parts.signature);
  return wrong ?? { kind: 'signed', signature: 'v4', credentials, scope: parts.scope, parts };
}

function version4Parts(fields: ReadonlyMap<string, string>): SignatureParts | SignatureError {
  const field = (name: string): string => fields.get(`x-amz-${name}`) ?? '';
  const credential = readCredential(field('credential'));
  if (!credential) return missing('x-amz-credential');
  if (field('algorithm') !== 'AWS4-HMAC-SHA256') return missing('x-amz-algorithm');
  if (parseBasicDate(field('date')) === undefined) return missing('x-amz-date');
  const sessionToken = fields.get('x-amz-security-token');
  return {
    kind: 'form',
    ...credential,
    signedHeaders: [],
    signature: field('signature'),
    timestamp: field('date'),
    payloadHash: 'UNSIGNED-PAYLOAD',
    ...(sessionToken === undefined ? {} : { sessionToken }),
  };
}

function version2(
  fields: ReadonlyMap<string, string>,
  policy: string | undefined,
  { credentials: store, now, region }: Proof,
): Caller | SignatureError {
  const signature = fields.get('signature');
  if (policy === undefined) return missing('policy');
  if (signature === undefined) return missing('signature');
  const credentials = store.find(fields.get('awsaccesskeyid') ?? '');
  if (!credentials) return unknownKey();
  const wrong =
    wrongToken(fields.get('x-amz-security-token'), credentials, now) ??
    differing(signVersion2(policy, credentials.secretAccessKey), signature);
  return wrong ?? version2Caller(credentials, { kind: 'form', signature }, region);
}

function missing(field: string): SignatureError {
  const why = `Bucket POST must contain a field named '${field}'.  If it is specified, please check the order of the fields.`;
  return refused(400, 'InvalidArgument', why);
}
