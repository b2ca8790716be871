import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { diagnostic, nearMiss, type Diagnostic, type Location, type Sources } from '../core';
import { readTenantFile } from './files';
import { nameAt, pathText, valueAt } from './path';
import { readSource, type Source } from './source';
import { suppressionFileSchema, suppressionKeys, type SuppressionEntry } from './suppressions-schema';

/** A finding that somebody takes upon themselves, and where they say so. */
export interface LocatedSuppression {
  readonly code?: string;
  readonly topic?: string;
  /** @default whosever it is */
  readonly tenant?: string;
  /** @default at any resource */
  readonly address?: string;
  readonly reason: string;
  /** Last day on which it counts, such as `2027-01-31`. */
  readonly until: string;
  readonly location: Location;
}

/** The suppressions of a file, or all that is wrong with it. */
export interface LoadedSuppressions {
  readonly suppressions: readonly LocatedSuppression[];
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: Sources;
}

/** Reads a file of suppressions below a folder; one that is not there suppresses nothing. `topics` are those that there are. */
export function loadSuppressions(folder: string, file: string, topics: readonly string[]): LoadedSuppressions {
  const path = join(folder, file);
  if (!existsSync(path)) return { suppressions: [], diagnostics: [], sources: {} };
  const read = readTenantFile(path, file, folder);
  if (!('text' in read)) return { suppressions: [], diagnostics: [read], sources: {} };
  const source = readSource(file, read.text);
  const sources = { [file]: source.shown };
  if (source.diagnostics.length > 0) return { suppressions: [], diagnostics: source.diagnostics, sources };
  const result = suppressionFileSchema.safeParse(source.value);
  const wrong = (result.error?.issues ?? []).flatMap((issue) => broken(source, issue));
  const places = new Set(wrong.map(({ path }) => path));
  const diagnostics = [...wrong, ...unknownTopics(source, topics).filter(({ path }) => !places.has(path))];
  const entries = result.data?.suppressions ?? [];
  return { suppressions: entries.map((entry, index) => located(entry, source, index)), diagnostics, sources };
}

/** What was left out stays left out, rather than being undefined. */
function located(entry: SuppressionEntry, source: Source, index: number): LocatedSuppression {
  const { code, topic, tenant, address, reason, until } = entry;
  return {
    ...(code !== undefined && { code }),
    ...(topic !== undefined && { topic }),
    ...(tenant !== undefined && { tenant }),
    ...(address !== undefined && { address }),
    reason,
    until,
    location: source.locate(['suppressions', index, code === undefined ? 'topic' : 'code']),
  };
}

function broken(source: Source, issue: z.core.$ZodIssue): readonly Diagnostic[] {
  const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
  const at = pathText(source.value, path) || source.file;
  if (issue.code !== 'unrecognized_keys')
    return [
      diagnostic('TB8050', {
        path: at,
        message: `${nameAt(path)} is not what it should be`,
        fix: `give ${issue.message}`,
        location: source.locate(path),
      }),
    ];
  const known = path.length === 0 ? ['suppressions'] : suppressionKeys;
  return issue.keys.map((key) => {
    const meant = nearMiss(key, known);
    return diagnostic('TB8050', {
      path: at,
      message: `"${key}" is no key here`,
      fix: meant === undefined ? `remove it; keys here are ${known.join(', ')}` : `write ${meant}`,
      location: source.locateKey(path, key),
    });
  });
}

/** Looks at the file itself, so that a topic is told of however wrong the rest is. */
function unknownTopics(source: Source, topics: readonly string[]): readonly Diagnostic[] {
  const entries = valueAt(source.value, ['suppressions']);
  const given = Array.isArray(entries) ? entries.map((_, index) => ['suppressions', index, 'topic'] as const) : [];
  return given.flatMap((path) => {
    const topic = valueAt(source.value, path);
    if (typeof topic !== 'string' || topics.includes(topic)) return [];
    const meant = nearMiss(topic, topics);
    return diagnostic('TB8050', {
      path: pathText(source.value, path),
      message: `"${topic}" is no topic`,
      fix: meant === undefined ? `write one of ${topics.join(', ')}` : `write ${meant}`,
      location: source.locate(path),
    });
  });
}
