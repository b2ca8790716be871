import { diagnostic, type Diagnostic } from '../core';
import type { PlanDocument } from './document/plan-document';
import { readDocument, type PlanBytes } from './document/read-document';
import { malformed } from './document/refusal';
import type { PlanFacts, PlanSource, PlanState } from './facts';
import { PlannedSides } from './planned/planned-sides';
import { EffectiveResources } from './states/effective-resources';
import { KeptThings, planState } from './states/plan-state';
import { readAll, readTouched } from './states/read-at-once';
import { realDrift } from './states/real-drift';
import { realChanges, resourceChanges } from './states/resource-changes';
import { subjectsOf } from './states/subjects';

/**
 * Reads a plan as `terraform show -json` prints it. What only the apply can tell is found by what the configuration in
 * the plan says, as far as it says it; else it is unknown. A key that is not made yet has the ARN
 * `arn:aws:kms:REGION:ACCOUNT:key/ADDRESS`, wherever the plan names it. What is marked as sensitive is left out.
 */
export async function readPlan(source: PlanBytes): Promise<PlanFacts> {
  try {
    return factsOf(await readDocument(source));
  } catch (error) {
    if (error instanceof RangeError) throw malformed('it is nested too deeply');
    throw error;
  }
}

function factsOf(document: PlanDocument): PlanFacts {
  const sides = new PlannedSides(document);
  const resources = {
    before: new EffectiveResources(sides.before, sides.before),
    after: new EffectiveResources(sides.after, sides.before),
  };
  const kept = new KeptThings();
  const before = planState(resources.before, document, 'before', sides.carrying, kept);
  const after = planState(resources.after, document, 'after', sides.carrying, kept);
  const drift = realDrift(document.drift, sides.before);
  const remembered = drift.length > 0 ? rememberedState(sides, document, drift, kept) : undefined;
  const [changed, drifted] = [realChanges(document.changes), realChanges(drift)];
  const touched = new Set([...changed, ...drifted].map(({ address }) => address));
  const subjects = { before: subjectsOf(resources.before, touched), after: subjectsOf(resources.after, touched) };
  const told = { changes: resourceChanges(changed, subjects), drift: resourceChanges(drifted, subjects) };
  const states = [before.state, after.state];
  if (sides.areTold) readTouched(states, [...told.changes, ...told.drift]);
  else readAll(states);
  return {
    before: before.state,
    after: after.state,
    ...told,
    ...(remembered && { remembered }),
    source: sourceOf(document),
    diagnostics: [
      ...failed(document),
      ...leftForLater(document),
      ...sides.diagnostics,
      ...distinct([...before.diagnostics, ...after.diagnostics]),
    ],
  };
}

function rememberedState(
  sides: PlannedSides,
  document: PlanDocument,
  drift: Parameters<PlannedSides['remembered']>[0],
  kept: KeptThings,
): PlanState {
  const planned = sides.remembered(drift);
  return planState(new EffectiveResources(planned, planned), document, 'before', sides.carrying, kept).state;
}

function sourceOf({ scalars, deferred, managed, producer }: PlanDocument): PlanSource {
  const version = scalars.get('terraform_version');
  return {
    formatVersion: String(scalars.get('format_version')),
    producer,
    ...(typeof version === 'string' && { producerVersion: version }),
    errored: scalars.get('errored') === true,
    deferred,
    resourceCount: managed.size,
  };
}

function failed({ scalars }: PlanDocument): readonly Diagnostic[] {
  if (scalars.get('errored') !== true) return [];
  const message = 'planning failed, so the plan holds only what was planned until then';
  return [
    diagnostic('TB7023', { path: 'the plan', message, fix: 'correct the errors of `terraform plan` and plan again' }),
  ];
}

/** A plan that failed is not complete either, which is told already. */
function leftForLater({ scalars, deferred }: PlanDocument): readonly Diagnostic[] {
  const isWhole = scalars.get('complete') !== false || scalars.get('errored') === true;
  if (isWhole && deferred.length === 0) return [];
  const shown = deferred.slice(0, 3).map(({ address, reason }) => `${address} (${reason})`);
  const more = deferred.length - shown.length;
  const which = [...shown, ...(more > 0 ? [`${String(more)} more`] : [])].join(', ');
  const message = `the plan leaves changes for a later one, which this review does not see${which === '' ? '' : `: ${which}`}`;
  return [diagnostic('TB7027', { path: 'the plan', message, fix: 'plan again after the apply, and review that plan' })];
}

function distinct(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...new Map(diagnostics.map((one) => [`${one.path} ${one.message}`, one])).values()];
}
