import { known, type Fact } from '../../core';
import type { StrayPolicy } from '../facts';
import type { Described } from '../stacks/described';
import { follow } from '../world/attachment';
import { inAccount } from '../world/holders';
import { managedPolicies, type ManagedPolicies } from '../world/managed-policies';
import type { EffectiveResources } from './effective-resources';

type Kind = StrayPolicy['kind'];
const kinds: readonly Kind[] = ['role', 'user'];

/** Policies of roles and users that the plan names and does not manage. */
export function straysOf(resources: EffectiveResources): readonly StrayPolicy[] {
  const managed = managedPolicies(resources);
  return kinds.flatMap((kind) => {
    const holders = new Set(resources.all(`aws_iam_${kind}`).flatMap((one) => keyOf(one, one.section.text('name'))));
    return givenTo(kind, resources, managed).flatMap(({ located, names, document }) =>
      names
        .filter((name) => keyOf(located, known(name)).some((key) => !holders.has(key)))
        .map((holder): StrayPolicy => ({ address: located.path, kind, holder, document: document() })),
    );
  });
}

function keyOf(located: Described, name: Fact<string>): readonly string[] {
  const key = follow(name, (text) => inAccount(located, text));
  return key.known ? [key.value] : [];
}

interface Given {
  readonly located: Described;
  readonly names: readonly string[];
  /** Read only where somebody is a stranger. */
  readonly document: () => Fact<unknown>;
}

function givenTo(kind: Kind, resources: EffectiveResources, managed: ManagedPolicies): readonly Given[] {
  const policyOf = ({ section }: Described) => follow(section.text('policy_arn'), (arn) => managed.named(arn).document);
  return [
    ...resources
      .all(`aws_iam_${kind}_policy`)
      .map((one) => ({ located: one, names: oneName(one, kind), document: () => one.section.document('policy') })),
    ...resources
      .all(`aws_iam_${kind}_policy_attachment`)
      .map((one) => ({ located: one, names: oneName(one, kind), document: () => policyOf(one) })),
    ...resources
      .all('aws_iam_policy_attachment')
      .map((one) => ({ located: one, names: allNames(one, `${kind}s`), document: () => policyOf(one) })),
  ];
}

function oneName({ section }: Described, argument: string): readonly string[] {
  const name = section.text(argument);
  return name.known ? [name.value] : [];
}

function allNames({ section }: Described, argument: string): readonly string[] {
  const names = section.texts(argument);
  return names.known ? names.value : [];
}
