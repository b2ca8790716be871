import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { allow, platform, region, root, startBench, type Bench } from '../../support/wire/bench';

const owner = root(platform);

let bench: Bench;

beforeAll(async () => {
  bench = await startBench();
});

afterAll(async () => {
  await bench[Symbol.asyncDispose]();
});

const body = `<CreateBucketConfiguration><LocationConstraint>${region}</LocationConstraint></CreateBucketConfiguration>`;
const create = (name: string, headers: { readonly [name: string]: string } = {}, credentials = owner) =>
  bench.s3(credentials, { method: 'PUT', path: `/${name}`, headers, body });

describe('a bucket that is made', () => {
  test('takes no ACL where the owner owns everything, and none but private elsewhere', async () => {
    const open = { 'x-amz-acl': 'public-read' };
    expect(await create('open', open)).toMatchObject({ status: 400, code: 'InvalidBucketAclWithObjectOwnership' });
    const granted = { 'x-amz-grant-read': 'uri="http://acs.amazonaws.com/groups/global/AllUsers"' };
    expect(await create('open', granted)).toMatchObject({ status: 400 });
    const written = { ...open, 'x-amz-object-ownership': 'ObjectWriter' };
    expect(await create('open', written)).toMatchObject({ status: 501, code: 'NotImplemented' });
    expect((await create('own', { 'x-amz-acl': 'private' })).status).toBe(200);
    expect(bench.upstream.seen.filter(({ target }) => target === '/open')).toEqual([]);
  });

  test.each([
    ['x-amz-object-ownership', 'ObjectWriter', ['s3:PutBucketOwnershipControls']],
    ['x-amz-bucket-object-lock-enabled', 'true', ['s3:PutBucketObjectLockConfiguration', 's3:PutBucketVersioning']],
    ['x-amz-acl', 'public-read', ['s3:PutBucketAcl']],
  ])('takes the permissions for what %s sets', async (header, value, actions) => {
    const name = `with-${header.slice(6)}`;
    for (const [index, action] of actions.entries()) {
      const few = await bench.session(
        platform,
        `${name}-${String(index)}`,
        allow(['s3:CreateBucket', ...actions.slice(0, index)]),
      );
      const refused = await create(name, { [header]: value }, few);
      expect(refused.message).toContain(`perform: ${action} `);
    }
    const enough = await bench.session(platform, name, allow(['s3:CreateBucket', ...actions]));
    expect((await create(name, { [header]: value }, enough)).code).not.toBe('AccessDenied');
  });
});
