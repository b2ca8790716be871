/** KMS actions in lower case, as requests and statements are compared. */
const cryptographic = [
  'kms:decrypt',
  'kms:derivesharedsecret',
  'kms:encrypt',
  'kms:generatedatakey',
  'kms:generatedatakeypair',
  'kms:generatedatakeypairwithoutplaintext',
  'kms:generatedatakeywithoutplaintext',
  'kms:generatemac',
  'kms:reencryptfrom',
  'kms:reencryptto',
  'kms:sign',
  'kms:verify',
  'kms:verifymac',
];

const crossAccount = new Set([
  ...cryptographic,
  'kms:creategrant',
  'kms:describekey',
  'kms:getkeyrotationstatus',
  'kms:getpublickey',
  'kms:listgrants',
  'kms:retiregrant',
  'kms:revokegrant',
]);

/** Whether a caller of another account can be allowed it at all. @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html */
export function worksAcrossAccounts(action: string): boolean {
  return crossAccount.has(action);
}

const withContext = new Set([
  'kms:creategrant',
  'kms:decrypt',
  'kms:encrypt',
  'kms:generatedatakey',
  'kms:generatedatakeypair',
  'kms:generatedatakeypairwithoutplaintext',
  'kms:generatedatakeywithoutplaintext',
  'kms:reencryptfrom',
  'kms:reencryptto',
]);

/** Whether requests carry an encryption context. @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-encryption-context */
export function carriesEncryptionContext(action: string): boolean {
  return withContext.has(action);
}

/** Operations for which a grant's constraint is not looked at. */
const unconstrained = new Set(['kms:describekey', 'kms:retiregrant']);

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantConstraints.html */
export function heedsGrantConstraints(action: string): boolean {
  return !unconstrained.has(action);
}
