import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { allow, platform, root, startBench, tenant, type Bench } from '../../support/wire/bench';
import { objectsAt, parseJsonObject, textAt, type JsonObject } from '../../support/json';
import type { WireCredentials } from '../../support/wire/signed-request';

const owner = root(platform);
const app = `arn:aws:iam::${platform}:role/app`;

let bench: Bench;
let session: WireCredentials;
let KeyId = '';

beforeAll(async () => {
  bench = await startBench({ grantDelaySeconds: 60 });
  session = await bench.session(platform, 'app');
});

beforeEach(async () => {
  KeyId = await bench.key(platform);
});

afterAll(async () => {
  await bench[Symbol.asyncDispose]();
});

const wish = (more: JsonObject = {}): JsonObject => ({
  KeyId,
  GranteePrincipal: app,
  Operations: ['Decrypt'],
  ...more,
});

async function grant(more: JsonObject = {}): Promise<{ readonly id: string; readonly token: string }> {
  const { body } = await bench.kms(owner, 'CreateGrant', wish(more));
  const made = parseJsonObject(body);
  return { id: textAt(made, 'GrantId'), token: textAt(made, 'GrantToken') };
}

function decrypt(more: JsonObject = {}) {
  const CiphertextBlob = Buffer.from(KeyId.slice(KeyId.lastIndexOf('/') + 1)).toString('base64');
  return bench.kms(session, 'Decrypt', { KeyId, CiphertextBlob, ...more });
}

async function list(operation: string, parameters: JsonObject): Promise<readonly JsonObject[]> {
  return objectsAt(parseJsonObject((await bench.kms(owner, operation, parameters)).body), 'Grants');
}

describe('a grant', () => {
  test('counts after a while, and at once for who has its token (F23)', async () => {
    const { token } = await grant();
    expect((await decrypt()).code).toBe('AccessDeniedException');
    expect((await decrypt({ GrantTokens: [token] })).status).toBe(200);
    await bench.admin.control('POST', 'clock', { advanceSeconds: 60 });
    expect((await decrypt()).status).toBe(200);
  });

  test('that is revoked is gone from the list at once, and counts for a while yet', async () => {
    const { id } = await grant();
    await bench.admin.control('POST', 'clock', { advanceSeconds: 60 });
    await bench.admin.kms(platform, 'RevokeGrant', { KeyId, GrantId: id });
    expect(await list('ListGrants', { KeyId })).toEqual([]);
    expect((await decrypt()).status).toBe(200);
    await bench.admin.control('POST', 'clock', { advanceSeconds: 60 });
    expect((await decrypt()).status).toBe(400);
  });

  test('of the same name and parameters is the same grant, any other is a new one', async () => {
    const first = await grant({ Name: 'reader' });
    const again = await grant({ Name: 'reader' });
    expect([again.id, again.token === first.token]).toEqual([first.id, false]);
    expect((await grant({ Name: 'reader', Operations: ['Encrypt'] })).id).not.toBe(first.id);
    expect((await grant()).id).not.toBe((await grant()).id);
  });

  test('is listed with who made it and when, page by page', async () => {
    await grant({ Name: 'one' });
    await grant({ Name: 'two', RetiringPrincipal: app });
    const page = parseJsonObject((await bench.kms(owner, 'ListGrants', { KeyId, Limit: 1 })).body);
    expect(objectsAt(page, 'Grants')[0]).toMatchObject({
      KeyId,
      Name: 'one',
      GranteePrincipal: app,
      IssuingAccount: `arn:aws:iam::${platform}:root`,
      Operations: ['Decrypt'],
    });
    expect(typeof objectsAt(page, 'Grants')[0]?.['CreationDate']).toBe('number');
    const rest = await list('ListGrants', { KeyId, Marker: page['NextMarker'] ?? '' });
    expect(rest.map(({ Name }) => Name)).toEqual(['two']);
    expect((await list('ListRetirableGrants', { RetiringPrincipal: app })).map(({ Name }) => Name)).toEqual(['two']);
  });

  test('is retired by its retiring principal and by the account that made it, and by nobody else', async () => {
    const other = await bench.session(platform, 'other');
    const { id } = await grant({ RetiringPrincipal: app });
    const retire = (credentials: WireCredentials, GrantId: string) =>
      bench.kms(credentials, 'RetireGrant', { KeyId, GrantId });
    expect((await retire(other, id)).code).toBe('AccessDeniedException');
    expect((await retire(session, id)).status).toBe(200);
    const { token } = await grant();
    expect((await bench.kms(owner, 'RetireGrant', { GrantToken: token })).status).toBe(200);
    expect((await retire(owner, id)).code).toBe('NotFoundException');
  });

  test('made under a grant gives no more than that grant', async () => {
    await grant({ Operations: ['CreateGrant', 'Decrypt'] });
    await bench.admin.control('POST', 'clock', { advanceSeconds: 60 });
    const child = (Operations: readonly string[]) => bench.kms(session, 'CreateGrant', wish({ Operations }));
    expect((await child(['Encrypt'])).code).toBe('AccessDeniedException');
    expect((await child(['Decrypt'])).status).toBe(200);
  });

  test('is refused where only its own account may do it', async () => {
    const stranger = await bench.session(tenant, 'stranger', allow('kms:*'));
    expect((await bench.kms(stranger, 'CreateGrant', wish())).code).toBe('AccessDeniedException');
  });
});

describe('a grant that KMS does not make', () => {
  const pair = { 'aws:s3:arn': 'arn:aws:s3:::b' };
  const many = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`k${String(index)}`, 'v']));
  test.each([
    [{ Operations: [] }, 'ValidationException', /Operations/],
    [{ Operations: ['Sign'] }, 'ValidationException', /Sign cannot be used with a key of the spec SYMMETRIC_DEFAULT/],
    [
      { Constraints: { EncryptionContextEquals: pair, EncryptionContextSubset: pair } },
      'ValidationException',
      /^More than one constraint supplied$/,
    ],
    [{ Constraints: { EncryptionContextSubset: many } }, 'ValidationException', /at most 8 pairs/],
    [{ GranteePrincipal: 's3.amazonaws.com' }, 'InvalidArnException', /not valid/],
    [{ GranteePrincipal: `arn:aws:iam::${platform}:group/all` }, 'InvalidArnException', /valid principal/],
    [{ GranteePrincipal: `arn:aws:iam::${platform}:role/nobody` }, 'InvalidArnException', /valid principal/],
    [{ Name: 'no spaces' }, 'ValidationException', /name/],
    [{ GrantTokens: ['made up'] }, 'InvalidGrantTokenException', /not valid/],
    [{ DryRun: true }, 'DryRunOperationException', /would have succeeded/],
  ])('%j', async (more, code, message) => {
    const answer = await bench.kms(owner, 'CreateGrant', wish(more));
    expect([answer.status, answer.code]).toEqual([400, code]);
    expect(answer.message).toMatch(message);
  });
});
