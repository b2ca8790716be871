import { CreateKeyCommand, DecryptCommand, GenerateDataKeyCommand, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import {
  CopyObjectCommand,
  CreateBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutBucketEncryptionCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { describe, expect, test } from '@jest/globals';
import type { GatewaySettings } from '../../../modules/gateway';
import { parseJsonObject } from '../../support/json';
import { refusalOf } from '../../support/refused';
import { uploadInParts } from '../../support/role-work';
import { analystArn, poolBucket, tenantsDuringThisFile } from '../../support/tenants-at-the-gateway';

const [acme, globex] = ['example-local-acme', 'example-local-globex'] as const;

const at = tenantsDuringThisFile(['acme', 'globex', 'initech', 'tern', 'plover']);

type Extra = Partial<PutObjectCommandInput>;

function put(role: string, Bucket: string, Key: string, extra: Extra = {}) {
  return at()
    .s3(role)
    .send(new PutObjectCommand({ Bucket, Key, Body: 'data', ...extra }));
}

function get(role: string, Bucket: string, Key: string) {
  return at().s3(role).send(new GetObjectCommand({ Bucket, Key }));
}

/** Who or what refused, in a few letters of the gateway's reason. */
async function refuser(work: () => Promise<unknown>): Promise<string | undefined> {
  return (await refusalOf(work))?.reason;
}

function underKey(SSEKMSKeyId: string): Extra {
  return { ServerSideEncryption: 'aws:kms', SSEKMSKeyId };
}

describe('a dedicated tenant', () => {
  test('writes and reads under its own key with one call to KMS for many objects', async () => {
    const puts = await Promise.all(['a', 'b', 'c'].map((key) => put('acme-app', acme, `own/${key}`)));
    const key = at().keyOf('acme');
    expect(puts).toMatchObject(puts.map(() => ({ SSEKMSKeyId: key, BucketKeyEnabled: true })));
    for (const one of ['a', 'b', 'c']) await get('acme-reports', acme, `own/${one}`);
    const calls = await at().control.calls();
    expect(new Set(calls.map((call) => call['keyArn']))).toEqual(new Set([key]));
    expect(calls.filter((call) => call['operation'] === 'GenerateDataKey')).toHaveLength(1);
    const context = { 'aws:s3:arn': `arn:aws:s3:::${acme}` };
    expect(calls).toMatchObject(calls.map(() => ({ encryptionContext: context, outcome: 'ok' })));
  });

  const outcomes: readonly (readonly [string, () => Extra, string | undefined, string | undefined])[] = [
    ['no header', () => ({}), undefined, undefined],
    ['its own key', () => underKey(at().keyOf('acme')), undefined, undefined],
    ['another tenant’s key', () => underKey(at().keyOf('globex')), 'DenyOtherKeys', 'DenyOtherKeys'],
    ['AES256', () => ({ ServerSideEncryption: 'AES256' }), 'DenyOtherAlgorithms', 'DenyOtherAlgorithms'],
    ['aws:kms:dsse', () => ({ ServerSideEncryption: 'aws:kms:dsse' }), 'DenyOtherAlgorithms', 'DenyOtherAlgorithms'],
    ['aws:kms without a key', () => ({ ServerSideEncryption: 'aws:kms' }), 'DenyOtherKeys', 'DenyKmsWithoutKey'],
    ['the alias of its key', () => underKey('alias/example-local/acme'), undefined, 'DenyOtherKeys'],
    [
      'a key of the client’s own',
      () => ({ SSECustomerAlgorithm: 'AES256', SSECustomerKey: '0123456789abcdef0123456789abcdef' }),
      'DenyCustomerKeys',
      'DenyCustomerKeys',
    ],
  ];

  test.each(outcomes)(
    'writes with %s as section 8.2 says, whatever S3 shows of the key (F13, F14)',
    async (_, extra, ...expected) => {
      for (const [index, reading] of (['effective', 'headerOnly'] as const).entries()) {
        await at().control.change({ reading });
        const reason = await refuser(() => put('acme-app', acme, 'outcome', extra()));
        expect([reading, reason]).toEqual([
          reading,
          expected[index] === undefined ? undefined : expect.stringContaining(expected[index]),
        ]);
      }
    },
  );

  test.each(['copyCreate', 'raw'] as const)(
    'uploads in parts where S3 shows the parts as %s (F16)',
    async (partContext) => {
      for (const reading of ['effective', 'headerOnly'] as const) {
        await at().control.change({ partContext, reading });
        await uploadInParts(at().s3('acme-app'), { Bucket: acme, Key: 'parts/plain' });
        await uploadInParts(at().s3('acme-app'), { Bucket: acme, Key: 'parts/keyed' }, underKey(at().keyOf('acme')));
        expect(
          await refuser(() =>
            uploadInParts(at().s3('acme-app'), { Bucket: acme, Key: 'x' }, underKey(at().keyOf('globex'))),
          ),
        ).toContain('DenyOtherKeys');
      }
      const head = await at()
        .s3('acme-reports')
        .send(new HeadObjectCommand({ Bucket: acme, Key: 'parts/plain' }));
      expect(head).toMatchObject({ SSEKMSKeyId: at().keyOf('acme'), BucketKeyEnabled: true });
    },
  );

  test('is refused by KMS when its writer opts out of Bucket Keys (F15)', async () => {
    const refusal = await refusalOf(() => put('acme-app', acme, 'opted-out', { BucketKeyEnabled: false }));
    expect(refusal?.message).toContain('kms:GenerateDataKey');
    expect(refusal?.reason).toContain(`arn:aws:s3:::${acme}/opted-out`);
  });

  test('is reached over TLS alone, by the root user too', async () => {
    await put('acme-app', acme, 'tls');
    await at().control.change({ transport: 'plain' } satisfies Partial<GatewaySettings>);
    expect(await refuser(() => put('acme-app', acme, 'tls'))).toContain('DenyPlainHttp');
    expect(await refuser(() => get('acme-reports', acme, 'tls'))).toContain('DenyPlainHttp');
    expect(await refuser(() => at().s3Root.send(new ListObjectsV2Command({ Bucket: acme })))).toContain(
      'DenyPlainHttp',
    );
  });

  test('lets neither the other tenant nor the wrong role of its own at its data', async () => {
    await put('acme-app', acme, 'secret');
    for (const role of ['globex-reports', 'globex-app', 'initech-reports', 'tern-reports', 'acme-app']) {
      expect(await refusalOf(() => get(role, acme, 'secret'))).toMatchObject({ code: 'AccessDenied' });
    }
    for (const role of ['globex-app', 'globex-reports', 'acme-reports']) {
      expect(await refusalOf(() => put(role, acme, 'forged'))).toMatchObject({ code: 'AccessDenied' });
    }
  });

  test('has a key that nobody uses past S3, not even the root user of its account', async () => {
    const [KeyId, EncryptionContext] = [at().keyOf('acme'), { 'aws:s3:arn': `arn:aws:s3:::${acme}` }];
    const direct = new GenerateDataKeyCommand({ KeyId, EncryptionContext, KeySpec: 'AES_256' });
    expect(await refuser(() => at().kmsRoot().send(direct))).toContain('DenyUseOutsideS3');
    const blob = Buffer.from(`${KeyId.slice(-36)}${'x'.repeat(80)}`);
    const decrypt = new DecryptCommand({ KeyId, CiphertextBlob: blob, EncryptionContext });
    expect(await refuser(() => at().kmsRoot().send(decrypt))).toContain('DenyUseOutsideS3');
  });
});

describe('a copy', () => {
  const copy = (Key: string, from: string, to: string) =>
    at()
      .s3('mover')
      .send(new CopyObjectCommand({ Bucket: to, Key, CopySource: `${from}/${Key}` }));

  test('takes reading at its source and writing at its destination, and lies under the key of the destination', async () => {
    await put('acme-app', acme, 'moved');
    await put('globex-app', globex, 'back');
    expect(await copy('moved', acme, globex)).toMatchObject({
      SSEKMSKeyId: at().keyOf('globex'),
      BucketKeyEnabled: true,
    });
    const got = await get('globex-reports', globex, 'moved');
    expect(await got.Body?.transformToString()).toBe('data');
    const refusal = await refusalOf(() => copy('back', globex, acme));
    expect(refusal?.message).toContain('kms:');
  });
});

describe('two tenants in a shared bucket', () => {
  const own = (id: string): Extra => underKey(at().keyOf(id));

  test('write and read under their own keys below their own prefixes', async () => {
    for (const id of ['tern', 'plover']) {
      await put(`${id}-app`, poolBucket, `${id}/one`, own(id));
      expect(await get(`${id}-reports`, poolBucket, `${id}/one`)).toMatchObject({ SSEKMSKeyId: at().keyOf(id) });
      const list = new ListObjectsV2Command({ Bucket: poolBucket, Prefix: `${id}/` });
      expect((await at().s3(`${id}-reports`).send(list)).Contents).toHaveLength(1);
    }
  });

  test('write nothing that names no key, or the other’s, under either reading', async () => {
    for (const reading of ['effective', 'headerOnly'] as const) {
      await at().control.change({ reading });
      const headerless = await refusalOf(() => put('tern-app', poolBucket, 'tern/x'));
      expect(headerless).toMatchObject({ code: 'AccessDenied' });
      const others = await refuser(() => put('tern-app', poolBucket, 'tern/x', own('plover')));
      expect(others).toContain('Key-tern');
    }
  });

  test('reach neither the other’s prefix nor what lies outside of all', async () => {
    await put('plover-app', poolBucket, 'plover/one', own('plover'));
    expect(await refuser(() => get('tern-reports', poolBucket, 'plover/one'))).toContain('Only-plover');
    expect(await refuser(() => put('tern-app', poolBucket, 'plover/x', own('plover')))).toContain('Only-plover');
    expect(await refusalOf(() => put('tern-app', poolBucket, 'outside', own('tern')))).toBeDefined();
    for (const Prefix of ['plover/', '', undefined]) {
      const list = new ListObjectsV2Command({ Bucket: poolBucket, Prefix });
      expect(await refusalOf(() => at().s3('tern-reports').send(list))).toMatchObject({ code: 'AccessDenied' });
    }
  });
});

describe('a role that a key policy pins to object ARNs', () => {
  const Bucket = 'pinned-to-objects';

  test('works without Bucket Keys and fails with them (F17)', async () => {
    const root = {
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::000000000000:root' },
      Action: 'kms:*',
      Resource: '*',
    };
    const pinned = {
      Effect: 'Allow',
      Principal: { AWS: analystArn },
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Resource: '*',
      Condition: { StringLike: { 'kms:EncryptionContext:aws:s3:arn': `arn:aws:s3:::${Bucket}/*` } },
    };
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [root, pinned] });
    const { KeyMetadata } = await at().kmsRoot().send(new CreateKeyCommand({ Policy }));
    await at().s3Root.send(new CreateBucketCommand({ Bucket }));
    const bySse = { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: KeyMetadata?.Arn } as const;
    const encrypt = (BucketKeyEnabled: boolean) => {
      const Rules = [{ ApplyServerSideEncryptionByDefault: bySse, BucketKeyEnabled }];
      return at().s3Root.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules } }));
    };
    await encrypt(false);
    await put('analyst', Bucket, 'before');
    await encrypt(true);
    expect(await refusalOf(() => put('analyst', Bucket, 'after'))).toMatchObject({
      message: expect.stringContaining('kms:GenerateDataKey'),
    });
    await get('analyst', Bucket, 'before');
  });
});

describe('a key policy', () => {
  test('that locks its author out is refused, and nothing changes (F18)', async () => {
    const KeyId = at().keyOf('acme');
    const nobody = { Effect: 'Allow', Principal: { AWS: analystArn }, Action: 'kms:DescribeKey', Resource: '*' };
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [nobody] });
    const refusal = await refusalOf(() => at().kmsRoot().send(new PutKeyPolicyCommand({ KeyId, Policy })));
    expect(refusal).toMatchObject({ code: 'MalformedPolicyDocumentException' });
    expect(await refusalOf(() => at().kmsRoot().send(new CreateKeyCommand({ Policy })))).toMatchObject({
      code: 'MalformedPolicyDocumentException',
    });
    expect(parseJsonObject(JSON.stringify(await put('acme-app', acme, 'still')))).toMatchObject({ SSEKMSKeyId: KeyId });
  });
});
