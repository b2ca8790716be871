import { diagnostic, DiagnosticError } from '../core';

/** Names of errors, of the SDK and of AWS, that say: these are no valid credentials. */
const credentialErrors = new Set([
  'CredentialsProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'IncompleteSignature',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'MissingAuthenticationToken',
  'MissingAuthenticationTokenException',
  'TokenProviderError',
  'UnrecognizedClientException',
]);

/** Whether KMS says that there is no such key. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && error.name === 'NotFoundException';
}

/** KMS's words when it does not let the caller read, or the key has nothing to be read; `undefined` for other errors. */
export function refusalToRead(error: unknown): string | undefined {
  const refusals = ['AccessDeniedException', 'KMSInvalidStateException', 'NotFoundException'];
  return error instanceof Error && refusals.includes(error.name) ? firstLine(error.message) : undefined;
}

/** Why a key could not be looked at, and whose turn it is. What is no error of AWS or the SDK stays as it is. */
export function failureOf(error: unknown, keyArn: string): unknown {
  if (!(error instanceof Error) || error.name === 'AbortError') return error;
  const what = `${error.name}: ${firstLine(error.message)}`;
  if (credentialErrors.has(error.name)) {
    const fix = 'sign in, or choose a profile with AWS_PROFILE';
    return new DiagnosticError(diagnostic('TB5137', { path: keyArn, message: `no valid credentials (${what})`, fix }));
  }
  if (error.name === 'AccessDeniedException') {
    const fix = 'use credentials that may call kms:DescribeKey, in the account of the key or as its policy lets';
    return new DiagnosticError(
      diagnostic('TB5138', { path: keyArn, message: `the key may not be described (${what})`, fix }),
    );
  }
  const fix = 'try again; see whether network, region and endpoint are right';
  return new DiagnosticError(
    diagnostic('TB5139', { path: keyArn, message: `KMS did not answer as expected (${what})`, fix }),
  );
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? '';
}
