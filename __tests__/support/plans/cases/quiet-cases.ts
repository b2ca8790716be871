import type { Tenant } from '../../../../modules/core';
import { objectAt, parseJsonObject } from '../../json';
import { vended, baseNames, type BaseName } from '../bases';
import type { PlanCase } from '../plan-case';
import { acme, early, globex, initech, lab, own, third } from '../tenants';
import { edits, fields, type StackEdit } from '../edit-stack';

/** Nothing changes: nothing is said, whatever stands there. */
const unchanged: readonly PlanCase[] = baseNames
  .filter((base) => !['nothing', 'neighbours', 'owned', 'pending'].includes(base))
  .map((base) => ({ topic: 'no-change', name: base, base, change: (stack) => stack, expected: [] }));

/** Changes that are nobody's business here. */
const harmless: readonly PlanCase[] = [
  {
    topic: 'no-change',
    name: 'tags',
    base: 'dedicated',
    change: edits(
      fields('aws_s3_bucket', 'acme_Bucket_', { tags: { tenant: 'acme', costCenter: '4711' } }),
      fields('aws_kms_key', 'acme_Key_', { description: 'Another text' }),
    ),
    expected: [],
  },
  {
    topic: 'no-change',
    name: 'moved-without-change',
    base: 'shapes',
    change: (stack) => moved(stack),
    expected: [],
  },
];

/** Another name for a bucket, said by a moved block. */
const moved: StackEdit = (stack) => {
  const renamed = parseJsonObject(JSON.stringify(stack).replaceAll('aws_s3_bucket.shared', 'aws_s3_bucket.common'));
  const resources = objectAt(renamed, 'resource');
  const { shared, ...others } = objectAt(resources, 'aws_s3_bucket');
  return {
    ...renamed,
    resource: { ...resources, aws_s3_bucket: { ...others, common: shared ?? null } },
    moved: [{ from: 'aws_s3_bucket.shared', to: 'aws_s3_bucket.common' }],
  };
};

function vends(base: BaseName, name: string, ...tenants: readonly Tenant[]): PlanCase {
  return {
    topic: 'add-tenant',
    name,
    base,
    change: (_, endpoint) => vended(base, tenants, endpoint),
    expected: [],
  };
}

/** A tenant more: nothing above info. */
const added: readonly PlanCase[] = [
  vends('nothing', 'first', acme),
  vends('dedicated', 'dedicated', acme, globex),
  vends('dedicated', 'pending', acme, early),
  vends('dedicated', 'with-a-key-of-its-own', acme, own),
  vends('pool', 'shared', initech, lab, third),
];

export const quietCases: readonly PlanCase[] = [...unchanged, ...harmless, ...added];
