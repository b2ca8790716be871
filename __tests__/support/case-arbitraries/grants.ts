import fc from 'fast-check';
import type { Caller } from './callers';
import type { Scene } from './contexts';
import { pick, weighted } from './weighted';

/** A grant before it is written out. */
export const grantSpec = fc.record({
  grantee: weighted([6, 'principalArn'], [3, 'itself'], [3, 'root'], [3, 'near'], [1, 'uniqueId']),
  near: fc.nat(99),
  operations: weighted([5, 'exact'], [2, 'exactAndOther'], [2, 'other']),
  constraint: weighted([4, 'none'], [4, 'EncryptionContextEquals'], [4, 'EncryptionContextSubset']),
  pairs: weighted([6, 'same'], [2, 'near'], [2, 'fewer'], [2, 'more'], [1, 'upperName'], [1, 'upperValue']),
  both: weighted([40, false], [1, true]),
});

/** What the arbitrary of grants yields. */
export type GrantSpec = typeof grantSpec extends fc.Arbitrary<infer T> ? T : never;

/** Writes a grant out. */
export function buildGrant(scene: Scene, spec: GrantSpec, at: number): object {
  const constraints = constraintsOf(scene, spec);
  return {
    GrantId: `g${at}`,
    GranteePrincipal: granteeOf(scene.caller, spec),
    Operations: operationsOf(scene, spec),
    ...(constraints === undefined ? {} : { Constraints: constraints }),
  };
}

function granteeOf(caller: Caller, { grantee, near }: GrantSpec): string {
  const nearby = pick(caller.nearMisses, near);
  const account = caller.account ?? '111122223333';
  const names: Readonly<Record<GrantSpec['grantee'], string>> = {
    principalArn: caller.principalArn ?? nearby,
    itself: caller.account === undefined ? nearby : caller.principal,
    root: `arn:aws:iam::${account}:root`,
    near: nearby.startsWith('arn:') ? nearby : `arn:aws:iam::${account}:role/other`,
    uniqueId: caller.uniqueId,
  };
  return names[grantee];
}

function operationsOf({ target }: Scene, { operations }: GrantSpec): readonly string[] {
  const exact = target.action === 'kms:decrypt' ? 'Decrypt' : target.action.slice('kms:'.length);
  const modes: Readonly<Record<GrantSpec['operations'], readonly string[]>> = {
    exact: [exact],
    exactAndOther: ['Sign', exact, 'DescribeKey'],
    other: ['Sign', 'DescribeKey'],
  };
  return modes[operations];
}

function constraintsOf({ encryption }: Scene, { constraint, pairs, both }: GrantSpec): object | undefined {
  const given = Object.entries(encryption ?? { 'aws:s3:arn': 'arn:aws:s3:::acme-data' });
  const modes: Readonly<Record<GrantSpec['pairs'], readonly (readonly [string, string])[]>> = {
    same: given,
    near: given.map(([name, value]) => [name, `${value}2`]),
    fewer: given.slice(0, 1),
    more: [...given, ['project', 'p']],
    upperName: given.map(([name, value]) => [name.toUpperCase(), value]),
    upperValue: given.map(([name, value]) => [name, value.toUpperCase()]),
  };
  const wanted = Object.fromEntries(modes[pairs]);
  if (both) return { EncryptionContextEquals: wanted, EncryptionContextSubset: wanted };
  return constraint === 'none' ? undefined : { [constraint]: wanted };
}
