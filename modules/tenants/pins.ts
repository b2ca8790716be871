import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { diagnostic, type Diagnostic, type Pins, type Sources } from '../core';
import { readTenantFile } from './files';
import { nameAt, pathText } from './path';
import { moveFileSchema, pinFileSchema, toMove, toPlacementPin, toTenantPin } from './pins-schema';
import { readSource, type Source } from './source';

/** The pins of an environment, or all that is wrong with their files. */
export interface LoadedPins {
  readonly pins: Pins;
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: Sources;
}

/** The files of an environment's pins and moves inside a folder of pins. */
export function pinFileNames(environment: string): { readonly pins: string; readonly moves: string } {
  return { pins: `${environment}.yaml`, moves: `${environment}.moves.yaml` };
}

/**
 * Reads `<environment>.yaml` and `<environment>.moves.yaml`; a file that is not there says nothing is pinned. Links are
 * followed within `root`, by default the folder.
 */
export function loadPins(folder: string, shownAs: string, environment: string, root = folder): LoadedPins {
  const names = pinFileNames(environment);
  const pinFile = readYaml(join(folder, names.pins), `${shownAs}/${names.pins}`, root, pinFileSchema);
  const moveFile = readYaml(join(folder, names.moves), `${shownAs}/${names.moves}`, root, moveFileSchema);
  return {
    pins: {
      placements: sorted(pinFile.value?.placements).map(([name, entry]) => toPlacementPin(name, entry)),
      tenants: sorted(pinFile.value?.tenants).map(([id, entry]) => toTenantPin(id, entry)),
      moves: sorted(moveFile.value?.moves).map(([id, entry]) => toMove(id, entry)),
    },
    diagnostics: [...pinFile.diagnostics, ...moveFile.diagnostics],
    sources: { ...pinFile.sources, ...moveFile.sources },
  };
}

interface Read<T> {
  readonly value?: T;
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: Sources;
}

function readYaml<T>(path: string, shownAs: string, root: string, schema: z.ZodType<T>): Read<T> {
  if (!existsSync(path)) return { diagnostics: [], sources: {} };
  const read = readTenantFile(path, shownAs, root);
  if (!('text' in read)) return { diagnostics: [read], sources: {} };
  const source = readSource(shownAs, read.text);
  const sources = { [shownAs]: read.text };
  if (source.diagnostics.length > 0) return { diagnostics: source.diagnostics, sources };
  const result = schema.safeParse(source.value);
  if (result.success) return { value: result.data, diagnostics: [], sources };
  return { diagnostics: result.error.issues.map((issue) => broken(source, issue)), sources };
}

/** Nobody writes these files by hand, so one cure fits all mistakes. */
function broken(source: Source, issue: z.core.$ZodIssue): Diagnostic {
  const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
  const keys = issue.code === 'unrecognized_keys' ? ` (${issue.keys.join(', ')})` : '';
  return diagnostic('TB1100', {
    path: pathText(source.value, path) || source.file,
    message: `${nameAt(path)} is not what tenant-buckets writes${keys}`,
    fix: 'restore the file from version control, then run tenant-buckets pin',
    location: source.locate(path),
  });
}

function sorted<T>(byKey: { readonly [key: string]: T } | undefined): readonly [string, T][] {
  return Object.entries(byKey ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
}
