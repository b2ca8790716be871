import { entries } from '../entry';

/** TB22xx: where a tenant may not lie, and what an account cannot hold. */
export const limitsEntries = entries({
  TB2200: {
    severity: 'error',
    exitCode: 2,
    summary: 'a tenant outside the Regions in which its data may lie',
    explanation:
      'A tenant’s `residency` names Regions, and its placement is in another one. Bucket, key and every version of every object would lie there, so synth stops.',
  },
  TB2201: {
    severity: 'error',
    exitCode: 2,
    summary: 'a tenant without a tag that its placement asks for',
    explanation:
      'A placement can list `requiredTags`, such as a cost center. Every tenant there has each of them, with a value, unless the environment gives it to all.',
  },
  TB2202: {
    severity: 'error',
    exitCode: 2,
    summary: 'tags that AWS would not take together',
    explanation:
      'A bucket, a key or a role has at most 50 tags: those of the tenant, those of the environment, and one that tells when a tenant is on its way out. IAM takes keys that differ in case alone for one key.',
  },
  TB2203: {
    severity: 'error',
    exitCode: 2,
    summary: 'a placement that AWS could not have',
    explanation:
      'Account, Region, partition, name prefix and role path become part of names and ARNs. What is wrong there would be refused by AWS in the middle of an apply.',
  },
  TB2204: {
    severity: 'error',
    exitCode: 2,
    summary: 'policies that would lock out whoever deploys them',
    explanation:
      'The policies made here let the placement’s `deployerArn` alone create grants and change default encryption, and let the account alone administer a key. A deployer that is nobody, of another account, or another than the role that terraform assumes would be locked out by what it has just deployed, and KMS refuses such a key. `allowLockout: { reason }` on the placement lets it pass, and then it is a warning that says the reason.',
  },
  TB2205: {
    severity: 'warning',
    exitCode: 0,
    summary: 'a deployer that is locked out on purpose',
    explanation:
      'The placement says `allowLockout` with a reason. Take it out when the reason is gone: until then nobody is told when the deployer is locked out by mistake.',
  },
  TB2206: {
    severity: 'error',
    exitCode: 2,
    summary: 'more grants than a key takes',
    explanation:
      'A KMS key has at most 50,000 grants, and each access of each principal is one. Principals that do the same can assume one role.',
  },
  TB2207: {
    severity: 'error',
    exitCode: 2,
    summary: 'more roles than an account may have',
    explanation:
      'IAM gives an account 1,000 roles unless it asks for more, and every environment in the account counts. `roleQuota` of a placement says what your account has; keep some for roles that are not tenants’.',
  },
});
