import type { Location, Sources } from '../../core';
import type { CostDelta } from '../../cost';
import type { PlanFacts } from '../../plan';
import type { CommandIo, SetExitCode } from '../io';
import { loadPrices } from '../price-file';
import { loadProject } from '../project';
import { refuse } from '../refuse';
import { reviewCost } from '../review-cost';

/** What the tenant files of a project add to a review. */
export interface KnownTenants {
  /** By the tenant's id. */
  readonly locations: ReadonlyMap<string, Location>;
  /** @default nobody wants to know */
  readonly cost?: CostDelta;
  readonly sources: Sources;
}

interface Wanted {
  /** With commas between names. @default the environments that the plans are of, else all */
  readonly environment?: string;
  readonly prices?: string;
  readonly cost: boolean;
}

/** Asks the project of this folder for its tenants; `undefined` when something is wrong with their files, which is told. */
export async function knownTenants(
  io: CommandIo,
  setExitCode: SetExitCode,
  plans: readonly { readonly name: string; readonly facts: PlanFacts }[],
  { environment, prices, cost }: Wanted,
): Promise<KnownTenants | undefined> {
  const project = await loadProject(io, environment);
  if (refuse(io, setExitCode, project.diagnostics, project.sources)) return undefined;
  const planned = project.environments.filter(({ name }) => plans.some((plan) => plan.name.startsWith(`${name}-`)));
  const environments = planned.length > 0 ? planned : project.environments;
  const places = environments.flatMap(({ name, tenants }) =>
    tenants.flatMap(({ id }) => {
      const location = project.placeOf(name, id);
      return location === undefined ? [] : [[id, location] as const];
    }),
  );
  const locations = new Map(places.filter(([id]) => places.filter(([other]) => other === id).length === 1));
  if (!cost) return { locations, sources: project.sources };
  const { book, ...read } = await loadPrices(io.folder, prices);
  if (refuse(io, setExitCode, read.diagnostics, read.sources) || book === undefined) return undefined;
  const tenants = environments.flatMap((one) => one.tenants);
  const delta = reviewCost(
    plans.map(({ facts }) => facts),
    tenants,
    book,
  );
  return { locations, cost: delta, sources: project.sources };
}
