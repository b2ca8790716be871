import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { diagnostic, DiagnosticError, type Tenant, type TenantState } from '../core';
import { withState } from './edit';
import { loadTenants } from './load';
import { saveText } from './pins-save';

/** Where a change was made. */
export interface ChangedFile {
  readonly file: string;
}

/**
 * Changes the state of one tenant in its file and nothing else. `shownAs` names the folder in messages.
 * @throws DiagnosticError when the entry cannot be changed alone
 */
export function changeState(folder: string, shownAs: string, id: string, state: TenantState): ChangedFile {
  const before = loadTenants(folder, shownAs).tenants;
  for (const name of readdirSync(folder)
    .filter((one) => /\.(ya?ml|json)$/i.test(one))
    .sort()) {
    const path = join(folder, name);
    const old = readFileSync(path, 'utf8');
    const changed = withState(old, id, state, /\.json$/i.test(name));
    if (changed === undefined) continue;
    saveText(path, changed);
    // Whatever YAML can do to make one entry depend on another shows here.
    if (onlyStateChanged(before, loadTenants(folder, shownAs).tenants, id, state))
      return { file: `${shownAs}/${name}` };
    saveText(path, old);
    break;
  }
  throw new DiagnosticError(
    diagnostic('TB5108', {
      path: shownAs,
      message: `the entry of tenant ${id} cannot be changed by itself`,
      fix: `write state: ${state} into it by hand`,
    }),
  );
}

function onlyStateChanged(
  before: readonly Tenant[],
  after: readonly Tenant[],
  id: string,
  state: TenantState,
): boolean {
  const expected = before.map((one) => (one.id === id ? { ...one, state } : one));
  return before.some((one) => one.id === id) && JSON.stringify(after) === JSON.stringify(expected);
}

export interface NewTenant {
  readonly id: string;
  readonly placement: string;
  readonly isolation: Tenant['isolation'];
}

/** Writes a file of its own for a new tenant. @throws DiagnosticError when a file of that name stands there */
export function addTenantFile(folder: string, shownAs: string, tenant: NewTenant): ChangedFile {
  const name = `${tenant.id}.yaml`;
  if (!loadedNames(folder).includes(name)) {
    saveText(join(folder, name), tenantFileText(tenant));
    return { file: `${shownAs}/${name}` };
  }
  throw new DiagnosticError(
    diagnostic('TB5107', {
      path: `${shownAs}/${name}`,
      message: 'a file of this name stands there',
      fix: 'add the entry to that file by hand, or choose another id',
    }),
  );
}

function loadedNames(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** As little as a tenant needs; what is left out has a safe default. */
function tenantFileText({ id, placement, isolation }: NewTenant): string {
  return `# yaml-language-server: $schema=../../../node_modules/tenant-buckets/schemas/tenants.json
tenants:
  - id: ${id}
    placement: ${placement}
${isolation === 'shared' ? '    isolation: shared\n' : ''}    principals: []
`;
}
