import type { Topic } from '../review';

/** A topic in the words of a headline, for one finding and, after its number, for several. */
interface Phrase {
  readonly one: string;
  readonly many: string;
}

/** What a headline says of the findings of a topic. What a plan destroys and who gains access have sentences of their own. */
export const topicPhrases: { readonly [topic in Topic]: Phrase } = {
  'bucket-deleted': { one: '1 bucket is destroyed', many: 'buckets are destroyed' },
  'bucket-replaced': { one: '1 bucket is destroyed and made anew', many: 'buckets are destroyed and made anew' },
  'key-deleted': { one: '1 key is scheduled for deletion', many: 'keys are scheduled for deletion' },
  'key-replaced': { one: '1 key is replaced by another', many: 'keys are replaced by others' },
  'key-disabled': { one: '1 key is disabled', many: 'keys are disabled' },
  'rotation-disabled': { one: '1 key stops rotating', many: 'keys stop rotating' },
  'deletion-window-shortened': {
    one: '1 key can be rescued for a shorter time',
    many: 'keys can be rescued for a shorter time',
  },
  'encryption-weakened': { one: '1 bucket is encrypted less well', many: 'buckets are encrypted less well' },
  'bucket-key-disabled': { one: '1 bucket key is turned off', many: 'bucket keys are turned off' },
  'context-flip': {
    one: '1 policy or grant does not fit the new encryption context',
    many: 'policies or grants do not fit the new encryption context',
  },
  'enforcement-removed': {
    one: '1 bucket no longer refuses writes under a wrong key',
    many: 'buckets no longer refuse writes under a wrong key',
  },
  'enforcement-weakened': {
    one: '1 bucket refuses fewer writes under a wrong key',
    many: 'buckets refuse fewer writes under a wrong key',
  },
  'tls-not-required': { one: '1 bucket does not require TLS', many: 'buckets do not require TLS' },
  'public-access': {
    one: '1 bucket or key is opened to the public or no longer guarded against it',
    many: 'buckets or keys are opened to the public or no longer guarded against it',
  },
  'grant-unconstrained': { one: '1 grant has no constraint', many: 'grants have no constraint' },
  'grant-context-mismatch': {
    one: '1 grant does not fit the encryption context of its bucket',
    many: 'grants do not fit the encryption context of their buckets',
  },
  'grant-replaced': { one: '1 grant is replaced', many: 'grants are replaced' },
  'grant-removed': { one: '1 grant is revoked', many: 'grants are revoked' },
  'access-gained': { one: '1 access is gained', many: 'accesses are gained' },
  'access-lost': { one: '1 access is lost', many: 'accesses are lost' },
  'policy-lockout': { one: '1 policy locks its owner out', many: 'policies lock their owners out' },
  'dead-principal': { one: '1 principal that is named does not exist', many: 'principals that are named do not exist' },
  'size-limit': { one: '1 policy nears or exceeds its size limit', many: 'policies near or exceed their size limit' },
  'unknown-value': { one: '1 value is known only after the apply', many: 'values are known only after the apply' },
  'cost-change': { one: 'the cost of 1 tenant changes', many: 'costs of tenants change' },
  'retention-weakened': { one: '1 rule that keeps data is weakened', many: 'rules that keep data are weakened' },
  'replication-outside': {
    one: '1 bucket is copied past its lock',
    many: 'buckets are copied past their lock',
  },
};
