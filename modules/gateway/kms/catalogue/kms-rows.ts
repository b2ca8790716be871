/** Uses of key material: decided by key policy, grants, encryption context and key state, entered into the ledger. */
export const cryptoRows = {
  Decrypt: {},
  DeriveSharedSecret: {},
  Encrypt: {},
  GenerateDataKey: {},
  GenerateDataKeyPair: {},
  GenerateDataKeyPairWithoutPlaintext: {},
  GenerateDataKeyWithoutPlaintext: {},
  GenerateMac: {},
  Sign: {},
  Verify: {},
  VerifyMac: {},
};

/** Done by the emulator, and taken over by the gateway. */
export const mirroredKeyRows = {
  CancelKeyDeletion: {},
  DeleteImportedKeyMaterial: {},
  DisableKey: {},
  DisableKeyRotation: {},
  EnableKey: {},
  EnableKeyRotation: {},
  ImportKeyMaterial: {},
  PutKeyPolicy: {},
  ScheduleKeyDeletion: {},
  TagResource: {},
  UntagResource: {},
};

/** Answered by the gateway alone, about one key. */
export const ownKeyRows = { CreateGrant: {}, GetKeyPolicy: {}, ListGrants: {}, RevokeGrant: {} };

/** Answered by functions of their own: about no key, about two, or about a name. */
export const otherKmsRows = {
  CreateAlias: {},
  CreateKey: {},
  DeleteAlias: {},
  GetKeyRotationStatus: {},
  ListRetirableGrants: {},
  ReEncrypt: {},
  RetireGrant: {},
  UpdateAlias: {},
};

interface Harmless {
  readonly harmless: string;
}

/** Permitted by the key's policy, and done by the emulator. */
export const forwardedKeyRows = {
  DescribeKey: { harmless: 'it only reads, and the emulator has heard of every change of state' },
  GetParametersForImport: { harmless: 'it only reads' },
  GetPublicKey: { harmless: 'it only reads' },
  ListKeyPolicies: { harmless: 'every key has the one policy default' },
  ListKeyRotations: { harmless: 'it only reads' },
  ListResourceTags: { harmless: 'it only reads what was mirrored' },
  RotateKeyOnDemand: { harmless: 'new material changes the access of nobody' },
  UpdateKeyDescription: { harmless: 'no decision rests on the description' },
} satisfies { readonly [operation: string]: Harmless };

/** Permitted by identity policies, and done by the emulator. */
export const forwardedAccountRows = {
  GenerateRandom: { harmless: 'it uses no key' },
  ListAliases: { harmless: 'it only reads what was mirrored' },
  ListKeys: { harmless: 'it only reads what was mirrored' },
} satisfies { readonly [operation: string]: Harmless };

const stores = 'there are no custom key stores';
const replicas = 'multi-Region keys are treated as keys of one Region';

export const refusedKmsRows: { readonly [operation: string]: { readonly why: string } } = {
  ConnectCustomKeyStore: { why: stores },
  CreateCustomKeyStore: { why: stores },
  Decapsulate: { why: 'the emulator has no such keys' },
  DeleteCustomKeyStore: { why: stores },
  DescribeCustomKeyStores: { why: stores },
  DisconnectCustomKeyStore: { why: stores },
  Encapsulate: { why: 'the emulator has no such keys' },
  GetKeyLastUsage: { why: 'the emulator keeps no record of use; the ledger does' },
  ReplicateKey: { why: replicas },
  UpdateCustomKeyStore: { why: stores },
  UpdatePrimaryRegion: { why: replicas },
};

/** What the whole table says of one operation of KMS. */
export interface KmsRow {
  readonly operation: string;
  readonly treatment: 'owned' | 'forwarded' | 'refused';
  /** Why forwarding is harmless, or why the operation is refused; empty for what is owned. */
  readonly why: string;
}

/** Every operation of KMS and what becomes of it. */
export const kmsRows: readonly KmsRow[] = [
  ...Object.keys({ ...cryptoRows, ...mirroredKeyRows, ...ownKeyRows, ...otherKmsRows }).map((operation): KmsRow => ({
    operation,
    treatment: 'owned',
    why: '',
  })),
  ...Object.entries({ ...forwardedKeyRows, ...forwardedAccountRows }).map(([operation, { harmless }]): KmsRow => ({
    operation,
    treatment: 'forwarded',
    why: harmless,
  })),
  ...Object.entries(refusedKmsRows).map(([operation, { why }]): KmsRow => ({ operation, treatment: 'refused', why })),
];
