import { describe, expect, test } from '@jest/globals';
import { known, unknown } from '../../../modules/core';
import { factsOf, unchanged, type PlannedPart } from '../plan-documents';

const bucket = { bucket: 'b', arn: 'arn:aws:s3:::b' };
const groups = 'http://acs.amazonaws.com/groups';

async function aclAfter(parts: readonly PlannedPart[], values = bucket) {
  const { after } = await factsOf([unchanged('aws_s3_bucket', 'B', values), ...parts]);
  return after.acls?.get('b');
}

function acl(after: { readonly [name: string]: unknown }, more: Partial<PlannedPart> = {}): PlannedPart {
  return { type: 'aws_s3_bucket_acl', name: 'A', after: { bucket: 'b', ...after }, ...more };
}

describe('the ACL of a bucket', () => {
  test.each([
    ['public-read', ['AllUsers']],
    ['public-read-write', ['AllUsers']],
    ['authenticated-read', ['AuthenticatedUsers']],
    ['private', []],
    ['log-delivery-write', []],
  ])('that is %s lets in %j', async (name, publicGroups) => {
    expect(await aclAfter([acl({ acl: name })])).toEqual({
      address: 'aws_s3_bucket_acl.A',
      publicGroups: known(publicGroups),
    });
  });

  test('is read where it is written out, grant by grant', async () => {
    const grant = (uri: string) => ({ grantee: [{ type: 'Group', uri: `${groups}/${uri}` }], permission: 'READ' });
    const written = ['global/AllUsers', 's3/LogDelivery', 'global/AuthenticatedUsers', 'global/AllUsers'].map(grant);
    expect((await aclAfter([acl({ access_control_policy: [{ grant: written }] })]))?.publicGroups).toEqual(
      known(['AllUsers', 'AuthenticatedUsers']),
    );
  });

  test('may stand in the bucket itself, or nowhere', async () => {
    const address = 'aws_s3_bucket.B';
    const open = { ...bucket, acl: 'public-read' };
    expect(await aclAfter([], open)).toEqual({ address, publicGroups: known(['AllUsers']) });
    expect(await aclAfter([])).toEqual({ address, publicGroups: known([]) });
  });

  test('that is sensitive is not known, and is about its bucket', async () => {
    const part = acl({ acl: 'public-read' }, { sensitive: { acl: true } });
    expect((await aclAfter([part]))?.publicGroups).toEqual(unknown('aws_s3_bucket_acl.A.acl is sensitive'));
    const { changes } = await factsOf([unchanged('aws_s3_bucket', 'B', bucket), part]);
    expect(changes).toMatchObject([{ kind: 'create', subject: { kind: 'bucket', id: 'b' } }]);
  });
});
