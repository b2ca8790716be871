import { describe, expect, test } from '@jest/globals';
import { complaintsAbout, problemsOf } from '../support/tenant-folder';

/** What is wrong with one tenant `acme` that has these lines, too. */
function problemsWith(lines: string): readonly string[] {
  return problemsOf(`tenants:\n  - id: acme\n    placement: main\n    ${lines}\n`);
}

describe('values of the wrong kind', () => {
  test.each([
    ['key: 5', '4:10 key is the number 5; give a map with owner'],
    ['key:', '4:9 key is empty; give a map with owner'],
    ['key: { owner: tenant }', '4:10 key has no account; add the twelve digits of the tenant’s account'],
    ['key: { rotationDays: 89 }', '4:26 rotationDays is the number 89; give a whole number from 90 to 2560'],
    ['key: { rotationDays: 2561 }', '4:26 rotationDays is the number 2561; give a whole number from 90 to 2560'],
    ['key: { rotationDays: 90.5 }', '4:26 rotationDays is the number 90.5; give a whole number from 90 to 2560'],
    ['key: { rotationDays: .inf }', '4:26 rotationDays is the number .inf; give a whole number from 90 to 2560'],
    ['key: { rotationDays: "90" }', '4:26 rotationDays is "90"; give a whole number from 90 to 2560'],
    ['key: { deletionWindowDays: 6 }', '4:32 deletionWindowDays is the number 6; give a whole number from 7 to 30'],
    ['key: { deletionWindowDays: 31 }', '4:32 deletionWindowDays is the number 31; give a whole number from 7 to 30'],
    ['isolation: pooled', '4:16 isolation is "pooled"; give dedicated or shared'],
    [
      'lifecycle: []',
      '4:16 lifecycle is an empty list; give a map with noncurrentDays, abortUploadDays, expirationDays, transitions or objectLock',
    ],
    ['lifecycle: { noncurrentDays: 0 }', '4:34 noncurrentDays is the number 0; give a whole number from 1 to 36500'],
    [
      'lifecycle: { abortUploadDays: 36501 }',
      '4:35 abortUploadDays is the number 36501; give a whole number from 1 to 36500',
    ],
    ['principals: { access: reader }', '4:17 principals is a map; give a list of principals'],
    ['principals: [acme]', '4:18 principals[0] is "acme"; give a map with access and either arn or create'],
    ['tags: [a]', '4:11 tags is a list; give a map of texts'],
    [
      'tags: { a: true }',
      '4:16 a is the boolean true; put it in quotes, as text of up to 256 letters, digits, spaces and _ . : / = + - @',
    ],
    ['tags: { a: ~ }', '4:16 a is empty; give text of up to 256 letters, digits, spaces and _ . : / = + - @'],
  ])('fails when it says %s', (line, problem) => {
    expect(problemsWith(line)).toEqual([`TB1002 ${problem}`]);
  });

  test.each(['A', 'a', '1a', 'Acme', 'a_b', 'a'.repeat(31), '-a', ''])('fails when the id is %p', (id) => {
    expect(problemsOf(`tenants: [{ id: '${id}', placement: main }]`)).toEqual([
      `TB1002 1:17 id is "${id}"; give an id of a small letter and 1 to 29 more of a-z, 0-9 and hyphen`,
    ]);
  });

  test.each(['App', '1', 'a'.repeat(21)])('fails when a principal to be made is called %p', (name) => {
    const trust = "trust: ['arn:aws:iam::111122223333:root']";
    expect(problemsWith(`principals: [{ access: reader, create: { name: '${name}', ${trust} } }]`)).toEqual([
      `TB1002 4:52 name is "${name}"; give a name of a small letter and up to 19 more of a-z, 0-9 and hyphen`,
    ]);
  });

  test('shows no more of a value than one can read', () => {
    const [problem] = problemsOf(`tenants: [{ id: ${'x'.repeat(5_000)}, placement: main }]`);
    expect(problem).toContain(`id is "${'x'.repeat(78)}…;`);
  });

  test('shows a number behind an alias', () => {
    expect(
      problemsOf('tenants: [{ id: acme, placement: main, key: { rotationDays: &n 5, deletionWindowDays: *n } }]'),
    ).toEqual([
      'TB1002 1:64 rotationDays is the number 5; give a whole number from 90 to 2560',
      'TB1002 1:87 deletionWindowDays is the number 5; give a whole number from 7 to 30',
    ]);
  });
});

describe('principals', () => {
  test.each([
    '*',
    'arn:aws:iam::111122223333:role/*',
    'arn:aws:iam::111122223333:group/team',
    'arn:aws:iam::11112222333:role/app',
    'arn:aws:iam::111122223333:role/',
    'arn:aws:sts::111122223333:assumed-role/app/session',
    'arn:aws:iam:eu-west-1:111122223333:role/app',
    'arn:corp:iam::111122223333:role/app',
    's3.amazonaws.com',
    '111122223333',
    'arn:aws:iam::111122223333:role/${aws:username}',
  ])('fails when one is %s', (arn) => {
    expect(problemsWith(`principals: [{ access: reader, arn: '${arn}' }]`)).toEqual([
      `TB1006 4:41 arn is "${arn}", which is not the ARN of a role, a user or an account root; write an ARN such as arn:aws:iam::111122223333:role/app`,
    ]);
  });

  test('fails when one that is to be made trusts a wildcard or nobody', () => {
    expect(problemsWith("principals: [{ access: reader, create: { trust: ['*'] } }]")).toEqual([
      'TB1006 4:54 trust[0] is "*", which is not the ARN of a role, a user or an account root; write an ARN such as arn:aws:iam::111122223333:role/app',
    ]);
    expect(problemsWith('principals: [{ access: reader, create: { trust: [] } }]')).toEqual([
      'TB1002 4:53 trust is an empty list; give a list of one ARN or more',
    ]);
  });

  test('fails when one is both there and to be made, or neither', () => {
    const arn = 'arn:aws:iam::111122223333:root';
    expect(
      problemsWith(
        `principals: [{ access: reader }, { access: reader, arn: '${arn}', create: { trust: ['${arn}'] } }]`,
      ),
    ).toEqual([
      'TB1002 4:18 principals[0] has neither arn nor create; give one of the two',
      'TB1002 4:38 principals[1] has both arn and create; give one of the two',
    ]);
  });

  test('fails when the access is misspelt', () => {
    expect(problemsWith("principals: [{ access: read, arn: 'arn:aws:iam::111122223333:root' }]")).toEqual([
      'TB1002 4:28 access is "read"; give reader or writer',
    ]);
  });
});

describe('tags', () => {
  test.each(['${file("/etc/passwd")}', '%{ if true }', 'a<b', '@org/team`x`', 'x'.repeat(257), 'a\u202eb'])(
    'fails when a value is %p, which terraform or AWS would not take as it stands (F08)',
    (value) => {
      const [problem, ...more] = problemsWith(`tags: { a: '${value}' }`);
      if (value.startsWith('@')) expect(problem).toContain('a is "@org/team`x`"');
      expect(more).toEqual([]);
      expect(problem).toMatch(
        /^TB1002 4:16 a is ".*; give text of up to 256 letters, digits, spaces and _ \. : \/ = \+ - @$/,
      );
    },
  );

  test.each(['aws:createdBy', 'AWS:x', 'a${b}', 'x'.repeat(129), ''])('fails when a key is %p', (key) => {
    const [problem, ...more] = problemsWith(`tags: { '${key}': x }`);
    expect(more).toEqual([]);
    expect(problem).toMatch(
      /^TB1002 4:13 ".* cannot be a key of tags; write a tag key of up to 128 letters, digits, spaces and _ \. : \/ = \+ - @ that does not begin with aws:$/,
    );
  });
});

describe('unknown keys', () => {
  test.each([
    ['placment: x', '4:5 "placment" is no key here; write placement'],
    ['lifecycel: {}', '4:5 "lifecycel" is no key here; write lifecycle'],
    ['key: { deletionWindowDay: 7 }', '4:12 "deletionWindowDay" is no key here; write deletionWindowDays'],
    [
      'key: { tags: x }',
      '4:12 "tags" is no key here; remove it; keys here are owner, rotationDays, deletionWindowDays, account, arn',
    ],
    [
      'lifecycle: { days: 7 }',
      '4:18 "days" is no key here; remove it; keys here are noncurrentDays, abortUploadDays, expirationDays, transitions, objectLock',
    ],
    [
      'bucket: x',
      '4:5 "bucket" is no key here; remove it; keys here are id, state, placement, residency, isolation, enforcement, key, principals, lifecycle, workload, adopt, tags',
    ],
  ])('fails when it says %s, with what was meant (F05)', (line, problem) => {
    expect(problemsWith(line)).toEqual([`TB1003 ${problem}`]);
  });

  test('fails when they stand in principals and in what is to be made (F05)', () => {
    const root = "'arn:aws:iam::111122223333:root'";
    expect(
      problemsWith(`principals: [{ acces: x, access: reader, create: { trusts: x, trust: [${root}] } }]`).toSorted(),
    ).toEqual(['TB1003 4:20 "acces" is no key here; write access', 'TB1003 4:56 "trusts" is no key here; write trust']);
    expect(problemsOf('tenant: []\ntenants: []\n')).toEqual(['TB1003 1:1 "tenant" is no key here; write tenants']);
  });
});

describe('values behind aliases', () => {
  test('are complained of where the alias stands', () => {
    const text = `tenants:
  - { id: acme, placement: main, key: &key { owner: platform, x: 1 } }
  - { id: globex, placement: main, key: *key }
`;
    expect(problemsOf(text)).toEqual([
      'TB1003 2:63 "x" is no key here; remove it; keys here are owner, rotationDays, deletionWindowDays, account, arn',
      'TB1003 3:41 "x" is no key here; remove it; keys here are owner, rotationDays, deletionWindowDays, account, arn',
    ]);
  });
});

describe('all mistakes of a file', () => {
  test('are told at once, sorted by place, each with its line', () => {
    const text = `tenants:
  - id: Acme
    placement: 7
  - placement: main
    tags: { a: 1 }
`;
    expect(complaintsAbout(text)).toBe(`error TB1002: id is "Acme"
  at tenants/acme.yaml:2:9 (tenants[0] (Acme).id)
  2 |   - id: Acme
    |         ^^^^
  fix: give an id of a small letter and 1 to 29 more of a-z, 0-9 and hyphen

error TB1002: placement is the number 7
  at tenants/acme.yaml:3:16 (tenants[0] (Acme).placement)
  3 |     placement: 7
    |                ^
  fix: put it in quotes, as the name of a placement

error TB1002: id is missing
  at tenants/acme.yaml:4:5 (tenants[1].id)
  4 |   - placement: main
    |     ^
  fix: add an id of a small letter and 1 to 29 more of a-z, 0-9 and hyphen

error TB1002: a is the number 1
  at tenants/acme.yaml:5:16 (tenants[1].tags.a)
  5 |     tags: { a: 1 }
    |                ^
  fix: put it in quotes, as text of up to 256 letters, digits, spaces and _ . : / = + - @`);
  });
});
