/** What AWS answers with. */
interface Answer {
  readonly outcome: 'badRequest' | 'noSuchBucket' | 'keyUnusable' | 'keyNotFound' | 'wrongRegion' | 'explicitDeny';
  readonly status: 400 | 403 | 404;
  readonly code: string;
}

interface RefusalText extends Answer {
  readonly message: (subject: string) => string;
}

function badRequest(code: string, text: string): RefusalText {
  return { outcome: 'badRequest', status: 400, code, message: () => text };
}

/** The refusals and their words, most of them recorded from AWS. @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const refusals = {
  noSuchBucket: {
    outcome: 'noSuchBucket',
    status: 404,
    code: 'NoSuchBucket',
    message: () => 'The specified bucket does not exist',
  },
  keyWithoutKms: badRequest(
    'InvalidArgument',
    'Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms',
  ),
  unknownAlgorithm: badRequest('InvalidArgument', 'The encryption method specified is not supported'),
  twoEncryptions: badRequest(
    'InvalidArgument',
    'Server Side Encryption with Customer provided key is incompatible with the encryption method specified',
  ),
  headersNotAllowed: badRequest('InvalidArgument', 'Server side encryption headers are not allowed on this request'),
  signatureRequired: badRequest(
    'InvalidArgument',
    'Requests specifying Server Side Encryption with AWS KMS managed keys require AWS Signature Version 4.',
  ),
  updateNeedsKeyArn: badRequest('InvalidRequest', 'The request must name a KMS key by its full ARN'),
  updateOfOtherEncryption: badRequest(
    'InvalidRequest',
    'Only objects under SSE-S3 or SSE-KMS can have their encryption updated',
  ),
  updateToForeignKey: {
    outcome: 'explicitDeny',
    status: 403,
    code: 'AccessDenied',
    message: () => 'The AWS KMS key in the request must be owned by the same account as the bucket.',
  },
  customerKeysBlocked: {
    outcome: 'explicitDeny',
    status: 403,
    code: 'AccessDenied',
    message: () => 'The bucket blocks writes under SSE-C',
  },
  keyNotFound: {
    outcome: 'keyNotFound',
    status: 400,
    code: 'KMS.NotFoundException',
    message: missingKey,
  },
  wrongRegion: {
    outcome: 'wrongRegion',
    status: 400,
    code: 'KMS.NotFoundException',
    message: (region: string) => `Invalid arn ${region}`,
  },
  keyDisabled: {
    outcome: 'keyUnusable',
    status: 400,
    code: 'KMS.DisabledException',
    message: (key: string) => `${key} is disabled.`,
  },
  keyPendingDeletion: {
    outcome: 'keyUnusable',
    status: 400,
    code: 'KMS.KMSInvalidStateException',
    message: (key: string) => `${key} is pending deletion.`,
  },
  keyPendingImport: {
    outcome: 'keyUnusable',
    status: 400,
    code: 'KMS.KMSInvalidStateException',
    message: (key: string) => `${key} is pending import.`,
  },
  keyUnavailable: {
    outcome: 'keyUnusable',
    status: 400,
    code: 'KMS.KMSInvalidStateException',
    message: (key: string) => `${key} is unavailable.`,
  },
} satisfies { readonly [kind: string]: RefusalText };

/** KMS words it by what the reference looks like. */
function missingKey(arn: string): string {
  const resource = arn.slice(arn.lastIndexOf(':') + 1);
  if (resource.startsWith('alias/')) return `Alias ${arn} is not found.`;
  return /^key\/(mrk-)?[0-9a-f-]{32,36}$/.test(resource)
    ? `Key '${arn}' does not exist`
    : `Invalid keyId '${resource.slice(4)}'`;
}

export type RefusalKind = keyof typeof refusals;

/** A request that S3 turns away for another reason than a policy, with AWS's code, status and words. */
export interface Refusal extends Answer {
  readonly kind: RefusalKind;
  readonly message: string;
}

/** A refusal about a subject: a key ARN, a key id or a region, where its words name one. */
export function refusal(kind: RefusalKind, subject = ''): Refusal {
  const { message, ...rest }: RefusalText = refusals[kind];
  return { kind, ...rest, message: message(subject) };
}
