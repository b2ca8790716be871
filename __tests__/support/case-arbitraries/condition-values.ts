/** The kinds of condition keys, each with operators of its own. */
export type KeyKind = 'text' | 'arn' | 'number' | 'date' | 'truth' | 'address' | 'bytes' | 'many';

/** How near a value of the policy is to the request's own. */
type Mode = 'hit' | 'near' | 'miss' | 'wild' | 'list' | 'upper' | 'mark' | 'filled' | 'default' | 'missing' | 'star';

/** A value for the policy: the request's own, or one that is near it or written in another way. */
export function conditionValue(kind: KeyKind, mode: Mode, actual: string | undefined): unknown {
  return values[kind](actual)[mode];
}

type Values = Readonly<Record<Mode, unknown>>;

/** What stands in for the request's own value where the key is absent is part of the pool. */
const values: Readonly<Record<KeyKind, (actual: string | undefined) => Values>> = {
  text: (actual = 'a') => texts(actual),
  many: (actual = 'a') => texts(actual),
  arn: (actual = 'arn:aws:iam::111122223333:role/app') => arns(actual),
  number: (actual = '100') => numbers(Number(actual)),
  date: () => dates,
  truth: (actual = 'true') => truths(actual),
  address: (actual = '10.1.2.3') => addresses(actual),
  bytes: () => bytes,
};

function texts(actual: string): Values {
  return {
    hit: actual,
    near: `${actual}2`,
    miss: 'zzz',
    wild: `${actual.slice(0, Math.ceil(actual.length / 2))}*`,
    list: ['zzz', actual],
    upper: actual.toUpperCase(),
    mark: `${actual.slice(0, -1)}?`,
    filled: '${aws:PrincipalTag/team}',
    default: "${aws:PrincipalTag/none, 'a'}",
    missing: ['${aws:PrincipalTag/none}', 'b'],
    star: 'a${*}',
  };
}

function arns(actual: string): Values {
  const [arn, partition, service, region, account, ...rest] = actual.split(':');
  const end = rest.join(':');
  const start = [arn, partition, service, region].join(':');
  const other = 'arn:aws:iam::999988887777:role/app';
  return {
    hit: actual,
    near: `${actual}2`,
    miss: other,
    wild: `${start}:*:${end.slice(0, 3)}*`,
    list: [other, actual],
    upper: `${start}:${account ?? ''}:${end.toUpperCase()}`,
    mark: `${actual.slice(0, -1)}?`,
    filled: `${start}:\${aws:PrincipalAccount}:${end}`,
    default: `${start}:\${aws:PrincipalTag/none, '${account ?? ''}'}:${end}`,
    missing: [`${start}:\${aws:PrincipalTag/none}:${end}`, other],
    star: `${actual}\${*}`,
  };
}

function numbers(actual: number): Values {
  const near = String(actual + 1);
  return {
    hit: String(actual),
    near,
    miss: '-5',
    wild: actual,
    list: ['7', String(actual)],
    upper: '1000000',
    mark: `${String(actual)}.0`,
    filled: near,
    default: String(actual - 0.5),
    missing: '0',
    star: near,
  };
}

const bytes: Values = {
  hit: 'YWJj',
  near: 'YWJk',
  miss: 'YWJk',
  wild: ['YWJk', 'YWJj'],
  list: 'YWJj',
  upper: 'YWJj',
  mark: 'YWJk',
  filled: 'YWJj',
  default: 'YWJj',
  missing: 'YWJk',
  star: 'YWJk',
};

const dates: Values = {
  hit: '2026-06-01T12:00:00Z',
  near: '2026-06-01T12:00:01Z',
  miss: '2020-01-01T00:00:00Z',
  wild: '2026-01-01',
  list: ['2020-01-01T00:00:00Z', '2026-06-01T12:00:00Z'],
  upper: '2030-01-01T00:00:00Z',
  mark: '2026-06-01T14:00:00+02:00',
  filled: '1780315200',
  default: '2026-06-01T12:00:00.000Z',
  missing: '2026-05-31',
  star: '1767225600',
};

function truths(actual: string): Values {
  const opposite = actual === 'true' ? 'false' : 'true';
  return {
    hit: actual,
    near: opposite,
    miss: opposite,
    wild: actual === 'true',
    list: [opposite, actual],
    upper: actual,
    mark: opposite,
    filled: actual !== 'true',
    default: actual,
    missing: opposite,
    star: opposite,
  };
}

function addresses(actual: string): Values {
  return {
    hit: actual,
    near: '10.1.2.4/31',
    miss: '192.168.1.0/24',
    wild: ['10.0.0.0/8', '2001:db8::/32'],
    list: ['172.16.0.0/12', actual],
    upper: '10.0.0.0/7',
    mark: '0.0.0.0/0',
    filled: '10.0.0.0/8',
    default: '2001:db8::/126',
    missing: '::/0',
    star: '192.168.0.8/29',
  };
}
