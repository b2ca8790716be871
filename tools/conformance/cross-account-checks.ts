import { CreateGrantCommand, GenerateDataKeyCommand } from '@aws-sdk/client-kms';
import { PutBucketPolicyCommand, PutObjectCommand, type PutObjectCommandInput } from '@aws-sdk/client-s3';
import { codeOf } from './ask';
import { policyOf } from './checks';
import type { Foreigner } from './foreigner';
import type { Ground } from './ground';
import { under, withKey } from './one-key';

/** One question that takes two accounts. */
export interface CrossAccountCheck {
  readonly question: string;
  readonly ours: string;
  readonly ask: (ground: Ground, foreigner: Foreigner) => Promise<string>;
}

/** Lets the role of the other account write below two prefixes, and refuses it below one of them. */
export async function letForeignerIn(ground: Ground, { roleArn }: Foreigner): Promise<void> {
  const statement = (Effect: string, prefix: string): object => ({
    Sid: `${Effect}${prefix}`,
    Effect,
    Principal: { AWS: roleArn },
    Action: 's3:PutObject',
    Resource: `arn:aws:s3:::${ground.bucket}/${prefix}/*`,
  });
  const more = [statement('Allow', 'foreign'), statement('Allow', 'refused'), statement('Deny', 'refused')];
  const Policy = policyOf(ground, more);
  await ground.s3.send(new PutBucketPolicyCommand({ Bucket: ground.bucket, Policy }));
  await ground.settle();
}

function write(ground: Ground, { s3 }: Foreigner, Key: string, extra: Partial<PutObjectCommandInput>) {
  return s3.send(new PutObjectCommand({ Bucket: ground.bucket, Key, Body: 'data', ...extra }));
}

/** What an answer says, without the names that are others in every run. */
async function textOf(asked: Promise<unknown>, { accountId }: Foreigner): Promise<string> {
  try {
    await asked;
    return 'allowed';
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return text.replaceAll(/arn:aws[\w-]*:(sts|iam)::[0-9]+:[\w+=,.@/-]+/g, 'CALLER').replaceAll(accountId, 'ACCOUNT');
  }
}

const plainly = { ServerSideEncryption: 'AES256' } as const;
const patience = 20;

/** A grant counts after some minutes at most: until then a denial says nothing. @see https://docs.aws.amazon.com/kms/latest/developerguide/accessing-kms.html#programming-eventual-consistency */
async function patiently(ground: Ground, ask: () => Promise<unknown>): Promise<string> {
  let answer = await codeOf(ask());
  for (let round = 1; round < patience && /^AccessDenied/.test(answer); round += 1) {
    await ground.settle();
    answer = await codeOf(ask());
  }
  return answer;
}

function byGrant(ground: Ground, GranteePrincipal: string, ask: (keyArn: string) => Promise<unknown>): Promise<string> {
  return withKey(ground, {}, async (KeyId) => {
    const EncryptionContextEquals = { 'aws:s3:arn': `arn:aws:s3:::${ground.bucket}` };
    const Constraints = { EncryptionContextEquals };
    const Operations = ['GenerateDataKey', 'Decrypt'] as const;
    await ground.kms.send(
      new CreateGrantCommand({ KeyId, GranteePrincipal, Constraints, Operations: [...Operations] }),
    );
    return patiently(ground, () => ask(KeyId));
  });
}

/** After `letForeignerIn`. */
export const crossAccountChecks: readonly CrossAccountCheck[] = [
  {
    question: 'what a caller of another account hears whom the bucket does not let in',
    ours: 'Access Denied',
    ask: (ground, foreigner) => textOf(write(ground, foreigner, 'plain/foreign', plainly), foreigner),
  },
  {
    question: 'what a caller of another account hears whom the bucket refuses explicitly',
    ours: 'Access Denied',
    ask: (ground, foreigner) => textOf(write(ground, foreigner, 'refused/foreign', plainly), foreigner),
  },
  {
    question: 'what a caller of another account hears whom neither the key nor its own account lets in',
    ours:
      'User: CALLER is not authorized to perform: kms:GenerateDataKey on this resource because the resource does not ' +
      'exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access',
    ask: (ground, foreigner) =>
      withKey(ground, {}, (key) => textOf(write(ground, foreigner, 'foreign/keyless', under(key)), foreigner)),
  },
  {
    question: 'a write through S3 by a grant to a role of another account, which has no policy on KMS',
    ours: 'allowed',
    ask: (ground, foreigner) =>
      byGrant(ground, foreigner.roleArn, (key) => write(ground, foreigner, 'foreign/granted', under(key))),
  },
  {
    question: 'a direct call to KMS by a grant to a role of another account, which has no policy on KMS',
    ours: 'allowed',
    ask: (ground, foreigner) =>
      byGrant(ground, foreigner.roleArn, (KeyId) => {
        const EncryptionContext = { 'aws:s3:arn': `arn:aws:s3:::${ground.bucket}` };
        return foreigner.kms.send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256', EncryptionContext }));
      }),
  },
  {
    question: 'a write through S3 by a grant to another account, whose role has no policy on KMS',
    ours: 'AccessDenied',
    ask: (ground, foreigner) =>
      byGrant(ground, `arn:aws:iam::${foreigner.accountId}:root`, (key) =>
        write(ground, foreigner, 'foreign/account', under(key)),
      ),
  },
];
