import type { Diagnostic, DiagnosticCode } from '../core';
import type { LoadedTenants } from './load';
import type { Path } from './path';

/** The field that a refusal is about; of the others the id is shown. */
const fields: { readonly [code in DiagnosticCode]?: Path } = {
  TB2002: ['key'],
  TB2007: ['placement'],
  TB2010: ['principals'],
  TB2103: ['principals'],
  TB2104: ['principals'],
  TB2106: ['isolation'],
  TB2107: ['key'],
  TB2108: ['lifecycle'],
  TB2152: ['placement'],
  TB2153: ['isolation'],
  TB2154: ['key'],
  TB2155: ['key'],
  TB2156: ['adopt'],
  TB2157: ['state'],
  TB2200: ['residency'],
  TB2201: ['tags'],
  TB2202: ['tags'],
  TB2206: ['principals'],
};

/** Where the tenants of an environment stand. */
export interface PlacedEnvironment {
  readonly name: string;
  readonly places: LoadedTenants['places'];
}

/**
 * Adds to a diagnostic about a tenant the place of the tenant in its file. Paths are `prod/acme`, and of constructs
 * `prod-shard-main-1/acme/Bucket`: what comes first is the environment, or a stack that begins with it.
 */
export function locateDiagnostic(environments: readonly PlacedEnvironment[], one: Diagnostic): Diagnostic {
  const [head = '', id = ''] = one.path.split('/');
  const [nearest] = environments
    .filter(({ name }) => head === name || head.startsWith(`${name}-`))
    .sort((a, b) => b.name.length - a.name.length);
  const place = nearest?.places.get(id);
  return one.location || !place ? one : { ...one, location: place(fields[one.code] ?? ['id']) };
}
