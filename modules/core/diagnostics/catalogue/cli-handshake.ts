import { entries } from '../entry';

/** TB512x and TB513x: the handshake with a tenant that owns its key. */
export const handshakeEntries = entries({
  TB5120: {
    severity: 'error',
    exitCode: 2,
    summary: 'a tenant without a key of its own',
    explanation:
      'The handshake is between the platform and a tenant that makes the key in its own account. Such a tenant has `key: { owner: tenant, account: … }` in its file; the key of any other is made by the platform.',
  },
  TB5121: {
    severity: 'error',
    exitCode: 2,
    summary: 'a tenant whose key is not there yet',
    explanation:
      'The tenant is pending: it has roles and an empty bucket that refuses every write. Its account makes the key from what `tenant-buckets handshake render` writes, and the ARN goes into the tenant’s file as `key.arn`.',
  },
  TB5122: {
    severity: 'error',
    exitCode: 1,
    summary: 'a key that is not named by its full ARN',
    explanation:
      'S3 looks a bare id or an alias up in the account of whoever writes, which is the platform’s and not the tenant’s.',
  },
  TB5123: {
    severity: 'error',
    exitCode: 1,
    summary: 'a key in another account than the tenant’s',
    explanation:
      'The file says which account owns the key. In any other account somebody else could take it away, or use it.',
  },
  TB5124: {
    severity: 'error',
    exitCode: 1,
    summary: 'a key outside the bucket’s region',
    explanation: 'S3 uses keys of the bucket’s own region and partition only. Every write would fail.',
  },
  TB5125: {
    severity: 'error',
    exitCode: 1,
    summary: 'a key that does not exist',
    explanation: 'KMS knows no key of this ARN. It was misspelt, or it was deleted.',
  },
  TB5126: {
    severity: 'error',
    exitCode: 1,
    summary: 'a key that S3 cannot encrypt with',
    explanation:
      'S3 uses symmetric keys for encryption and decryption. HMAC and asymmetric keys are refused at the first write.',
  },
  TB5127: {
    severity: 'error',
    exitCode: 1,
    summary: 'a key that is not enabled',
    explanation:
      'While a key is disabled, unavailable or without its material, nothing is read or written under it, as soon as what S3 holds in its bucket-key cache has expired.',
  },
  TB5128: {
    severity: 'error',
    exitCode: 1,
    summary: 'a key that waits for its deletion',
    explanation:
      'When its time is over, every object under it is lost for good. Until then the tenant’s account can cancel the deletion.',
  },
  TB5129: {
    severity: 'error',
    exitCode: 1,
    summary: 'a principal that the key does not let in',
    explanation:
      'The key policy, or a grant, has to let each principal of the tenant use the key through S3 under the ARN of the bucket. Roles of another account need their own policy as well, which synth writes.',
  },
  TB5130: {
    severity: 'error',
    exitCode: 1,
    summary: 'a principal that may use the key for other data',
    explanation:
      'With a Bucket Key, S3 sends the ARN of the bucket as encryption context. A statement or grant that does not ask for exactly that lets the key be used for other buckets, and for objects without a Bucket Key, at the price of one KMS call each.',
  },
  TB5131: {
    severity: 'error',
    exitCode: 1,
    summary: 'a principal that may use the key past S3',
    explanation:
      'A statement without `kms:ViaService`, or a grant without a deny beside it, lets a principal call KMS itself: what it decrypts is then no longer bound to what S3 lets it read.',
  },
  TB5132: {
    severity: 'error',
    exitCode: 1,
    summary: 'a key that lets in more than it has to',
    explanation:
      'The key lets somebody in whom the tenant’s file does not name, or lets a principal do what reading or writing does not need. The tenant’s own account is its own matter and is not judged.',
  },
  TB5133: {
    severity: 'warning',
    exitCode: 1,
    summary: 'something about the key that cannot be told',
    explanation:
      'Key policies can be read in the key’s own account only, and grants by whom the key lets list them. What cannot be read is not guessed: the check passes only when it has seen enough.',
  },
  TB5134: {
    severity: 'error',
    exitCode: 1,
    summary: 'a key that AWS manages',
    explanation:
      'A key such as `aws/s3` can be used by its own account only. A tenant’s key is one that its account made.',
  },
  TB5135: {
    severity: 'warning',
    exitCode: 0,
    summary: 'a key policy that was not read',
    explanation:
      'The grants let everybody in who has to be, which was checked. A deny in the key policy, and whom it lets in beside them, was not seen.',
  },
  TB5136: {
    severity: 'error',
    exitCode: 2,
    summary: 'a file that cannot be written',
    explanation: 'The folder that `--out` names does not exist and cannot be made, or may not be written to.',
  },
  TB5137: {
    severity: 'error',
    exitCode: 3,
    summary: 'no valid credentials for AWS',
    explanation:
      'The key is looked at with the credentials of the environment, as every AWS SDK finds them: variables, a profile, a role of the machine. There are none, or they are expired or wrong.',
  },
  TB5138: {
    severity: 'error',
    exitCode: 3,
    summary: 'credentials that may not look at the key',
    explanation:
      'The key policy lets the tenant’s account and the platform’s account describe the key, and the policies of whoever calls must allow `kms:DescribeKey` too.',
  },
  TB5139: {
    severity: 'error',
    exitCode: 4,
    summary: 'an answer of KMS that nobody expected',
    explanation:
      'KMS did not answer, or with an error of its own. Nothing is known of the key; try again, and see whether the endpoint and the network are right.',
  },
});
