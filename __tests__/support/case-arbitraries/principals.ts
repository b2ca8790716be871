import fc from 'fast-check';
import { accounts, type Caller } from './callers';
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
    [3, 'notFully'],
    [2, 'notPartly'],
    [1, 'notNear'],
  ),
  partial: weighted([99, false], [1, true]),
  near: fc.nat(99),
});

/** What the arbitrary of principals yields. */
export type PrincipalSpec = typeof principalSpec extends fc.Arbitrary<infer T> ? T : never;

const service = 'logging.s3.amazonaws.com';

/** Writes the element out; an Allow has no NotPrincipal, which AWS discourages and the notes leave open. */
export function buildPrincipal(
  caller: Caller,
  { form, near, partial }: PrincipalSpec,
  effect: 'Allow' | 'Deny',
): object {
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
    notFully: {
      NotPrincipal: caller.principal === service ? { Service: service } : { AWS: [itself, principalArn, root] },
    },
    notPartly: { NotPrincipal: { AWS: [principalArn, nearby] } },
    notNear: { NotPrincipal: { AWS: nearby } },
  };
  return effect === 'Allow' && form.startsWith('not') ? forms.principalArn : forms[form];
}
