import { isJsonObject, type JsonObject } from '../../core';
import { asList, isStringList, shown } from '../language/json';
import type { Notes } from '../language/notes';
import type { AccessRequest, ContextValue, RequestContext, RequestPrincipal } from '../model';
import { parsePrincipal } from '../request/principal';
import { optional, readAccount, readObject, readText, readTexts } from './fields';

const legFields = ['action', 'resource', 'resourceAccount', 'context', 'unknownContext', 'objectOwner'];

/** Reads the request of a case. */
export function readRequest(value: unknown, notes: Notes): AccessRequest {
  const object = readObject(value, [...legFields, 'principal'], notes);
  return { ...readParts(object, notes), principal: readPrincipal(object['principal'], notes.at('principal')) };
}

/** Reads the request of a further leg, whose caller is that of the case. */
export function readLegRequest(value: unknown, notes: Notes): Omit<AccessRequest, 'principal'> {
  return readParts(readObject(value, legFields, notes), notes);
}

function readParts(object: JsonObject, notes: Notes): Omit<AccessRequest, 'principal'> {
  const resourceAccount = optional(object, 'resourceAccount', notes, readAccount);
  const context = optional(object, 'context', notes, readContext);
  const unknownContext = optional(object, 'unknownContext', notes, readTexts);
  const objectOwner = optional(object, 'objectOwner', notes, readAccount);
  return {
    action: readAction(object['action'], notes.at('action')),
    resource: readText(object['resource'], notes.at('resource')),
    ...(resourceAccount !== undefined && { resourceAccount }),
    ...(context && { context }),
    ...(unknownContext && { unknownContext }),
    ...(objectOwner !== undefined && { objectOwner }),
  };
}

function readAction(value: unknown, notes: Notes): string {
  if (typeof value === 'string' && /^[A-Za-z0-9-]+:[A-Za-z0-9]+$/.test(value)) return value;
  notes.add('TB6002', `an action is needed, not ${shown(value)}`, 'write one action in full, such as s3:PutObject');
  return '';
}

function readPrincipal(value: unknown, notes: Notes): RequestPrincipal {
  const principal = typeof value === 'string' ? parsePrincipal(value) : undefined;
  if (principal) return principal;
  notes.add(
    'TB6003',
    value === undefined ? 'a principal is needed, not nothing' : `${shown(value)} is nobody who can make a request`,
    'write the full ARN of a user, role session or root, a service name, or "anonymous"',
  );
  return { kind: 'anonymous', text: 'anonymous' };
}

function readContext(value: unknown, notes: Notes): RequestContext {
  if (!isJsonObject(value)) {
    notes.add('TB6002', `a context is an object of keys, not ${shown(value)}`, 'write {"aws:SecureTransport": "true"}');
    return {};
  }
  const seen = new Set<string>();
  const entries = Object.entries(value).map(([key, member]): [string, ContextValue] => {
    const lower = key.toLowerCase();
    if (seen.has(lower)) notes.at(key).add('TB6002', 'the key is given twice: keys ignore case', 'give it once');
    seen.add(lower);
    return [key, readContextValue(member, notes.at(key))];
  });
  return Object.fromEntries(entries);
}

function readContextValue(value: unknown, notes: Notes): ContextValue {
  if (value === null || typeof value === 'string') return value;
  if (typeof value === 'boolean' || typeof value === 'number') return String(value);
  const texts = Array.isArray(value) ? asList(value) : undefined;
  if (texts && isStringList(texts)) return texts;
  notes.add(
    'TB6002',
    `a context value is a text, a list of texts or null, not ${shown(value)}`,
    'write texts, or null for a key that is known to be absent',
  );
  return null;
}
