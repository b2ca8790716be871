import fc from 'fast-check';
import { accounts, providers, type Caller } from './callers';
import { pick, weighted } from './weighted';

/** A Principal element before it is written out. */
export const principalSpec = fc.record({
  form: weighted(
    [8, 'everyone'],
    [3, 'everyoneAsAws'],
    [8, 'itself'],
    [10, 'principalArn'],
    [5, 'root'],
    [4, 'account'],
    [4, 'near'],
    [2, 'nearAndPrincipalArn'],
    [2, 'nearAndRoot'],
    [3, 'service'],
    [1, 'otherService'],
    [3, 'uniqueId'],
    [1, 'mixed'],
    [4, 'provider'],
    [1, 'otherProvider'],
    [1, 'nearAndProvider'],
    [3, 'canonicalUser'],
    [3, 'notFully'],
    [2, 'notPartly'],
    [2, 'notNear'],
    [2, 'notProvider'],
    [1, 'notItselfAndProvider'],
    [1, 'notItselfAndCanonicalUser'],
  ),
  partial: weighted([99, false], [1, true]),
  near: fc.nat(99),
});

/** What the arbitrary of principals yields. */
export type PrincipalSpec = typeof principalSpec extends fc.Arbitrary<infer T> ? T : never;

const service = 'logging.s3.amazonaws.com';
/** Some account's, in S3's own names; which one's, no case tells. */
const canonicalUser = '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be';

/** Writes the element out. */
export function buildPrincipal(caller: Caller, { form, near, partial }: PrincipalSpec): object {
  const nearby = pick(caller.nearMisses, near);
  const account = caller.account ?? accounts[0];
  const root = `arn:aws:iam::${account}:root`;
  const itself = caller.account === undefined ? nearby : caller.principal;
  const principalArn = caller.principalArn ?? nearby;
  if (partial) return { Principal: { AWS: `arn:aws:iam::${account}:role/*` } };
  const forms: Readonly<Record<PrincipalSpec['form'], object>> = {
    everyone: { Principal: '*' },
    everyoneAsAws: { Principal: { AWS: '*' } },
    itself: { Principal: caller.kind === 'service' ? { Service: service } : { AWS: itself } },
    principalArn: { Principal: { AWS: principalArn } },
    root: { Principal: { AWS: root } },
    account: { Principal: { AWS: account } },
    near: { Principal: { AWS: nearby } },
    nearAndPrincipalArn: { Principal: { AWS: [nearby, principalArn] } },
    nearAndRoot: { Principal: { AWS: [root, nearby] } },
    service: { Principal: { Service: service } },
    otherService: { Principal: { Service: 's3.amazonaws.com' } },
    uniqueId: { Principal: { AWS: caller.uniqueId } },
    mixed: { Principal: { AWS: nearby, Service: service } },
    provider: { Principal: { Federated: caller.provider } },
    otherProvider: { Principal: { Federated: [providers.other] } },
    nearAndProvider: { Principal: { AWS: nearby, Federated: [providers.other, caller.provider] } },
    canonicalUser: { Principal: { CanonicalUser: canonicalUser } },
    notFully: {
      NotPrincipal: caller.principal === service ? { Service: service } : { AWS: [itself, principalArn, root] },
    },
    notPartly: { NotPrincipal: { AWS: [principalArn, nearby] } },
    notNear: { NotPrincipal: { AWS: nearby } },
    notProvider: { NotPrincipal: { Federated: caller.provider } },
    notItselfAndProvider: { NotPrincipal: { AWS: [itself, root], Federated: caller.provider } },
    notItselfAndCanonicalUser: { NotPrincipal: { AWS: [itself, principalArn], CanonicalUser: canonicalUser } },
  };
  return forms[form];
}
