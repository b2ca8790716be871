import { isAskable } from './ask';
import { contextText, type WireCase } from './wire-case';

interface Obstacle {
  readonly why: string;
  readonly stands: (one: WireCase) => boolean;
}

const has = (one: WireCase, ...keys: readonly string[]): boolean =>
  keys.some((key) => contextText(one, key) !== undefined || Array.isArray(one.context[key]));

/** What no request through the gateway can say, though AWS hears it. The first that stands is the reason. */
const obstacles: readonly Obstacle[] = [
  {
    why: 'only S3 itself asks for s3:ReplicateObject',
    stands: ({ action }) => action === 's3:ReplicateObject',
  },
  {
    why: 'the gateway does not answer UpdateObjectEncryption',
    stands: ({ action }) => action === 's3:UpdateObjectEncryption',
  },
  { why: 'the runner knows no request for this permission', stands: ({ action }) => !isAskable(action) },
  {
    why: 'S3 asks no such permission of a request',
    stands: ({ legs }) => legs.some(({ action }) => /ForReplication$|ReEncrypt|kms:Encrypt$/.test(action)),
  },
  { why: 'the gateway has no VPC endpoints', stands: ({ whole }) => 'vpcEndpointPolicy' in whole },
  {
    why: 'the gateway keeps no owner of objects but that of the bucket',
    stands: ({ whole }) => JSON.stringify(whole).includes('"objectOwner"'),
  },
  {
    why: 'the key that AWS manages has an id that nobody chooses',
    stands: ({ whole }) => JSON.stringify(whole).includes('"awsManagedKey":true'),
  },
  { why: 'an organization here has no units', stands: (one) => has(one, 'aws:PrincipalOrgPaths') },
  {
    why: 'root users have no policies',
    stands: ({ principal, identityPolicies }) => principal.endsWith(':root') && identityPolicies.length > 0,
  },
  {
    why: 'STS refuses a session name of one letter',
    stands: ({ principal }) => /:assumed-role\/[^/]+\/.$/.test(principal),
  },
  { why: 'a principal has one boundary', stands: ({ boundaries }) => boundaries.length > 1 },
  {
    why: 'the runner neither presigns nor sends forms',
    stands: (one) => ['POST', 'REST-QUERY-STRING'].includes(contextText(one, 's3:authType') ?? ''),
  },
];

/** Why a case cannot be made of requests; `undefined` when it can. */
export function obstacleOf(one: WireCase): string | undefined {
  return obstacles.find(({ stands }) => stands(one))?.why;
}
