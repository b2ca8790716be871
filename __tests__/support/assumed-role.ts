import { S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { EmulatorRecord } from '../../modules/emulator';

/** What a session of a role needs to reach the emulator, in the form that every SDK client takes. */
export interface RoleConnection {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken: string;
  };
}

/** A session of a role; the root user of the record's account asks for it. */
export async function assumedRole(record: EmulatorRecord, roleArn: string): Promise<RoleConnection> {
  const { endpoint, region, accessKeyId, secretAccessKey } = record;
  const sts = new STSClient({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
  const answer = await sts.send(new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: 'tests' }));
  sts.destroy();
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = answer.Credentials ?? {};
  const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  return { endpoint, region, credentials };
}

/** S3 as a role sees it. */
export async function s3OfRole(record: EmulatorRecord, roleArn: string): Promise<S3Client> {
  return new S3Client({ ...(await assumedRole(record, roleArn)), forcePathStyle: true });
}
