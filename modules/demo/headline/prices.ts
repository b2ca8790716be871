/** What KMS asks for a request with a symmetric key, beyond the free ones of a month. @see https://aws.amazon.com/kms/pricing/ */
export const kmsRequestPrice = { usd: 0.03, requests: 10_000, region: 'us-east-1', asOf: '2026-10-03' } as const;
