import { describe, expect, test } from '@jest/globals';
import {
  known,
  ownedKeyStatements,
  policyDocument,
  unknown,
  type Fact,
  type Handshake,
  type PolicyStatement,
} from '../../../modules/core';
import { judgeKeyUse } from '../../../modules/evaluation';
import { handshakeFor, keyAccountId, ownKeyArn, pendingTenant } from '../../support/handshakes';
import { accountId, createdWriter } from '../../support/tenancy';

const handshake = handshakeFor();
const shipped = ownedKeyStatements(handshake);
const [writer, reader] = ['app', 'reports'].map((name) => `arn:aws:iam::${accountId}:role/tenants/corp-acme-${name}`);
const bucket = 'arn:aws:s3:::corp-acme';

interface Evidence {
  readonly policy?: Fact<unknown>;
  readonly grants?: Fact<readonly unknown[]>;
  readonly handshake?: Handshake;
}

function judge({
  policy = known(policyDocument(shipped)),
  grants = known([]),
  ...rest
}: Evidence = {}): readonly string[] {
  const use = { path: 'prod/acme', keyArn: ownKeyArn, handshake: rest.handshake ?? handshake, policy, grants };
  return judgeKeyUse(use).map((one) => `${one.code} ${one.message}`);
}

/** The shipped policy with one part of its statements of use changed. */
function changed(change: (statement: PolicyStatement) => PolicyStatement | undefined): Fact<unknown> {
  return known(policyDocument(shipped.flatMap((one) => change(one) ?? [])));
}

function without(condition: string): Fact<unknown> {
  return changed((one) => {
    if (!one.Sid.includes('ThroughS3From')) return one;
    const equals = Object.entries(one.Condition?.['StringEquals'] ?? {}).filter(([key]) => key !== condition);
    return { ...one, Condition: { ...one.Condition, StringEquals: Object.fromEntries(equals) } };
  });
}

const grant = (
  arn: string | undefined,
  operations: readonly string[],
  context: object = { 'aws:s3:arn': bucket },
): unknown => ({
  GrantId: `to-${String(arn)}`,
  GranteePrincipal: arn,
  Operations: operations,
  Constraints: { EncryptionContextEquals: context },
});
const rightGrants = [grant(writer, ['Decrypt', 'GenerateDataKey']), grant(reader, ['Decrypt'])];
const administration = known(policyDocument(shipped.filter((one) => !one.Sid.includes('ThroughS3From'))));

describe('judgeKeyUse', () => {
  test('passes the policy that is shipped, with tags and without', () => {
    expect(judge()).toEqual([]);
    const tagged = handshakeFor({ ...pendingTenant, principals: [{ ...createdWriter, principalTags: { team: 'a' } }] });
    expect(judge({ handshake: tagged, policy: known(policyDocument(ownedKeyStatements(tagged))) })).toEqual([]);
  });

  test('passes grants of the same meaning beside the deny of use past S3', () => {
    expect(judge({ policy: administration, grants: known(rightGrants) })).toEqual([]);
  });

  test('passes a policy that names the roles themselves', () => {
    const named = changed((one) => {
      if (!one.Sid.includes('ThroughS3From')) return one;
      const { ArnLike: _, ...Condition } = one.Condition ?? {};
      return { ...one, Principal: { AWS: one.Sid.startsWith('Write') ? (writer ?? '') : (reader ?? '') }, Condition };
    });
    expect(judge({ policy: named })).toEqual([]);
  });

  test('fails when a statement is missing, for the principal that it would let in', () => {
    const found = judge({ policy: changed((one) => (one.Sid.startsWith('Write') ? undefined : one)) });
    expect(found).toEqual([
      expect.stringMatching(
        new RegExp(
          `^TB5129 ${String(writer)} is not let in to kms:Decrypt and kms:GenerateDataKey through S3 for ${bucket}: .`,
        ),
      ),
    ]);
  });

  test('fails when a deny stands in the way, and names it', () => {
    const deny: PolicyStatement = {
      Sid: 'Revoked',
      Effect: 'Deny',
      Principal: '*',
      Action: 'kms:Decrypt',
      Resource: '*',
    };
    const found = judge({ policy: known(policyDocument([...shipped, deny])) });
    expect(found.map((one) => one.slice(0, 6))).toEqual(['TB5129', 'TB5129']);
    expect(found[1]).toContain(`TB5129 ${String(reader)} is not let in to kms:Decrypt through S3`);
  });

  test('fails when the bucket is not asked for', () => {
    expect(judge({ policy: without('kms:EncryptionContext:aws:s3:arn') })).toEqual([
      `TB5130 ${String(writer)} may kms:Decrypt and kms:GenerateDataKey under other contexts than ${bucket}`,
      `TB5130 ${String(reader)} may kms:Decrypt under other contexts than ${bucket}`,
    ]);
  });

  test('fails when the objects of the bucket are let in beside it: then Bucket Keys are not enforced', () => {
    const policy = changed((one) =>
      one.Sid.startsWith('Read')
        ? {
            ...one,
            Condition: {
              StringLike: { 'kms:EncryptionContext:aws:s3:arn': [bucket, `${bucket}/*`] },
              ...viaS3,
              ...(one.Condition?.['ArnLike'] && { ArnLike: one.Condition['ArnLike'] }),
            },
          }
        : one,
    );
    expect(judge({ policy })).toEqual([`TB5130 ${String(reader)} may kms:Decrypt under other contexts than ${bucket}`]);
  });

  test('fails when the key can be used past S3, by policy or by grant', () => {
    const bare = shipped.filter((one) => one.Sid !== 'DenyUseOutsideS3');
    const policy = known({
      ...policyDocument(bare),
      Statement: bare.map(({ Condition, ...one }) => ({
        ...one,
        ...(Condition && {
          Condition: {
            ArnLike: Condition['ArnLike'] ?? {},
            StringEquals: { 'kms:EncryptionContext:aws:s3:arn': bucket },
          },
        }),
      })),
    });
    const expected = [
      `TB5131 ${String(writer)} may kms:Decrypt and kms:GenerateDataKey past S3`,
      `TB5131 ${String(reader)} may kms:Decrypt past S3`,
    ];
    expect(judge({ policy })).toEqual(expected);
    const administered = known(policyDocument(bare.filter((one) => !one.Sid.includes('ThroughS3From'))));
    expect(judge({ policy: administered, grants: known(rightGrants) })).toEqual(expected);
  });

  test('fails when a principal gets more than it needs', () => {
    const policy = changed((one) =>
      one.Sid.startsWith('Read') ? { ...one, Action: ['kms:Decrypt', 'kms:Encrypt'] } : one,
    );
    expect(judge({ policy })).toEqual([`TB5132 ${String(reader)} may kms:Encrypt, and a reader needs kms:Decrypt`]);
  });

  test('fails when others are let in: a whole account, a role by grant, anyone', () => {
    const through = changed((one) =>
      one.Sid.startsWith('Read') ? { ...one, Condition: { StringEquals: one.Condition?.['StringEquals'] ?? {} } } : one,
    );
    expect(judge({ policy: through })).toEqual([
      `TB5132 anyone else in account ${accountId} may kms:Decrypt, and the tenant’s file does not name it`,
    ]);
    const stranger = 'arn:aws:iam::777788889999:role/other';
    expect(judge({ grants: known([grant(stranger, ['Decrypt'])]) })).toEqual([
      `TB5132 ${stranger} may kms:Decrypt, and the tenant’s file does not name it`,
    ]);
    const open: PolicyStatement = {
      Sid: 'Open',
      Effect: 'Allow',
      Principal: '*',
      Action: 'kms:CreateGrant',
      Resource: '*',
    };
    const found = judge({ policy: known(policyDocument([...shipped, open])) });
    expect(found).toContain('TB5132 anyone may kms:CreateGrant, and the tenant’s file does not name it');
  });

  test('leaves the tenant’s own account alone', () => {
    const own: PolicyStatement = {
      Sid: 'Own',
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${keyAccountId}:role/auditor` },
      Action: 'kms:*',
      Resource: '*',
    };
    expect(judge({ policy: known(policyDocument([...shipped, own])) })).toEqual([]);
  });

  test('says what cannot be told: neither policy nor grants, only one of them, a condition that it does not know', () => {
    const unread = unknown('not allowed');
    const policyDoubt = 'TB5133 the key policy cannot be read: not allowed';
    const grantsDoubt = 'TB5133 the grants of the key cannot be listed: not allowed';
    expect(judge({ policy: unread, grants: unread })).toEqual([policyDoubt, grantsDoubt]);
    expect(judge({ grants: unread })).toEqual([grantsDoubt]);
    expect(judge({ policy: administration, grants: unread })).toEqual([
      grantsDoubt,
      `TB5133 whether ${String(writer)} is let in to kms:Decrypt cannot be told: a grant that was not read may allow it`,
      `TB5133 whether ${String(writer)} is let in to kms:GenerateDataKey cannot be told: a grant that was not read may allow it`,
      `TB5133 whether ${String(reader)} is let in to kms:Decrypt cannot be told: a grant that was not read may allow it`,
    ]);
    expect(judge({ policy: unread, grants: known([]) })[0]).toBe(policyDoubt);
    const organization = changed((one) =>
      one.Sid.startsWith('Read')
        ? { ...one, Condition: { ...one.Condition, StringLike: { 'aws:PrincipalOrgID': 'o-1' } } }
        : one,
    );
    expect(judge({ policy: organization })).toEqual([
      expect.stringMatching(
        new RegExp(`^TB5133 whether ${String(reader)} is let in to kms:Decrypt cannot be told: .*PrincipalOrgID`, 'i'),
      ),
    ]);
  });

  test('is content with the grants where they let everybody in and the policy cannot be read, and says so', () => {
    const found = judgeKeyUse({
      path: 'prod/acme',
      keyArn: ownKeyArn,
      handshake,
      policy: unknown('not allowed'),
      grants: known(rightGrants),
    });
    expect(found.map((one) => [one.code, one.severity])).toEqual([['TB5135', 'warning']]);
    const loose = [grant(writer, ['Decrypt', 'GenerateDataKey']), grant(reader, ['Decrypt'], { team: 'a' })];
    expect(judge({ policy: unknown('not allowed'), grants: known(loose) }).map((one) => one.slice(0, 6))).toEqual([
      'TB5133',
      'TB5133',
    ]);
  });

  test('takes an account that the file names for everybody in it', () => {
    const partner = 'arn:aws:iam::777788889999:root';
    const tenant = { ...pendingTenant, principals: [{ kind: 'existing', arn: partner, access: 'reader' }] } as const;
    const named = handshakeFor(tenant);
    expect(judge({ handshake: named, policy: known(policyDocument(ownedKeyStatements(named))) })).toEqual([]);
    const also = grant('arn:aws:iam::777788889999:role/other', ['Decrypt']);
    const policy = known(policyDocument(ownedKeyStatements(named)));
    expect(judge({ handshake: named, policy, grants: known([also]) })).toEqual([]);
  });

  test('is not misled by a policy that is none, nor by names that nobody can have', () => {
    const malformed = { Statement: ['closed', { Condition: 'none' }, { Condition: { Bool: 'x' } }] };
    for (const document of ['closed', malformed]) {
      expect(judge({ policy: known(document), grants: known(rightGrants) })).toEqual(
        Array.from({ length: 3 }, () =>
          expect.stringMatching(/^TB5133 whether .* cannot be told: .*malformed document/),
        ),
      );
    }
    const group: PolicyStatement = {
      Sid: 'Group',
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::777788889999:group/all` },
      Action: 'kms:Decrypt',
      Resource: '*',
    };
    const found = judge({ policy: known(policyDocument([...shipped, group])) });
    expect(found.filter((one) => one.includes('group/all may'))).toEqual([]);
  });

  test('finds a stranger whichever accounts the key names', () => {
    const accounts = ['999999999999', '888888888888', '777777777777'].map((id) => `arn:aws:iam::${id}:role/x`);
    const grants = known(accounts.map((arn) => grant(arn, ['Decrypt'])));
    expect(judge({ grants })).toEqual(
      [...accounts].sort().map((arn) => `TB5132 ${arn} may kms:Decrypt, and the tenant’s file does not name it`),
    );
  });
});

const viaS3 = { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com', 'kms:CallerAccount': accountId } };
