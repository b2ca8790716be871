import { readPlan, type PlanFacts } from '../../modules/plan';

export const accountId = '111122223333';
export const region = 'eu-west-1';

type Values = { readonly [name: string]: unknown };

/** One resource of a hand-made plan. */
export interface PlannedPart {
  readonly type: string;
  readonly name: string;
  readonly mode?: 'managed' | 'data';
  readonly module?: string;
  readonly index?: string | number;
  readonly before?: Values;
  readonly after?: Values;
  readonly unknown?: Values;
  readonly sensitive?: Values;
  /** As terraform writes them. @default the resource is not in the configuration */
  readonly written?: Values;
  /** @default what before and after tell */
  readonly actions?: readonly string[];
  /** Further members of the change and of its `change`. */
  readonly more?: Values;
  readonly moreOfChange?: Values;
}

/** A constant, as a plan shows it. */
export function constant(value: unknown): Values {
  return { constant_value: value };
}

/** A template of a JSON file, as a plan shows it. */
export function template(text: unknown): Values {
  const inner = JSON.stringify(text).matchAll(/\$\{([^}]+)\}/g);
  return { constant_value: text, references: [...inner].map(([, reference]) => reference) };
}

/** An expression of an HCL file, as a plan shows it. */
export function references(...texts: readonly string[]): Values {
  return { references: texts.flatMap((text) => [text, text.replace(/\.[^.]+$/, '')]) };
}

export const provider = {
  aws: {
    name: 'aws',
    full_name: 'registry.terraform.io/hashicorp/aws',
    expressions: { region: constant(region), allowed_account_ids: constant([accountId]) },
  },
};

/** A plan of some resources; `members` stand in the document itself. */
export function planDocument(parts: readonly PlannedPart[], members: Values = {}): Values {
  return {
    format_version: '1.2',
    terraform_version: '1.11.4',
    resource_changes: parts.map(changeOf),
    configuration: { provider_config: provider, root_module: moduleOf(parts) },
    ...members,
  };
}

/** Reads a hand-made plan. */
export async function factsOf(parts: readonly PlannedPart[], members: Values = {}): Promise<PlanFacts> {
  return readPlan(JSON.stringify(planDocument(parts, members)));
}

/** What a plan writes in its modules; only the root and modules of it. */
function moduleOf(parts: readonly PlannedPart[]): Values {
  return { resources: parts.flatMap((part) => (part.module === undefined ? configuredOf(part) : [])) };
}

/** A resource as the configuration shows it. */
export function configuredOf({ type, name, mode = 'managed', written }: PlannedPart): readonly Values[] {
  return written ? [{ type, name, mode, provider_config_key: 'aws', expressions: written }] : [];
}

function addressOf({ type, name, mode, module, index }: PlannedPart): string {
  const own = `${mode === 'data' ? 'data.' : ''}${type}.${name}${index === undefined ? '' : `[${JSON.stringify(index)}]`}`;
  return module === undefined ? own : `${module}.${own}`;
}

function changeOf(part: PlannedPart): Values {
  const { type, name, mode = 'managed', module, index, before = null, after = null, unknown, sensitive } = part;
  return {
    address: addressOf(part),
    ...(module !== undefined && { module_address: module }),
    mode,
    type,
    name,
    ...(index !== undefined && { index }),
    provider_name: 'registry.terraform.io/hashicorp/aws',
    change: {
      actions: part.actions ?? actionsOf(before, after, unknown),
      before,
      after,
      after_unknown: unknown ?? {},
      before_sensitive: sensitive ?? {},
      after_sensitive: sensitive ?? {},
      ...part.moreOfChange,
    },
    ...part.more,
  };
}

function actionsOf(before: unknown, after: unknown, unknown: unknown): readonly string[] {
  if (before === null) return ['create'];
  if (after === null) return ['delete'];
  return JSON.stringify(before) === JSON.stringify(after) && unknown === undefined ? ['no-op'] : ['update'];
}

/** A resource of which nothing changes. */
export function unchanged(type: string, name: string, values: Values, more: Partial<PlannedPart> = {}): PlannedPart {
  return { type, name, before: values, after: values, ...more };
}
