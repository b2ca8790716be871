import type { z } from 'zod';
import { diagnostic, nearMiss, type Diagnostic } from '../core';
import { nameAt, pathText, valueAt, type Path } from './path';
import { fileKeys, innerKeys } from './schema';
import type { Source } from './source';

type Issue = z.core.$ZodIssue;
type IssueOf<Code extends Issue['code']> = Extract<Issue, { code: Code }>;

/** What the schema found, in the words of the file and at its place. */
export function toDiagnostics(source: Source, issues: readonly Issue[]): readonly Diagnostic[] {
  return issues.flatMap((issue) => {
    const path = toPath(issue.path);
    if (issue.code === 'unrecognized_keys') return unknownKeys(source, path, issue);
    if (issue.code === 'invalid_key') return [wrongKey(source, path, issue)];
    return [issue.code === 'custom' ? brokenRule(source, path, issue) : wrongValue(source, path, issue)];
  });
}

function unknownKeys(source: Source, path: Path, issue: IssueOf<'unrecognized_keys'>): readonly Diagnostic[] {
  const known = innerKeys[path.findLast((step) => typeof step === 'string') ?? ''] ?? fileKeys;
  return issue.keys.map((key) => {
    const meant = nearMiss(key, known);
    return diagnostic('TB1003', {
      message: `"${key}" is no key here`,
      path: pathText(source.value, [...path, key]),
      fix: meant === undefined ? `remove it; keys here are ${known.join(', ')}` : `write ${meant}`,
      location: source.locateKey(path, key),
    });
  });
}

function wrongKey(source: Source, path: Path, issue: IssueOf<'invalid_key'>): Diagnostic {
  const key = String(path.at(-1));
  return diagnostic('TB1002', {
    message: `${clip(JSON.stringify(source.mask(key)))} cannot be a key of ${nameAt(path.slice(0, -1))}`,
    path: pathText(source.value, path),
    fix: `write ${issue.issues.map((one) => one.message).join(' and ')}`,
    location: source.locateKey(path.slice(0, -1), key),
  });
}

function brokenRule(source: Source, path: Path, issue: IssueOf<'custom'>): Diagnostic {
  const place = { path: pathText(source.value, path), location: source.locate(path) };
  if (issue.params?.['kind'] === 'rule')
    return diagnostic(issue.params['code'] === 'TB1120' ? 'TB1120' : 'TB1002', {
      ...place,
      message: `${nameAt(path)} ${issue.message}`,
      fix: String(issue.params['fix']),
    });
  const value = valueAt(source.value, path);
  if (typeof value === 'string' && /^A(ID|RO)A[A-Z0-9]{12,}$/.test(value))
    return diagnostic('TB1006', {
      ...place,
      message: `${nameAt(path)} is "${value}", the id that AWS shows in the place of a principal that is gone`,
      fix: 'write the ARN of a principal that exists, or take this one out',
    });
  return diagnostic('TB1006', {
    ...place,
    message: `${nameAt(path)} is ${describe(source, path)}, which is not the ARN of a role, a user or an account root`,
    fix: 'write an ARN such as arn:aws:iam::111122223333:role/app',
  });
}

function wrongValue(source: Source, path: Path, issue: Issue): Diagnostic {
  return diagnostic('TB1002', {
    message: `${nameAt(path)} is ${describe(source, path)}`,
    path: pathText(source.value, path) || source.file,
    fix: fixOf(valueAt(source.value, path), issue),
    location: source.locate(path),
  });
}

function fixOf(value: unknown, issue: Issue): string {
  if (value === undefined) return `add ${issue.message}`;
  const unquoted = typeof value === 'number' || typeof value === 'boolean';
  if (unquoted && issue.code === 'invalid_type' && issue.expected === 'string')
    return `put it in quotes, as ${issue.message.replace(/, in quotes$/, '')}`;
  return `give ${issue.message}`;
}

/** The value as its writer sees it: a number with the zeros it was written with, a list or map by its name alone. */
function describe(source: Source, path: Path): string {
  const value = valueAt(source.value, path);
  if (value === undefined) return 'missing';
  if (value === null) return 'empty';
  if (typeof value === 'string') return clip(JSON.stringify(source.mask(value)));
  if (typeof value === 'number' || typeof value === 'boolean')
    return `the ${typeof value} ${clip(source.written(path) ?? String(value))}`;
  return Array.isArray(value) ? listWords(value) : 'a map';
}

function listWords(list: readonly unknown[]): string {
  return list.length === 0 ? 'an empty list' : 'a list';
}

function clip(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

function toPath(path: readonly PropertyKey[]): Path {
  return path.map((step) => (typeof step === 'number' ? step : String(step)));
}
