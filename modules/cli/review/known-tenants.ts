import type { Location, Sources } from '../../core';
import type { CostDelta } from '../../cost';
import type { NamedPlan } from '../../review';
import type { CommandIo, SetExitCode } from '../io';
import { loadPrices } from '../price-file';
import { loadProject } from '../project';
import { refuse } from '../refuse';
import { reviewCost } from '../review-cost';
import { repositoryPath } from './repository-path';

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
  plans: readonly NamedPlan[],
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
  const unique = places.filter(([id]) => places.filter(([other]) => other === id).length === 1);
  const all = [...unique, ...plans.flatMap(({ name }) => placesIn(name, environments, project))];
  const pathOf = (file: string) => repositoryPath(io, project.folder, file);
  const locations = new Map(all.map(([id, location]) => [id, { ...location, file: pathOf(location.file) }]));
  if (!cost) return { locations, sources: project.sources };
  const { book, ...read } = await loadPrices(io.folder, prices);
  if (refuse(io, setExitCode, read.diagnostics, read.sources) || book === undefined) return undefined;
  const { distinctPlans } = await import('../../review/index.js');
  return { locations, cost: reviewCost(distinctPlans(plans), environments, book), sources: project.sources };
}

type Project = Awaited<ReturnType<typeof loadProject>>;

/** A tenant that several environments have is called `PLAN/TENANT` in a review of several plans. */
function placesIn(
  plan: string,
  environments: Project['environments'],
  { placeOf }: Pick<Project, 'placeOf'>,
): readonly (readonly [string, Location])[] {
  const own = environments.filter(({ name }) => plan.startsWith(`${name}-`));
  return own.flatMap(({ name, tenants }) =>
    tenants.flatMap(({ id }) => {
      const location = placeOf(name, id);
      return location === undefined ? [] : [[`${plan}/${id}`, location] as const];
    }),
  );
}
