import { isAccountId, parseArn } from '../arn';
import { diagnostic, DiagnosticError, type Diagnostic } from '../diagnostics/diagnostic';
import { s3ContextKey } from '../encryption-context';
import { grantOperations } from '../tenancy/grant';
import { s3ViaService } from '../tenancy/placement';
import type { Access, PrincipalTags } from '../tenancy/tenant';
import type { Handshake, HandshakePrincipal } from './handshake';

type Fields = { readonly [key: string]: unknown };

/**
 * Reads the JSON of a handshake file, which came by mail or out of another repository.
 * @throws DiagnosticError when it is none, or says two things that do not go together
 */
export function readHandshake(value: unknown): Handshake {
  const fields = fieldsOf(value, 'the handshake');
  if (fields['schemaVersion'] !== 1)
    throw refuse(
      `schemaVersion is ${shown(fields['schemaVersion'])}`,
      'use the version of tenant-buckets that wrote the file',
    );
  const bucketArn = text(fields, 'bucketArn');
  const constraint = fieldsOf(fields['constraint'], 'constraint');
  const context = fieldsOf(constraint['encryptionContextEquals'], 'constraint.encryptionContextEquals');
  if (Object.keys(context).length !== 1 || context[s3ContextKey] !== bucketArn || parseArn(bucketArn)?.service !== 's3')
    throw refuse(`the constraint is ${shown(context)} and the bucket ${bucketArn}`);
  return {
    schemaVersion: 1,
    environment: text(fields, 'environment'),
    tenant: text(fields, 'tenant'),
    partition: text(fields, 'partition'),
    region: text(fields, 'region'),
    keyAccountId: account(fields, 'keyAccountId'),
    platformAccountId: account(fields, 'platformAccountId'),
    bucketArn,
    viaService: viaService(fields),
    constraint: { encryptionContextEquals: { [s3ContextKey]: bucketArn } },
    principals: list(fields['principals'], 'principals').map(readPrincipal),
  };
}

/** Anything else would let another service in. */
function viaService(fields: Fields): string {
  const expected = s3ViaService({ region: text(fields, 'region') });
  if (fields['viaService'] !== expected) throw refuse(`viaService is ${shown(fields['viaService'])}`);
  return expected;
}

function readPrincipal(value: unknown, index: number): HandshakePrincipal {
  const name = `principals[${String(index)}]`;
  const fields = fieldsOf(value, name);
  const arn = text(fields, 'arn', name);
  const access = fields['access'];
  if (!isAccess(access)) throw refuse(`${name}.access is ${shown(access)}`);
  const operations = grantOperations([access]);
  if (JSON.stringify(fields['operations']) !== JSON.stringify(operations))
    throw refuse(
      `${name}.operations is ${shown(fields['operations'])}, and a ${access} needs ${operations.join(' and ')}`,
    );
  const accountId = account(fields, 'accountId', name);
  if (parseArn(arn)?.accountId !== accountId) throw refuse(`${name} is ${arn} in account ${accountId}`);
  const principalTags = readTags(fields['principalTags'], `${name}.principalTags`);
  return { arn, accountId, access, operations, ...(principalTags !== undefined && { principalTags }) };
}

function readTags(value: unknown, name: string): PrincipalTags | undefined {
  if (value === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(fieldsOf(value, name)).map(([tag, of]) => {
      if (typeof of !== 'string') throw refuse(`${name}.${tag} is ${shown(of)}`);
      return [tag, of];
    }),
  );
}

function isAccess(value: unknown): value is Access {
  return value === 'reader' || value === 'writer';
}

function fieldsOf(value: unknown, name: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw refuse(`${name} is ${shown(value)}`);
  return Object.fromEntries(Object.entries(value));
}

function list(value: unknown, name: string): readonly unknown[] {
  if (!Array.isArray(value)) throw refuse(`${name} is ${shown(value)}`);
  return value;
}

function text(fields: Fields, key: string, inside = ''): string {
  const value = fields[key];
  if (typeof value !== 'string' || value === '')
    throw refuse(`${inside === '' ? key : `${inside}.${key}`} is ${shown(value)}`);
  return value;
}

function account(fields: Fields, key: string, inside = ''): string {
  const id = text(fields, key, inside);
  if (!isAccountId(id)) throw refuse(`${inside === '' ? key : `${inside}.${key}`} is ${shown(id)}`);
  return id;
}

function shown(value: unknown): string {
  return value === undefined ? 'missing' : JSON.stringify(value);
}

function refuse(
  message: string,
  fix = 'ask the platform for the file that synth wrote, and leave it as it is',
): DiagnosticError {
  const found: Diagnostic = diagnostic('TB1110', { path: 'handshake', message, fix });
  return new DiagnosticError(found);
}
