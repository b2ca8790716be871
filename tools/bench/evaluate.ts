import {
  compileGrant,
  compilePolicy,
  decide,
  parsePrincipal,
  type AccessRequest,
  type DecisionInput,
  type RequestPrincipal,
} from '../../modules/evaluation';

/**
 * Times decisions against floors of the same run: the same question hard-coded, and a plain loop that reads the policy
 * anew each time and gives no reasons. Run as `tsx tools/bench/evaluate.ts [DECISIONS]`.
 */
const decisions = Number(process.argv[2] ?? '300000');

const account = '111122223333';
const keyArn = `arn:aws:kms:us-east-1:${account}:key/k1`;
const algorithm = 's3:x-amz-server-side-encryption';
const keyId = `${algorithm}-aws-kms-key-id`;

const statements = [
  deny('algorithm', { Null: { [algorithm]: 'false' }, StringNotEquals: { [algorithm]: 'aws:kms' } }),
  deny('key', { Null: { [keyId]: 'false' }, StringNotEquals: { [keyId]: [keyArn] } }),
  deny('tls', { Bool: { 'aws:SecureTransport': 'false' } }),
  {
    Sid: 'allow',
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${account}:role/app` },
    Action: ['s3:GetObject', 's3:PutObject'],
    Resource: 'arn:aws:s3:::data/*',
  },
];

function deny(sid: string, condition: object): object {
  return {
    Sid: sid,
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: 'arn:aws:s3:::data/*',
    Condition: condition,
  };
}

const document = { Version: '2012-10-17', Statement: statements };
const bucketPolicy = compilePolicy('resourcePolicy', 'resource', document);
const context = { 'aws:SecureTransport': 'true', [algorithm]: 'aws:kms', [keyId]: keyArn, 'aws:SourceIp': '10.0.0.1' };

function principalOf(text: string): RequestPrincipal {
  const principal = parsePrincipal(text);
  if (!principal) throw new Error(`${text} is nobody`);
  return principal;
}

const principal = principalOf(`arn:aws:sts::${account}:assumed-role/app/s1`);

/** No two requests in a row are the same object. */
function putObject(index: number, extra: object = {}): AccessRequest {
  const resource = `arn:aws:s3:::data/k${String(index % 256)}`;
  return { action: 's3:PutObject', resource, resourceAccount: account, principal, context: { ...context, ...extra } };
}

function hardCoded({ action, resource, context: given = {} }: AccessRequest): boolean {
  if (!resource.startsWith('arn:aws:s3:::data/') || given['aws:SecureTransport'] === 'false') return false;
  if (given[algorithm] !== undefined && given[algorithm] !== 'aws:kms') return false;
  if (given[keyId] !== undefined && given[keyId] !== keyArn) return false;
  return action === 's3:PutObject' || action === 's3:GetObject';
}

/** Knows only what this one policy says, turns patterns to regular expressions on the way, and explains nothing. */
function plainLoop({ action, resource, context: given = {} }: AccessRequest): boolean {
  const wild = (pattern: string): RegExp =>
    new RegExp(`^${pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`);
  if (!wild('arn:aws:s3:::data/*').test(resource) || !wild('s3:*').test(action)) return false;
  const denied = [
    given[algorithm] !== undefined && !wild('aws:kms').test(String(given[algorithm])),
    given[keyId] !== undefined && !wild(keyArn).test(String(given[keyId])),
    wild('false').test(String(given['aws:SecureTransport'])),
  ];
  return !denied.includes(true) && ['s3:GetObject', 's3:PutObject'].some((pattern) => wild(pattern).test(action));
}

const grants = [
  compileGrant('g1', {
    GrantId: 'g1',
    GranteePrincipal: `arn:aws:iam::${account}:role/app`,
    Operations: ['GenerateDataKey', 'Decrypt'],
    Constraints: { EncryptionContextEquals: { 'aws:s3:arn': 'arn:aws:s3:::data' } },
  }),
];

function keyRequest(): DecisionInput {
  const request = { action: 'kms:GenerateDataKey', resource: keyArn, principal };
  return { request, grants, encryptionContext: { 'aws:s3:arn': 'arn:aws:s3:::data' } };
}

/** Seconds of the processor: on a busy machine the clock on the wall tells nothing. */
function timed(work: () => void): number {
  const start = process.cpuUsage();
  work();
  return process.cpuUsage(start).user / 1e6;
}

/** How often a second, after a warm-up. */
function rate(ask: (index: number) => boolean, times: number): number {
  const run = (count: number): number =>
    timed(() => {
      let yes = 0;
      for (let index = 0; index < count; index += 1) if (ask(index)) yes += 1;
      if (yes !== count) throw new Error(`${String(count - yes)} of ${String(count)} answers are wrong`);
    });
  run(Math.ceil(times / 5));
  return times / Math.max(run(times), 1e-9);
}

const is = (input: DecisionInput, expected: string): boolean => decide(input).decision === expected;

const rates: readonly (readonly [string, number])[] = [
  ['floor: hard-coded', rate((index) => hardCoded(putObject(index)), decisions * 10)],
  ['plain loop, no reasons', rate((index) => plainLoop(putObject(index)), decisions)],
  [
    '3 denies + 1 allow: allow',
    rate((index) => is({ request: putObject(index), resourcePolicy: bucketPolicy }, 'allow'), decisions),
  ],
  [
    '3 denies + 1 allow: explicitDeny',
    rate(
      (index) => is({ request: putObject(index, { [keyId]: 'other' }), resourcePolicy: bucketPolicy }, 'explicitDeny'),
      decisions,
    ),
  ],
  ['grant at a key: allow', rate(() => is(keyRequest(), 'allow'), decisions)],
];

console.log('decision                           per second   of plain loop   of hard-coded');
const [[, hard], [, plain]] = [rates[0] ?? ['', 1], rates[1] ?? ['', 1]];
for (const [name, perSecond] of rates) {
  const ofPlain = (perSecond / plain).toFixed(2);
  console.log(
    `${name.padEnd(34)} ${perSecond.toFixed(0).padStart(10)} ${ofPlain.padStart(15)} ${(perSecond / hard).toFixed(4).padStart(15)}`,
  );
}

/** A policy of many statements, of which the last alone matches. */
function longPolicy(count: number): string {
  const many = Array.from({ length: count }, (_, index) => ({
    Sid: `s${String(index)}`,
    Effect: 'Allow',
    Action: 's3:PutObject',
    Resource: `arn:aws:s3:::data/prefix-${String(index)}/*`,
  }));
  return JSON.stringify({ Version: '2012-10-17', Statement: many });
}

console.log('\nstatements   size      JSON.parse   compile   of JSON.parse   one decision');
for (const count of [1_000, 10_000, 20_000]) {
  const text = longPolicy(count);
  const parseSeconds = timed(() => void JSON.parse(text));
  const parsed: unknown = JSON.parse(text);
  const compileSeconds = timed(() => void compilePolicy('p', 'identity', parsed));
  const identityPolicies = [compilePolicy('p', 'identity', parsed)];
  const request = { ...putObject(0), resource: `arn:aws:s3:::data/prefix-${String(count - 1)}/k` };
  const perSecond = rate(() => is({ request, identityPolicies }, 'allow'), 200);
  console.log(
    `${String(count).padStart(10)}   ${(text.length / 1e6).toFixed(2)} MB   ${(parseSeconds * 1000).toFixed(1).padStart(7)} ms   ` +
      `${(compileSeconds * 1000).toFixed(1).padStart(5)} ms   ${(compileSeconds / parseSeconds).toFixed(1).padStart(13)}   ${(1e3 / perSecond).toFixed(3).padStart(9)} ms`,
  );
}
