import { startGateway, type GatewaySettings } from '../../../modules/gateway';
import { objectAt, textAt, type JsonObject } from '../json';
import { startTogether, type Endless } from '../start-together';
import { startStubUpstream, type StubUpstream } from '../stub-upstream';
import { Administration, codeOf, elementOf, kmsRequest, rootOf } from './administration';
import { send, type WireAnswer, type WireCredentials, type WireRequest } from './signed-request';

export const platform = '111122223333';
export const tenant = '444455556666';
export const region = 'eu-central-1';

/** An answer in the parts that tests look at. */
export interface Told extends WireAnswer {
  readonly code: string;
  /** What an error says, in XML or JSON. */
  readonly message: string;
}

type Ask = Omit<WireRequest, 'service' | 'region' | 'credentials'> & { readonly region?: string };

/** A gateway before a stub, and requests of whoever makes them. */
export interface Bench extends AsyncDisposable {
  readonly admin: Administration;
  readonly upstream: StubUpstream;
  s3(credentials: WireCredentials | undefined, ask: Ask): Promise<Told>;
  kms(credentials: WireCredentials, operation: string, parameters: JsonObject): Promise<Told>;
  query(
    service: 'iam' | 'sts',
    credentials: WireCredentials,
    parameters: { readonly [name: string]: string },
  ): Promise<Told>;
  /** A user of an account, with an access key and no policy. */
  user(accountId: string, name: string): Promise<WireCredentials>;
  /** A role of an account that trusts its account, with one policy, and a session of it. */
  session(accountId: string, role: string, ...statements: readonly JsonObject[]): Promise<WireCredentials>;
  /** An open bucket, with default encryption under a key where one is given. */
  bucket(accountId: string, name: string, keyArn?: string): Promise<void>;
  /** A key that its account administers. */
  key(accountId: string, ...more: readonly JsonObject[]): Promise<string>;
}

export function startBench(settings: Partial<GatewaySettings> = {}): Promise<Bench> {
  return startTogether(async (keep) => {
    const upstream = keep(await startStubUpstream());
    const gateway = keep(await startGateway({ upstream: upstream.endpoint, region, settings }));
    return benchBefore(upstream, gateway.endpoint);
  });
}

/** One whose platform has the open bucket `data` with the object `a`. */
export function startBenchWithObject(): Promise<Bench> {
  return startTogether(async (keep) => {
    const bench = keep(await startBench());
    await bench.bucket(platform, 'data');
    await bench.admin.s3(platform, { method: 'PUT', path: '/data/a', body: 'data' });
    return bench;
  });
}

function benchBefore(upstream: StubUpstream, endpoint: string): Endless<Bench> {
  const admin = new Administration(endpoint, region);
  const ask = async (wire: WireRequest): Promise<Told> => told(await send(endpoint, wire));
  return {
    admin,
    upstream,
    s3: (credentials, wire) => ask({ region, ...wire, service: 's3', ...(credentials ? { credentials } : {}) }),
    kms: (credentials, operation, parameters) => ask(kmsRequest(operation, parameters, region, credentials)),
    query: (service, credentials, parameters) => ask(form(service, credentials, parameters)),
    user: (accountId, name) => userOf(admin, accountId, name),
    session: (accountId, role, ...statements) => sessionOf(admin, accountId, role, statements),
    bucket: (accountId, name, keyArn) => bucketOf(admin, accountId, name, keyArn),
    key: (accountId, ...more) => keyOf(admin, accountId, more),
  };
}

export function policyOf(...Statement: readonly JsonObject[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

export const allow = (Action: string | readonly string[], Resource = '*', more: JsonObject = {}): JsonObject => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});

export const root = rootOf;

function told(answer: WireAnswer): Told {
  const message = /<Message>([^<]*)</.exec(answer.body)?.[1] ?? /"message":"([^"]*)"/.exec(answer.body)?.[1] ?? '';
  return { ...answer, code: codeOf(answer), message: message.replaceAll('&quot;', '"').replaceAll('&apos;', "'") };
}

function form(
  service: 'iam' | 'sts',
  credentials: WireCredentials,
  parameters: { readonly [name: string]: string },
): WireRequest {
  return {
    method: 'POST',
    path: '/',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(parameters).toString(),
    service,
    region: service === 'iam' ? 'us-east-1' : region,
    credentials,
  };
}

async function userOf(admin: Administration, accountId: string, UserName: string): Promise<WireCredentials> {
  await admin.iam(accountId, 'CreateUser', { UserName });
  const made = await admin.iam(accountId, 'CreateAccessKey', { UserName });
  return { accessKeyId: elementOf(made, 'AccessKeyId'), secretAccessKey: elementOf(made, 'SecretAccessKey') };
}

async function sessionOf(
  admin: Administration,
  accountId: string,
  RoleName: string,
  statements: readonly JsonObject[],
): Promise<WireCredentials> {
  const trust = { Effect: 'Allow', Principal: { AWS: accountId }, Action: 'sts:*' };
  await admin.iam(accountId, 'CreateRole', { RoleName, AssumeRolePolicyDocument: policyOf(trust) });
  if (statements.length > 0) {
    const PolicyDocument = policyOf(...statements);
    await admin.iam(accountId, 'PutRolePolicy', { RoleName, PolicyName: 'own', PolicyDocument });
  }
  const RoleArn = `arn:aws:iam::${accountId}:role/${RoleName}`;
  return admin.sts(rootOf(accountId), 'AssumeRole', { RoleArn, RoleSessionName: 's1' });
}

async function bucketOf(
  admin: Administration,
  accountId: string,
  name: string,
  keyArn: string | undefined,
): Promise<void> {
  const body = `<CreateBucketConfiguration><LocationConstraint>${region}</LocationConstraint></CreateBucketConfiguration>`;
  await admin.s3(accountId, { method: 'PUT', path: `/${name}`, body });
  if (keyArn === undefined) return;
  await admin.s3(accountId, {
    method: 'PUT',
    path: `/${name}`,
    query: { encryption: '' },
    body: encryptionXml(keyArn),
  });
}

/** Default encryption under a key, with a Bucket Key. */
export function encryptionXml(keyId: string, more = ''): string {
  const byDefault = `<SSEAlgorithm>aws:kms</SSEAlgorithm><KMSMasterKeyID>${keyId}</KMSMasterKeyID>`;
  return `<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault>${byDefault}</ApplyServerSideEncryptionByDefault><BucketKeyEnabled>true</BucketKeyEnabled>${more}</Rule></ServerSideEncryptionConfiguration>`;
}

async function keyOf(admin: Administration, accountId: string, more: readonly JsonObject[]): Promise<string> {
  const account = { Effect: 'Allow', Principal: { AWS: accountId }, Action: 'kms:*', Resource: '*' };
  const made = await admin.kms(accountId, 'CreateKey', { Policy: policyOf(account, ...more) });
  return textAt(objectAt(made, 'KeyMetadata'), 'Arn');
}
