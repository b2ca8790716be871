/** What AWS's pages leave open, and what a test wants to be otherwise. Every setting has a default that the tests share. */
export interface GatewaySettings {
  /** Seconds for which S3 keeps a bucket-level key. No evidence exists. */
  readonly bucketKeyTtlSeconds: number;
  /** Whether use prolongs a bucket-level key. */
  readonly bucketKeyExpiry: 'absolute' | 'sliding';
  /** Who shares a bucket-level key: a role under the same session policies, or one session alone. */
  readonly requesterScope: 'roleAndSessionPolicies' | 'session';
  /** How many places in S3 keep bucket-level keys of their own. */
  readonly bucketKeyPartitions: number;
  /** Whether a write under a Bucket Key needs kms:Decrypt beside kms:GenerateDataKey. */
  readonly bucketKeyWriteDecrypts: boolean;
  /** What condition keys say of a write without headers: the encryption that it gets, or nothing. */
  readonly reading: 'effective' | 'headerOnly';
  /** What condition keys say of the key when default encryption names none. */
  readonly bareDefault: 'awsManagedKey' | 'absent';
  /** What condition keys say of the parts of an upload. */
  readonly partContext: 'copyCreate' | 'raw' | 'effectiveOfUpload';
  /** Seconds until a new grant counts, and a revoked one no longer does. */
  readonly grantDelaySeconds: number;
  /** As what a request counts: it always comes over plain HTTP, because it never leaves this machine. */
  readonly transport: 'tls' | 'plain';
  /** How S3 answers when KMS throttles the call that S3 makes for somebody. */
  readonly kmsThrottlingThroughS3: 'KMS.ThrottlingException' | 'SlowDown';
}

/** The readings that the evidence favours. */
export const defaultSettings: GatewaySettings = {
  bucketKeyTtlSeconds: 300,
  bucketKeyExpiry: 'absolute',
  requesterScope: 'roleAndSessionPolicies',
  bucketKeyPartitions: 1,
  bucketKeyWriteDecrypts: true,
  reading: 'effective',
  bareDefault: 'awsManagedKey',
  partContext: 'copyCreate',
  grantDelaySeconds: 0,
  transport: 'tls',
  kmsThrottlingThroughS3: 'KMS.ThrottlingException',
};

/** Two caches for one requester: what a published measurement of 50 writes and 100 reads saw. */
export const pocSettings: Partial<GatewaySettings> = { bucketKeyPartitions: 2 };

/** What a setting can be, for people, and whether a value is that. */
interface Rule {
  readonly allowed: string;
  readonly allows: (value: unknown) => boolean;
}

const isAmount = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value) && value >= 0;
const onOrOff: Rule = { allowed: 'true or false', allows: (value) => typeof value === 'boolean' };
const amount: Rule = { allowed: 'a number that is not negative', allows: isAmount };
const count: Rule = {
  allowed: 'a whole number from 1',
  allows: (value) => Number.isInteger(value) && isAmount(value) && value !== 0,
};

function oneOf(...choices: readonly string[]): Rule {
  return {
    allowed: `one of ${choices.join(', ')}`,
    allows: (value) => typeof value === 'string' && choices.includes(value),
  };
}

const rules: { readonly [setting in keyof GatewaySettings]: Rule } = {
  bucketKeyTtlSeconds: amount,
  bucketKeyExpiry: oneOf('absolute', 'sliding'),
  requesterScope: oneOf('roleAndSessionPolicies', 'session'),
  bucketKeyPartitions: count,
  bucketKeyWriteDecrypts: onOrOff,
  reading: oneOf('effective', 'headerOnly'),
  bareDefault: oneOf('awsManagedKey', 'absent'),
  partContext: oneOf('copyCreate', 'raw', 'effectiveOfUpload'),
  grantDelaySeconds: amount,
  transport: oneOf('tls', 'plain'),
  kmsThrottlingThroughS3: oneOf('KMS.ThrottlingException', 'SlowDown'),
};

/** What is wrong with settings that somebody sends; empty when nothing is. */
export function settingMistakes(given: object): readonly string[] {
  return Object.entries(given).flatMap(([name, value]) => {
    const rule = ruleOf(name);
    if (!rule) return [`${name} is no setting; there are ${Object.keys(rules).join(', ')}`];
    return rule.allows(value) ? [] : [`${name} cannot be ${JSON.stringify(value)}; it has to be ${rule.allowed}`];
  });
}

/** Whether an object holds settings and nothing else. */
export function areSettings(given: object): given is Partial<GatewaySettings> {
  return settingMistakes(given).length === 0;
}

function ruleOf(name: string): Rule | undefined {
  return Object.entries(rules).find(([known]) => known === name)?.[1];
}
