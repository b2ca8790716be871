import { describe, expect, test } from '@jest/globals';
import { renderDiagnostics } from '../../modules/core';
import { loadFiles, problemsOf } from '../support/tenant-folder';

// Put together here, so that nobody who looks for secrets finds these.
const accessKeyId = ['AKIA', 'IOSFODNN7EXAMPLE'].join('');
const secretKey = ['wJalrXUtnFEMI/K7MDENG', '/bPxRfiCYEXAMPLEKEY'].join('');
const token = ['ghp', '16C7e42F292c6912E7710c838347Ae178B4a'].join('_');
const webToken = ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiIxMjM0NTY3ODkwIn0', 'dozjgNryP4J3jVmNHl0w5N'].join('.');
const kind = ['RSA', 'PRIVATE', 'KEY'].join(' ');
const privateKey = `-----BEGIN ${kind}-----\n      MIIEow\n      -----END ${kind}-----`;
const cure = 'take it out and have it made anew; what is committed is no longer secret';

const withTags = (tags: string): string =>
  `tenants:\n  - id: acme\n    placement: main\n    principals: []\n    tags: { ${tags} }\n`;

describe('a value that looks like a secret (F12)', () => {
  test.each([
    [`a: ${accessKeyId}`, '5:16 an AWS access key id'],
    [`a: ${secretKey}`, '5:16 a secret of 40 signs, as AWS makes them'],
    [`a: ${token}`, '5:16 a token'],
    [`a: ${webToken}`, '5:16 a token'],
    ['dbPassword: hunter2', '5:25 a password'],
    ["'db password': 'correct horse'", '5:29 a password'],
    ['apiKey: 0a1b2c3d4e', '5:21 a secret'],
    ['x: y } # api-token = 0a1b2c3d4e', '5:34 a secret'],
  ])('is a warning when the tags say %s, and the tenant is read all the same', (tags, problem) => {
    const text = tags.includes('#') ? withTags(tags).replace(' }\n', '\n') : withTags(tags);
    expect(problemsOf(text)).toEqual([`TB1140 ${problem} seems to stand here; ${cure}`]);
    expect(loadFiles({ 'acme.yaml': text }).tenants).toHaveLength(1);
  });

  test.each([
    'costCenter: 4711-abc',
    'tokenKind: opaque',
    'secret: arn:aws:secretsmanager:eu-west-1:111122223333:secret:acme-1a2B3c',
    `commit: ${'0123456789abcdef'.repeat(3).slice(0, 40)}`,
    'passwordPolicy: none',
  ])('is not found in tags that say %s', (tags) => {
    expect(problemsOf(withTags(tags))).toEqual([]);
  });

  test('is not found in what every tenant has', () => {
    const arn = `arn:aws:iam::111122223333:role/platform/TenantBucketsDeployerRole1234567`;
    const key = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
    const tenant = { id: 'acme', placement: 'main', principals: [{ access: 'reader', arn }] };
    const own = { ...tenant, id: 'globex', key: { owner: 'tenant', account: '111122223333', arn: key } };
    expect(problemsOf(JSON.stringify({ tenants: [tenant, own] }))).toEqual([]);
  });

  test('is covered in the line, in the message, in the path and in the cure, whatever else is wrong', () => {
    const text = `tenants:
  - id: ${accessKeyId}
    placement: [${secretKey}]
    ${token}: x
    principals:
      - { access: ${webToken}, arn: ${secretKey} }
    tags: { password: "x<hunter2>", note: |
      ${privateKey}
      }
`;
    for (const one of [text, text.replace('note: |', "note: '").replace('      }', "' }")]) {
      const { diagnostics, sources } = loadFiles({ 'acme.yaml': one });
      const printed = `${renderDiagnostics(diagnostics, sources)}${JSON.stringify(diagnostics)}`;
      expect(diagnostics.some(({ code }) => code === 'TB1140')).toBe(true);
      for (const secret of [accessKeyId, secretKey, token, webToken.slice(0, 30), 'hunter2', 'MIIEow'])
        expect(printed).not.toContain(secret);
    }
  });

  test('is covered by as many asterisks, so that the marks below it stay in place', () => {
    const { diagnostics, sources } = loadFiles({ 'acme.yaml': withTags(`password: hunter2, b: 7`) });
    expect(renderDiagnostics(diagnostics, sources)).toBe(`warning TB1140: a password seems to stand here
  at tenants/acme.yaml:5:23 (tenants/acme.yaml)
  5 |     tags: { password: *******, b: 7 }
    |                       ^^^^^^^
  fix: ${cure}

error TB1002: b is the number 7
  at tenants/acme.yaml:5:35 (tenants[0] (acme).tags.b)
  5 |     tags: { password: *******, b: 7 }
    |                                   ^
  fix: put it in quotes, as text of up to 256 letters, digits, spaces and _ . : / = + - @`);
  });

  test('is told of a hundred times and no more, and covered every time', () => {
    const lines = Array.from({ length: 300 }, (_, index) => `# password: hunter${String(index + 100)}\n`).join('');
    const { diagnostics, sources } = loadFiles({ 'acme.yaml': `${lines}tenants: []\n` });
    expect(diagnostics).toHaveLength(100);
    expect(sources['tenants/acme.yaml']).not.toContain('hunter');
  });
});
