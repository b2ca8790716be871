import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const recorded = join(__dirname, '../../../__tests__/plans');

/** What a large plan does, by the recorded plan of which it repeats one tenant. */
const sources = {
  'no change': { everyTenant: 'no-change/dedicated', lastTenant: undefined },
  'one tenant more': { everyTenant: 'no-change/dedicated', lastTenant: 'add-tenant/dedicated' },
  'every tenant changes': { everyTenant: 'access-gained/writer-reads', lastTenant: undefined },
} as const;

export type Variant = keyof typeof sources;

export const variants: readonly Variant[] = ['no change', 'one tenant more', 'every tenant changes'];

/**
 * `changes` holds the ten resources of a tenant that speak of access, as changes alone; `whole` holds all of them with
 * the planned values, the prior state and the configuration, as terraform writes it.
 */
export type Extent = 'changes' | 'whole';

interface Named {
  readonly address: string;
}

interface Stack {
  readonly resources: readonly Named[];
}

interface RecordedPlan {
  readonly resource_changes: readonly Named[];
  readonly output_changes: { readonly [tenant: string]: unknown };
  readonly planned_values: { readonly root_module: Stack };
  readonly prior_state: { readonly values: { readonly root_module: Stack } };
  readonly configuration: {
    readonly provider_config: unknown;
    readonly root_module: Stack & { readonly outputs: { readonly [tenant: string]: unknown } };
  };
}

/** The parts of a plan that grow with its tenants, as the members of lists and objects in JSON. */
interface Parts {
  readonly changes: string;
  readonly outputs: string;
  readonly planned: string;
  readonly prior: string;
  readonly configured: string;
  readonly configuredOutputs: string;
}

function isRecordedPlan(value: unknown): value is RecordedPlan {
  return typeof value === 'object' && value !== null && 'resource_changes' in value && 'output_changes' in value;
}

function readRecorded(name: string): RecordedPlan {
  const plan: unknown = JSON.parse(readFileSync(join(recorded, `${name}.plan.json`), 'utf8'));
  if (!isRecordedPlan(plan)) throw new Error(`${name} is no recorded plan`);
  return plan;
}

const aside = /^aws_(iam_role(_policy)?|kms_grant)\..*reports|_(lifecycle_configuration|ownership_controls)\./;

function partsOf(plan: RecordedPlan, tenant: string, extent: Extent): Parts {
  const counts = ({ address }: Named) =>
    address.includes(`.${tenant}_`) && (extent === 'whole' || !aside.test(address));
  const listed = (resources: readonly Named[]) => JSON.stringify(resources.filter(counts)).slice(1, -1);
  const output = (outputs: { readonly [tenant: string]: unknown }) =>
    `${JSON.stringify(tenant)}:${JSON.stringify(outputs[tenant])}`;
  return {
    changes: listed(plan.resource_changes),
    outputs: output(plan.output_changes),
    planned: listed(plan.planned_values.root_module.resources),
    prior: listed(plan.prior_state.values.root_module.resources),
    configured: listed(plan.configuration.root_module.resources),
    configuredOutputs: output(plan.configuration.root_module.outputs),
  };
}

/** The same text of another tenant: its name, and ids that nobody else has. */
function renamed(text: string, tenant: string, number: number): string {
  const digits = String(number).padStart(6, '0');
  return text
    .replaceAll(tenant, `t${digits}`)
    .replaceAll(/(00000000-0000-4000-8000-)0{6}/g, `$1${digits}`)
    .replaceAll(/(AROA)0{6}/g, `$1${digits}`)
    .replaceAll(/\b0{6}(?=0{50}\d{8}\b)/g, digits);
}

/** Writes a plan of so many tenants, in the shape of recorded ones. Gives the number of its resources. */
export function writeLargePlan(file: string, variant: Variant, tenants: number, extent: Extent): number {
  const { everyTenant, lastTenant } = sources[variant];
  const plan = readRecorded(everyTenant);
  const each = partsOf(plan, 'acme', extent);
  const last = lastTenant === undefined ? undefined : partsOf(readRecorded(lastTenant), 'globex', extent);
  const repeated = (part: keyof Parts) => {
    const texts = Array.from({ length: tenants - (last ? 1 : 0) }, (_, at) => renamed(each[part], 'acme', at));
    return [...texts, ...(last ? [last[part]] : [])].filter((text) => text !== '').join(',');
  };
  const changes = repeated('changes');
  const { provider_config: providers } = plan.configuration;
  const whole = extent === 'whole';
  const text = [
    '{"format_version":"1.2","terraform_version":"1.11.4"',
    ...(whole ? [`"planned_values":{"root_module":{"resources":[${repeated('planned')}]}}`] : []),
    `"resource_changes":[${changes}]`,
    `"output_changes":{${repeated('outputs')}}`,
    ...(whole
      ? [`"prior_state":{"format_version":"1.0","values":{"root_module":{"resources":[${repeated('prior')}]}}}`]
      : []),
    `"configuration":{"provider_config":${JSON.stringify(providers)},"root_module":{"outputs":{${
      whole ? repeated('configuredOutputs') : (last?.configuredOutputs ?? '')
    }},"resources":[${whole ? repeated('configured') : (last?.configured ?? '')}]}}`,
    '"errored":false}\n',
  ].join(',');
  writeFileSync(file, text);
  return changes.split('"actions":').length - 1;
}
