import type { PolicyLevel } from '../../core';
import { asList, isJsonObject } from '../stacks/json';
import type { Guardrails } from './guardrails';

/** Finds the statement that a reason of the evaluation rests on, as its file says it; `undefined` when it stands in none. */
export function quoteGuardrail(
  { serviceControlPolicies, resourceControlPolicies }: Guardrails,
  { policy, statement }: { readonly policy: string; readonly statement: string },
): unknown {
  const headed = [
    ...headedPolicies('service control policy', serviceControlPolicies),
    ...headedPolicies('resource control policy', resourceControlPolicies),
  ];
  const document = headed.find(({ heading }) => heading === policy)?.document;
  const statements = asList(isJsonObject(document) ? document['Statement'] : undefined);
  return statements.find((one) => isJsonObject(one) && one['Sid'] === statement) ?? statements[Number(statement)];
}

interface HeadedPolicy {
  readonly heading: string;
  readonly document: unknown;
}

/** Under the heading that the evaluation gives each policy. */
function headedPolicies(kind: string, levels: readonly PolicyLevel[]): readonly HeadedPolicy[] {
  return levels.flatMap((level) =>
    level.policies.map(({ name, document }) => ({
      heading: `${kind} of ${level.name}: ${name}`,
      document: document.known ? document.value : undefined,
    })),
  );
}
