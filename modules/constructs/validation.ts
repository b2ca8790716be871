import type { Diagnostic } from '../core';
import type { Construct, IConstruct } from 'constructs';

type Check = (path: string) => readonly Diagnostic[];

const checks = new WeakMap<IConstruct, Check[]>();

/** Constructs whose diagnostics were collected: to judge them again would say the same. */
const collected = new WeakSet<IConstruct>();

/**
 * Hangs a pure check on a construct. Whoever synthesizes with a cdktf App of their own gets it as an ordinary
 * validation message; the app function of this package collects the diagnostics themselves.
 */
export function addCheck(construct: Construct, check: Check): void {
  checks.set(construct, [...(checks.get(construct) ?? []), check]);
  construct.node.addValidation({
    validate: () =>
      collected.has(construct)
        ? []
        : check(construct.node.path)
            .filter((one) => one.severity === 'error')
            .map(asText),
  });
}

/** Every diagnostic of a tree that is complete, in its order; who asks has to look at them, for validation no longer does. */
export function collectDiagnostics(root: IConstruct): readonly Diagnostic[] {
  return root.node.findAll().flatMap((construct) => {
    collected.add(construct);
    return (checks.get(construct) ?? []).flatMap((check) => check(construct.node.path));
  });
}

function asText(one: Diagnostic): string {
  return `${one.code} ${one.message}; ${one.fix}`;
}
