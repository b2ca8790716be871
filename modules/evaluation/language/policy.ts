import { isJsonObject, type Diagnostic, type JsonObject } from '../../core';
import type { CompiledPolicy, CompiledStatement, PolicyKind } from '../model';
import { asList, shown } from './json';
import { notesInto, type Notes } from './notes';
import { compileStatement, unreadableStatement } from './statement';

/**
 * Reads a policy document once, so that it can be asked many times. Never throws: what cannot be read is told in
 * `diagnostics`, and the statements that it touches are judged as unknown.
 */
export function compilePolicy(name: string, kind: PolicyKind, document: unknown): CompiledPolicy {
  const diagnostics: Diagnostic[] = [];
  const notes = notesInto(diagnostics, name);
  return { name, kind, statements: readStatements(name, kind, document, notes), diagnostics };
}

function readStatements(
  policy: string,
  kind: PolicyKind,
  document: unknown,
  notes: Notes,
): readonly CompiledStatement[] {
  if (!isJsonObject(document) || document['Statement'] === undefined) {
    notes.add(
      'TB6010',
      `a policy is an object with a Statement, not ${shown(document)}`,
      'give the policy document as AWS returns it',
    );
    return [unreadableStatement(policy, kind, 'document')];
  }
  const variables = document['Version'] === '2012-10-17';
  const doubtful = !readFrame(document, notes);
  const rules = { policy, kind, variables, doubtful };
  return asList(document['Statement']).map((value, index) =>
    compileStatement(value, index, rules, notes.at('Statement').at(index)),
  );
}

function readFrame(document: JsonObject, notes: Notes): boolean {
  const version = document['Version'];
  const versionKnown = version === undefined || version === '2012-10-17' || version === '2008-10-17';
  if (!versionKnown)
    notes.at('Version').add('TB6010', `Version is 2012-10-17 or 2008-10-17, not ${shown(version)}`, 'write 2012-10-17');
  const strangers = Object.keys(document).filter((key) => !['Version', 'Id', 'Statement'].includes(key));
  for (const key of strangers)
    notes.at(key).add('TB6010', `${shown(key)} is not an element of a policy`, 'use Version, Id and Statement');
  return versionKnown && strangers.length === 0;
}
