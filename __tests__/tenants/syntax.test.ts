import { describe, expect, test } from '@jest/globals';
import { complaintsAbout, loadFiles, problemsOf } from '../support/tenant-folder';

const mend = 'mend the YAML here';

describe('YAML traps (F06)', () => {
  test.each([
    ['an empty file', '', 'TB1002 1:1 the file is empty; give a map with the key tenants'],
    ['a file of comments', '# nothing yet\n', 'TB1002 1:1 the file is empty; give a map with the key tenants'],
    ['a list without its key', '- id: acme\n', 'TB1002 1:1 the file is a list; give a map with the key tenants'],
    ['a key without a value', 'tenants:\n', 'TB1002 1:9 tenants is empty; give a list of tenants'],
    [
      'two documents',
      'tenants: []\n---\ntenants: []\n',
      'TB1001 2:1 another document begins here, and a file holds one; move what follows to a file of its own',
    ],
    [
      'a key that stands twice',
      'tenants:\n  - id: acme\n    placement: a\n    placement: b\n',
      'TB1001 4:5 "placement" stands twice in one map; keep one of the two',
    ],
    [
      'a tab that indents',
      'tenants:\n\t- id: acme\n',
      'TB1001 2:1 a tab stands where only spaces indent; indent with spaces',
    ],
    [
      'a tag',
      'tenants: !!js/function x\n',
      'TB1001 1:10 a tag stands before a value; remove the word that begins with !',
    ],
    ['a map as key', '? [a]\n: x\n', 'TB1001 1:3 a key is not plain text; write the key as one word'],
    [
      'an alias of nothing',
      'tenants: *x\n',
      'TB1001 1:10 *x repeats &x, which does not stand before it; write the value out',
    ],
    [
      'a list that does not end',
      'tenants: [\n',
      `TB1001 2:1 flow sequence in block collection must be sufficiently indented and end with a ]; ${mend}`,
    ],
    ['a quote that does not end', 'tenants: "x\n', `TB1001 2:1 missing closing "quote; ${mend}`],
    ['wrong indentation', 'tenants:\n  - id: a\n   b: c\n', `TB1001 3:1 sequence item without - indicator; ${mend}`],
  ])('fails on %s', (_, text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  test('fails on an account id without quotes, and shows its leading zero', () => {
    expect(complaintsAbout('tenants:\n  - id: acme\n    placement: main\n    tags: { account: 012345678901 }\n')).toBe(
      'error TB1002: account is the number 012345678901\n' +
        '  at tenants/acme.yaml:4:22 (tenants[0] (acme).tags.account)\n' +
        '  4 |     tags: { account: 012345678901 }\n' +
        '    |                      ^^^^^^^^^^^^\n' +
        '  fix: put it in quotes, as text of up to 256 letters, digits, spaces and _ . : / = + - @',
    );
  });

  test('takes no for a word, and for a boolean only in a file that asks for YAML 1.1', () => {
    const text = 'tenants:\n  - id: acme\n    placement: no\n';
    expect(loadFiles({ 'acme.yaml': text }).tenants.map((one) => one.placement)).toEqual(['no']);
    expect(problemsOf(`%YAML 1.1\n---\n${text}`)).toEqual([
      'TB1002 5:16 placement is the boolean no; put it in quotes, as the name of a placement',
    ]);
  });

  test('takes no merge keys, which YAML 1.2 does not have', () => {
    expect(problemsOf('tenants:\n  - <<: { id: acme }\n    placement: main\n')).toEqual([
      'TB1002 2:5 id is missing; add an id of a small letter and 1 to 29 more of a-z, 0-9 and hyphen',
      'TB1003 2:5 "<<" is no key here; remove it; keys here are id, state, placement, residency, isolation, enforcement, key, principals, lifecycle, workload, adopt, tags',
    ]);
  });

  test.each([
    ['a byte order mark', '\ufefftenant: []\n', 'tenant: []'],
    ['Windows line ends', 'tenant: []\r\n', 'tenant: []'],
  ])('counts columns as an editor does after %s', (_, text, line) => {
    expect(complaintsAbout(text)).toContain(`(tenant)\n  1 | ${line}\n    | ^^^^^^\n`);
  });

  test('marks a whole value on a line that ends with a carriage return', () => {
    expect(complaintsAbout('tenants:\r\n  - id: acme\r\n    placement: 012345678901\r\n')).toBe(
      'error TB1002: placement is the number 012345678901\n' +
        '  at tenants/acme.yaml:3:16 (tenants[0] (acme).placement)\n' +
        '  3 |     placement: 012345678901\n' +
        '    |                ^^^^^^^^^^^^\n' +
        '  fix: put it in quotes, as the name of a placement',
    );
  });
});

describe('hostile files (F07)', () => {
  const levels = ['a: &a [x, x, x, x, x, x, x, x, x]'];
  for (const [from, to] of ['ab', 'bc', 'cd', 'de', 'ef', 'fg', 'gh', 'hi'].map((pair) => [...pair]))
    levels.push(`${String(to)}: &${String(to)} [${Array.from({ length: 9 }, () => `*${String(from)}`).join(', ')}]`);

  test('fails on aliases that unfold to gigabytes', () => {
    expect(problemsOf(`${levels.join('\n')}\ntenants: *i\n`)).toEqual([
      'TB1001 whole aliases repeat more than 100 values; write the values out instead of aliases',
    ]);
  });

  test('fails on an alias of the list in which it stands', () => {
    expect(problemsOf('tenants: &all\n  - *all\n')).toEqual([
      'TB1002 2:5 tenants[0] is a list; give a map with id and placement',
    ]);
  });

  const depth = 1_000;
  test.each([
    ['lists', `tenants: ${'['.repeat(depth)}${']'.repeat(depth)}\n`, '1:72'],
    ['maps', `tenants: ${'{a: '.repeat(depth)}1${'}'.repeat(depth)}\n`, '1:258'],
    ['lists that are not closed', `tenants: ${'['.repeat(500_000)}`, '1:72'],
    ['block lists', `tenants:\n  ${'- '.repeat(depth)}x\n`, '2:127'],
    ['block maps', Array.from({ length: depth }, (_, level) => `${' '.repeat(level)}a:\n`).join(''), '64:64'],
  ])('fails on %s a thousand deep, at the same place every time', (_, text, place) => {
    expect(problemsOf(text)).toEqual([
      `TB1001 ${place} the file is nested too deeply; write it flatter: a tenant needs six levels`,
    ]);
  });

  test('takes what is nested as deeply as a tenant can be', () => {
    const trust = ['arn:aws:iam::111122223333:root'];
    const tenants = [{ id: 'acme', placement: 'main', principals: [{ access: 'reader', create: { trust } }] }];
    expect(problemsOf(JSON.stringify({ tenants }))).toEqual([]);
  });

  test('fails on keys that would change a prototype, wherever they stand, and changes none', () => {
    const text = `__proto__: { polluted: 1 }
tenants:
  - id: acme
    placement: main
    __proto__: { polluted: 1 }
    key: { "__proto__": { polluted: 1 } }
    tags: { __proto__: polluted }
`;
    expect(problemsOf(text)).toEqual(
      ['1:1', '5:5', '6:12', '7:13'].map((place) => `TB1003 ${place} "__proto__" is no key here; remove it`),
    );
    expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('polluted');
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  test('takes names of inherited properties for ordinary words', () => {
    const text = 'tenants: [{ id: constructor, placement: main, tags: { constructor: a, toString: b } }]';
    expect(loadFiles({ 'acme.yaml': text }).tenants.map((one) => [one.id, one.tags])).toEqual([
      ['constructor', { constructor: 'a', toString: 'b' }],
    ]);
    expect(problemsOf('tenants: [{ id: acme, placement: main, toString: x }]')[0]).toContain('TB1003 1:40 "toString"');
  });

  test('tells of a thousand mistakes in a file and no more', () => {
    const keys = Array.from({ length: 2_000 }, (_, index) => `k${String(index)}: x\n`).join('');
    expect(problemsOf(`tenants: []\n${keys}`)).toHaveLength(1_000);
  });

  test('finds each of many keys that stand twice in one map', () => {
    const keys = Array.from({ length: 2_000 }, () => 'k: x\n').join('');
    expect(problemsOf(keys).slice(0, 2)).toEqual([
      'TB1001 2:1 "k" stands twice in one map; keep one of the two',
      'TB1001 3:1 "k" stands twice in one map; keep one of the two',
    ]);
  });
});
