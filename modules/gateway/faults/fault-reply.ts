import type { Incoming } from '../http/incoming';
import type { Reply } from '../http/reply';
import { queryError } from '../iam/query-error';
import { s3ErrorReply } from '../s3/error';
import type { FaultKind } from './fault';

interface ErrorWords {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

type Words = { readonly [kind in FaultKind]?: ErrorWords };

const s3Internal: ErrorWords = {
  status: 500,
  code: 'InternalError',
  message: 'We encountered an internal error. Please try again.',
};

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const s3Words: Words = {
  throttle: { status: 503, code: 'SlowDown', message: 'Please reduce your request rate.' },
  error500: s3Internal,
  error503: { status: 503, code: 'ServiceUnavailable', message: 'Service is unable to handle request.' },
  'ok-with-error-body': { ...s3Internal, status: 200 },
};

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/CommonErrors.html */
const kmsWords: Words = {
  throttle: { status: 400, code: 'ThrottlingException', message: 'Rate exceeded' },
  error500: {
    status: 500,
    code: 'KMSInternalException',
    message: 'The request was rejected because an internal exception occurred.',
  },
  error503: {
    status: 503,
    code: 'ServiceUnavailableException',
    message: 'The request has failed due to a temporary failure of the server.',
  },
  'ok-with-error-body': {
    status: 200,
    code: 'KMSInternalException',
    message: 'The request was rejected because an internal exception occurred.',
  },
};

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html */
const queryWords: Words = {
  throttle: { status: 400, code: 'Throttling', message: 'Rate exceeded' },
  error500: {
    status: 500,
    code: 'InternalFailure',
    message: 'The request processing has failed because of an unknown error.',
  },
  error503: {
    status: 503,
    code: 'ServiceUnavailable',
    message: 'The request has failed due to a temporary failure of the server.',
  },
  'ok-with-error-body': {
    status: 200,
    code: 'InternalFailure',
    message: 'The request processing has failed because of an unknown error.',
  },
};

/** The error of a kind as a service words it; `undefined` when the kind is no error. */
export function faultReply(service: string, kind: FaultKind, incoming: Incoming): Reply | undefined {
  const words = service === 's3' ? s3Words : service === 'kms' ? kmsWords : queryWords;
  const error = words[kind];
  if (!error) return undefined;
  const reason = `a fault that was asked for: ${kind}`;
  if (service === 's3') return s3ErrorReply({ ...error, reason }, incoming.method, incoming.target.path);
  if (service !== 'kms') return queryError(error.status, error.code, error.message, reason);
  return {
    status: error.status,
    headers: [
      ['content-type', 'application/x-amz-json-1.1'],
      ...(error.status === 200 ? [] : [['x-amzn-errortype', error.code] as const]),
      ['x-tenant-buckets-reason', reason],
    ],
    body: JSON.stringify({ __type: error.code, message: error.message }),
  };
}
