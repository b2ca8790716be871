import { stackWorld, vendNeeds, type NamedStack, type VendNeed } from '../../../modules/plan';
import type { JsonObject } from '../../support/json';
import { accountId, provider, region } from '../documents';

export const deployerArn = `arn:aws:iam::${accountId}:role/deployer`;

/** What the deployer of stacks needs. */
export function needsOf(stacks: readonly NamedStack[]): readonly VendNeed[] {
  const read = stackWorld(stacks);
  const needs = vendNeeds(
    read,
    read.places.map(({ stack }) => ({ stack, deployerArn })),
  );
  return needs.filter(({ of }) => of === 'deployer');
}

/** The same of a stack by hand. */
export function hand(resource: JsonObject, more: object = {}): readonly VendNeed[] {
  return needsOf([{ name: 'hand', document: { provider, resource, ...more } }]);
}

/** What a resource adds to what a stack by hand asks already. */
export function added(before: JsonObject, resource: JsonObject, more: object = {}): readonly VendNeed[] {
  const known = new Set(hand(before).map((need) => JSON.stringify(need)));
  return hand({ ...before, ...resource }, more).filter((need) => !known.has(JSON.stringify(need)));
}

/** What is asked of which resource, in the order of the letters. */
export function asked(needs: readonly VendNeed[]): readonly string[] {
  return needs.map(({ action, resource }) => `${action} ${resource}`).sort();
}

/** Actions on one resource, in the order of the letters. */
export function askedOf(resource: string, actions: readonly string[]): readonly string[] {
  return actions.map((action) => `${action} ${resource}`).sort();
}

/** The one need of an action; throws when there are none or several. */
export function only(needs: readonly VendNeed[], action: string): VendNeed {
  const [first, ...more] = needs.filter((one) => one.action === action);
  if (!first || more.length > 0) throw new Error(`${String(more.length)} more of ${action}`);
  return first;
}

/** What every need of the stack by hand has. */
export const own = { of: 'deployer', principal: deployerArn, accountId, unknown: [] };

/** What every request tells of itself. */
export const common = { 'aws:RequestedRegion': region, 'aws:SecureTransport': 'true', 'aws:ViaAWSService': 'false' };

export const bucketArn = 'arn:aws:s3:::corp-acme';
export const roleArn = `arn:aws:iam::${accountId}:role/tenants/app`;
export const aBucket = { aws_s3_bucket: { B: { bucket: 'corp-acme' } } };
export const aRole = { aws_iam_role: { R: { name: 'app', path: '/tenants/' } } };

/** What terraform reads of every bucket. */
export const bucketReads = [
  's3:GetAccelerateConfiguration',
  's3:GetBucketAcl',
  's3:GetBucketCORS',
  's3:GetBucketLogging',
  's3:GetBucketObjectLockConfiguration',
  's3:GetBucketPolicy',
  's3:GetBucketRequestPayment',
  's3:GetBucketTagging',
  's3:GetBucketVersioning',
  's3:GetBucketWebsite',
  's3:GetEncryptionConfiguration',
  's3:GetLifecycleConfiguration',
  's3:GetReplicationConfiguration',
  's3:ListBucket',
];
