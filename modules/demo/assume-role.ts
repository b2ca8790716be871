import { S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { Connection } from './connection';

/** A client that works as a session of a role. */
export async function assumeRole(connection: Connection, roleArn: string): Promise<S3Client> {
  const sts = new STSClient(connection);
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: 'demo' }));
  sts.destroy();
  if (!Credentials?.AccessKeyId || !Credentials.SecretAccessKey || !Credentials.SessionToken) {
    throw new Error(`no credentials for ${roleArn}`);
  }
  const credentials = {
    accessKeyId: Credentials.AccessKeyId,
    secretAccessKey: Credentials.SecretAccessKey,
    sessionToken: Credentials.SessionToken,
  };
  return new S3Client({ ...connection, credentials, forcePathStyle: true });
}
