import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderDiagnostics } from '../../modules/core';
import { loadTenants, type LoadedTenants } from '../../modules/tenants';
import { temporaryFolder } from './temporary-folder';

/** Loads a folder of tenant files that holds these texts; messages call it `tenants`. */
export function loadFiles(files: { readonly [name: string]: string | Uint8Array }): LoadedTenants {
  using folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder.path, name), content);
  return loadTenants(folder.path, 'tenants');
}

/** What is wrong with one file, as its writer sees it. */
export function complaintsAbout(text: string | Uint8Array): string {
  const { diagnostics, sources } = loadFiles({ 'acme.yaml': text });
  return renderDiagnostics(diagnostics, sources);
}

/** What is wrong with one file, in one line each: place, message and cure. */
export function problemsOf(text: string | Uint8Array): readonly string[] {
  return loadFiles({ 'acme.yaml': text }).diagnostics.map(({ code, location, message, fix }) => {
    const place = location ? `${String(location.line)}:${String(location.column)}` : 'whole';
    return `${code} ${place} ${message}; ${fix}`;
  });
}
