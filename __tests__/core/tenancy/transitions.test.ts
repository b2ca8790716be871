import { describe, expect, test } from '@jest/globals';
import {
  checkEnvironments,
  checkMove,
  noPins,
  otherRefusedChanges,
  proposePins,
  refusedPlacementChanges,
  refusedTenantChanges,
  stateChanges,
  supportedChanges,
  type DiagnosticCode,
  type Pins,
  type Placement,
  type Tenant,
  type TenantState,
} from '../../../modules/core';
import { acme as defaults, deployment } from '../../support/tenancy';

const acme: Tenant = { ...defaults, principals: [] };
const keyArn = 'arn:aws:kms:eu-west-1:444455556666:key/00000000-0000-0000-0000-000000000001';
const otherArn = keyArn.replace('0001', '0002');
const adopt = { bucketName: 'old-data', keyArn, policy: 'merge', lifecycle: 'merge' } as const;
const ownKey = { owner: 'tenant', accountId: '444455556666', arn: keyArn } as const;
const objectLock = { mode: 'GOVERNANCE', days: 10 } as const;
const second: Placement = { ...deployment, name: 'second', namePrefix: 'corp-second' };

/** A tenant as it was when it was pinned, and as it is now. */
interface Change {
  readonly was?: Partial<Tenant>;
  /** @default it is gone */
  readonly is?: Partial<Tenant>;
  readonly placements?: readonly Placement[];
  /** It has nothing of what it was. */
  readonly anew?: true;
  /** What a later version would have pinned otherwise. */
  readonly pins?: (pins: Pins) => Pins;
  /** `tenant-buckets pin` is run after the change. */
  readonly pinned?: true;
}

/** The codes with which synth refuses a change, and not what was there before it. */
function codesOf({ was = {}, is, anew, placements = [deployment, second], pins = (same) => same, pinned }: Change) {
  const old = { ...acme, ...was };
  const before = proposePins([deployment, second], [old], noPins);
  const tenants = is === undefined ? [] : [{ ...(anew ? acme : old), ...is }];
  const after = pinned ? proposePins(placements, tenants, before) : pins(before);
  const known = codesIn([deployment, second], [old], before);
  return codesIn(placements, tenants, after).filter((code) => !known.includes(code));
}

function codesIn(placements: readonly Placement[], tenants: readonly Tenant[], pins: Pins): readonly DiagnosticCode[] {
  const found = checkEnvironments([{ name: 'prod', placements, tenants, pins, tags: {} }]);
  return [...new Set(found.map((one) => one.code))];
}

const inMain = (change: Partial<Placement>): Change => ({ is: {}, placements: [{ ...deployment, ...change }, second] });
const arn = (partition: string, account: string): string => `arn:${partition}:iam::${account}:role/deployer`;
const movedTo = (partition: string, account: string) => ({
  deployerArn: arn(partition, account),
  assumeRoleArn: arn(partition, account),
});

/** Each row of the table of refused changes, and the changes that it stands for. */
const refused: { readonly [what: string]: readonly Change[] } = {
  'id of a tenant': [{ is: { id: 'apex' } }],
  'an entry taken out': [{}],
  'retired to any other state': (['active', 'suspended', 'retiring'] as const).map((state) => ({
    was: { state: 'retired' },
    is: { state },
  })),
  'adopt put in later, or taken out': [
    { is: { adopt } },
    { is: { adopt: { ...adopt, bucketName: 'corp-acme' } } },
    { was: { adopt }, is: {}, anew: true },
  ],
  'residency that leaves out where the tenant lies': [{ is: { residency: ['us-east-1'] } }],
  'placement of a tenant': [{ is: { placement: 'second' } }],
  'isolation of a tenant': [
    { is: { isolation: 'shared' } },
    { was: { isolation: 'shared' }, is: { isolation: 'dedicated' } },
  ],
  'key owner of a tenant': [
    { is: { key: ownKey } },
    { was: { key: ownKey }, is: { key: acme.key } },
    { was: { key: ownKey }, is: { key: { owner: 'tenant', accountId: '777788889999' } } },
  ],
  'key of a tenant': [
    { was: { key: ownKey }, is: { key: { ...ownKey, arn: otherArn } } },
    { was: { key: ownKey }, is: { key: { owner: 'tenant', accountId: '444455556666' } } },
    { was: { adopt }, is: { adopt: { ...adopt, keyArn: otherArn } } },
  ],
  'bucket of a tenant': [{ was: { adopt }, is: { adopt: { ...adopt, bucketName: 'other-data' } } }],
  'Object Lock of a tenant': [
    { was: { lifecycle: { ...acme.lifecycle, objectLock } }, is: { lifecycle: acme.lifecycle } },
  ],
  'construct id of a tenant': [
    {
      is: {},
      pins: (pins) => ({ ...pins, tenants: pins.tenants.map((pin) => ({ ...pin, constructId: 'tenant-acme' })) }),
    },
  ],
  'account of a placement': [inMain({ accountId: '999999999999', ...movedTo('aws', '999999999999') })],
  'region of a placement': [inMain({ region: 'eu-north-1' })],
  'partition of a placement': [
    {
      ...inMain({ partition: 'aws-cn', region: 'cn-north-1', ...movedTo('aws-cn', deployment.accountId) }),
    },
  ],
  'name prefix of a placement': [inMain({ namePrefix: 'new' })],
  'role path of a placement': [inMain({ rolePath: '/' })],
  'a placement taken out': [{ is: {}, placements: [second] }],
};

/** Each row of the table of supported changes that a file makes. */
const supported: { readonly [what: string]: readonly Change[] } = {
  'active or suspended to retiring, retiring to active': [
    { is: { state: 'retiring' } },
    { was: { state: 'suspended' }, is: { state: 'retiring' } },
    { was: { state: 'retiring' }, is: { state: 'active' } },
  ],
  'the ARN of a tenant’s own key, once it is there': [
    { was: { key: { owner: 'tenant', accountId: '444455556666' } }, is: { key: ownKey }, pinned: true },
  ],
  'Object Lock from off to on, for what is written from then on': [
    { is: { lifecycle: { ...acme.lifecycle, objectLock } }, pinned: true },
  ],
  'mode and days of Object Lock, for what is written from then on': [
    {
      was: { lifecycle: { ...acme.lifecycle, objectLock } },
      is: { lifecycle: { ...acme.lifecycle, objectLock: { mode: 'COMPLIANCE', days: 5 } } },
    },
  ],
  'enforcement, principals, lifecycle, workload, residency, tags, key days': [
    { is: { enforcement: 'strict' } },
    { was: { enforcement: 'strict' }, is: { enforcement: 'standard' } },
    { is: { principals: defaults.principals } },
    { is: { lifecycle: { noncurrentDays: 1, abortUploadDays: 1, expirationDays: 9 } } },
    { is: { workload: { readsPerMonth: 1, writesPerMonth: 1, requesters: 1, storedGigabytes: 1 } } },
    { is: { residency: ['eu-west-1'] } },
    { is: { tags: {} } },
    { is: { key: { owner: 'platform', rotationDays: 90, deletionWindowDays: 7 } } },
  ],
  'what an adopted bucket keeps beside ours': [
    { was: { adopt }, is: { adopt: { ...adopt, policy: 'replace', lifecycle: 'replace' } } },
  ],
  'the file that a tenant stands in': [{ is: {} }],
};

const refusedRows = [
  ...otherRefusedChanges,
  ...refusedTenantChanges.map(({ what, code }) => ({ what: `${what} of a tenant`, code })),
  ...refusedPlacementChanges.map(({ what, code }) => ({ what: `${what} of a placement`, code })),
];

describe('a change that is refused', () => {
  const ofSynth = refusedRows.filter(({ code }) => code !== 'TB5104');

  test('has a trial for every row of the table', () => {
    expect(Object.keys(refused).sort()).toEqual(ofSynth.map(({ what }) => what).sort());
  });

  test.each(ofSynth.map(({ what, code }) => [what, code] as const))('fails for the %s with %s (F26)', (what, code) => {
    expect((refused[what] ?? []).map((change) => codesOf(change).includes(code))).toEqual(
      (refused[what] ?? []).map(() => true),
    );
  });

  test('fails for the shard of a tenant that shares a pool or has retired with TB5104', () => {
    const changes: readonly Partial<Tenant>[] = [{ isolation: 'shared' }, { state: 'retired' }];
    for (const change of changes) {
      const pins = proposePins([deployment], [{ ...acme, ...change }], noPins);
      const request = { environment: 'prod', placements: [deployment], pins, id: 'acme', to: 2 };
      expect(checkMove(request).map((one) => one.code)).toEqual(['TB5104']);
    }
  });
});

describe('a change that is supported', () => {
  const byCommand = ['shard', ...stateChanges.map(({ from, to }) => `${from.join(' or ')} to ${to}`)];

  test('has a trial for every row of the table', () => {
    expect([...Object.keys(supported), ...byCommand].sort()).toEqual(supportedChanges.map(({ what }) => what).sort());
  });

  test.each(Object.entries(supported))('passes for %s', (_, changes) => {
    expect(changes.map(codesOf)).toEqual(changes.map(() => []));
  });

  test('passes for the shard of a tenant of its own', () => {
    const pins = proposePins([deployment], [acme], noPins);
    expect(checkMove({ environment: 'prod', placements: [deployment], pins, id: 'acme', to: 2 })).toEqual([]);
  });
});

describe('every pair of states', () => {
  const states: readonly TenantState[] = ['active', 'suspended', 'retiring', 'retired'];
  const pairs = states.flatMap((from) => states.map((to) => [from, to] as const));

  test.each(pairs)('from %s to %s is refused when it comes back, and else passes', (from, to) => {
    const expected = from === 'retired' && to !== 'retired' ? ['TB2157'] : [];
    expect(codesOf({ was: { state: from }, is: { state: to }, pinned: true })).toEqual(expected);
  });

  test('from anything to retired asks for a pin first, so that nobody retires by a slip', () => {
    for (const state of ['active', 'suspended', 'retiring'] as const)
      expect(codesOf({ was: { state }, is: { state: 'retired' } })).toEqual(['TB2150']);
  });
});
