import type { z } from 'zod';
import { diagnostic, nearMiss, type Diagnostic } from '../core';
import type { Path, Source } from './source';

type Issue = z.core.$ZodIssue;

/** What the schema found, in the words of the file and at its place. */
export function toDiagnostics(source: Source, issues: readonly Issue[]): readonly Diagnostic[] {
  return issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? unknownKeys(source, issue) : [wrongValue(source, issue)],
  );
}

/** Every key that any map of a tenant file has. */
const knownKeys = (
  'tenants id placement isolation key principals lifecycle tags owner rotationDays deletionWindowDays access arn ' +
  'create name trust noncurrentDays abortUploadDays'
).split(' ');

function unknownKeys(source: Source, issue: Extract<Issue, { code: 'unrecognized_keys' }>): readonly Diagnostic[] {
  const path = toPath(issue.path);
  return issue.keys.map((key) => {
    const meant = nearMiss(key, knownKeys);
    return diagnostic('TB1003', {
      message: `"${key}" is no key here`,
      path: pathText(source, [...path, key]),
      fix: meant === undefined ? `remove it` : `write ${meant}, or remove it`,
      location: source.locateKey(path, key),
    });
  });
}

function wrongValue(source: Source, issue: Issue): Diagnostic {
  const path = toPath(issue.path);
  const value = valueAt(source.value, path);
  const got = value === undefined ? 'nothing is given' : `got ${JSON.stringify(value).slice(0, 80)}`;
  return diagnostic(codeOf(issue), {
    message: `${lowercase(issue.message)}: ${got}`,
    path: pathText(source, path),
    fix: fixOf(issue, value),
    location: source.locate(path),
  });
}

function codeOf(issue: Issue): 'TB1002' | 'TB1006' {
  return issue.code === 'custom' && issue.params?.['code'] === 'TB1006' ? 'TB1006' : 'TB1002';
}

function fixOf(issue: Issue, value: unknown): string {
  if (issue.code === 'invalid_type' && issue.expected === 'string' && typeof value === 'number')
    return 'put it in quotes';
  if (issue.code === 'invalid_value') return `write one of ${issue.values.map(String).join(', ')}`;
  if (issue.code === 'too_small') return `give at least ${String(issue.minimum)}`;
  if (issue.code === 'too_big') return `give at most ${String(issue.maximum)}`;
  if (codeOf(issue) === 'TB1006') return 'write an ARN such as arn:aws:iam::111122223333:role/app';
  return value === undefined ? 'add it' : 'correct the value';
}

function lowercase(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function toPath(path: readonly PropertyKey[]): Path {
  return path.flatMap((step) => (typeof step === 'symbol' ? [] : [step]));
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, step) => {
    if (typeof at !== 'object' || at === null) return undefined;
    return Object.getOwnPropertyDescriptor(at, step)?.value;
  }, value);
}

/** `tenants[0].key.owner`, with the tenant's id where it has one: `tenants[0] (acme).key.owner`. */
export function pathText(source: Source, path: Path): string {
  return path.reduce<string>((text, step, index) => {
    if (typeof step === 'string') return text === '' ? step : `${text}.${step}`;
    const id = index === 1 ? valueAt(source.value, [...path.slice(0, 2), 'id']) : undefined;
    return `${text}[${String(step)}]${typeof id === 'string' ? ` (${id})` : ''}`;
  }, '');
}
