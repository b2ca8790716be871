import { isAccountId, parseArn } from '../arn';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic';
import type { Placement } from './placement';

/** A placement with the role that terraform assumes there, where it assumes one. */
export interface DeployedPlacement extends Placement {
  /** @default the credentials that terraform is run with */
  readonly assumeRoleArn?: string;
}

interface PlacementRule {
  readonly field: 'name' | 'accountId' | 'region' | 'partition' | 'namePrefix' | 'rolePath' | 'roleQuota';
  readonly holds: (placement: Placement) => boolean;
  readonly fix: string;
}

const rules: readonly PlacementRule[] = [
  {
    field: 'name',
    holds: ({ name }) => /^[A-Za-z0-9][A-Za-z0-9-]*$/.test(name),
    fix: 'give letters, digits and hyphens: it is part of the names of stacks',
  },
  { field: 'accountId', holds: ({ accountId }) => isAccountId(accountId), fix: 'give twelve digits' },
  {
    field: 'region',
    holds: ({ region }) => /^[a-z]{2,4}(-[a-z]+)+-\d$/.test(region),
    fix: 'give a Region such as eu-west-1',
  },
  {
    field: 'partition',
    holds: ({ partition, region }) => partition === partitionOf(region),
    fix: 'give the partition of the Region: aws-cn for cn-, aws-us-gov for us-gov-, aws for most others',
  },
  {
    field: 'namePrefix',
    holds: ({ namePrefix }) => /^[a-z0-9][a-z0-9-]*$/.test(namePrefix),
    fix: 'give small letters, digits and hyphens: it begins the name of every bucket',
  },
  {
    field: 'rolePath',
    holds: ({ rolePath }) => /^\/([\w+=,.@-]+\/)*$/.test(rolePath) && rolePath.length <= 512,
    fix: 'give a path that begins and ends with a slash, such as /tenants/',
  },
  {
    field: 'roleQuota',
    holds: ({ roleQuota = 1 }) => Number.isInteger(roleQuota) && roleQuota >= 1,
    fix: 'give a whole number from 1',
  },
];

/** Every partition that is not the common one has Regions of its own. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
const partitions: readonly (readonly [prefix: string, partition: string])[] = [
  ['cn-', 'aws-cn'],
  ['us-gov-', 'aws-us-gov'],
  ['us-iso-', 'aws-iso'],
  ['us-isob-', 'aws-iso-b'],
  ['eu-isoe-', 'aws-iso-e'],
  ['us-isof-', 'aws-iso-f'],
  ['eusc-', 'aws-eusc'],
];

function partitionOf(region: string): string {
  return partitions.find(([prefix]) => region.startsWith(prefix))?.[1] ?? 'aws';
}

/** What of the placements AWS or our own names could not take, and deployers whom their own policies would lock out. */
export function checkPlacements(environment: string, placements: readonly DeployedPlacement[]): readonly Diagnostic[] {
  return placements.flatMap((placement) => [
    ...checkFields(`${environment}/${placement.name}`, placement),
    ...checkLockout(`${environment}/${placement.name}`, placement),
  ]);
}

function checkFields(path: string, placement: Placement): readonly Diagnostic[] {
  return rules
    .filter((rule) => !rule.holds(placement))
    .map(({ field, fix }) =>
      diagnostic('TB2203', { path, message: `${field} of the placement is "${String(placement[field])}"`, fix }),
    );
}

/** The policies let the deployer alone create grants and change default encryption; nobody could who is locked out here. */
function checkLockout(path: string, placement: DeployedPlacement): readonly Diagnostic[] {
  const problem = lockoutOf(placement);
  if (problem === undefined) return [];
  const { allowLockout } = placement;
  if (allowLockout === undefined) return [diagnostic('TB2204', { path, ...problem })];
  const reason = allowLockout.reason.trim();
  if (reason === '')
    return [
      diagnostic('TB2204', {
        path,
        message: `${problem.message}, and allowLockout gives no reason`,
        fix: 'write the reason, or take allowLockout out',
      }),
    ];
  return [diagnostic('TB2205', { path, message: `${problem.message}; allowed: ${reason}`, fix: problem.fix })];
}

interface Problem {
  readonly message: string;
  readonly fix: string;
}

function lockoutOf({ deployerArn, assumeRoleArn, accountId, partition }: DeployedPlacement): Problem | undefined {
  const arn = parseArn(deployerArn);
  if (arn?.service !== 'iam' || !/^(root$|role\/|user\/)/.test(arn.resource))
    return {
      message: `nobody is let in as deployer "${deployerArn}"`,
      fix: 'give the ARN of a role, a user or the account root; of a session, the ARN of its role',
    };
  if (arn.accountId !== accountId || arn.partition !== partition)
    return {
      message: `deployer ${deployerArn} is not of account ${accountId} in partition ${partition}, whose keys it could not administer`,
      fix: `name a role of account ${accountId}`,
    };
  if (assumeRoleArn === undefined || assumeRoleArn === deployerArn) return undefined;
  return {
    message: `terraform assumes ${assumeRoleArn}, and the policies let in ${deployerArn}`,
    fix: 'make assumeRoleArn and deployerArn agree',
  };
}
