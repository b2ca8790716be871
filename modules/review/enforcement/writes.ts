import type { EncryptionHeaders } from '../../evaluation';

/** A write that a locked bucket refuses. */
export interface WriteProbe {
  readonly name: string;
  /** In a sentence: `writes under …`. */
  readonly words: string;
  readonly headers: (keys: ProbeKeys) => EncryptionHeaders;
  /** Whether it comes as an HTML form. @default false */
  readonly form?: true;
  /** Whether it names no encryption, so that it only harms where default encryption is not the bucket's own key. @default false */
  readonly bare?: true;
}

/** Keys that writes name. */
export interface ProbeKeys {
  /** One of the bucket's own. */
  readonly own: string;
  /** One that has nothing to do with the bucket. */
  readonly other: string;
}

/** Every write that the enforcement statements are there to refuse. @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
export const writeProbes: readonly WriteProbe[] = [
  { name: 'AES256', words: 'under AES256', headers: () => ({ algorithm: 'AES256' }) },
  { name: 'bareKms', words: 'under aws:kms without a key', headers: () => ({ algorithm: 'aws:kms' }) },
  {
    name: 'otherKey',
    words: 'under another key',
    headers: ({ other }) => ({ algorithm: 'aws:kms', keyId: other }),
  },
  {
    name: 'alias',
    words: 'under a key named by alias',
    headers: () => ({ algorithm: 'aws:kms', keyId: 'alias/of-somebody-else' }),
  },
  {
    name: 'customerKey',
    words: 'under a key that the client brings (SSE-C)',
    headers: () => ({ customerAlgorithm: 'AES256' }),
  },
  {
    name: 'dualLayer',
    words: 'under aws:kms:dsse',
    headers: ({ own }) => ({ algorithm: 'aws:kms:dsse', keyId: own }),
  },
  { name: 'form', words: 'by an HTML form', headers: () => ({}), form: true },
  { name: 'headerless', words: 'without encryption headers', headers: () => ({}), bare: true },
];

/** The setting by which new objects get their key. */
export const encryptionChange = { name: 'encryptionChange', words: 'changes of default encryption' };
