import { diagnostic, DiagnosticError } from '../core';
import type { DeployedTenant } from './connection';

/** Reads a stack's outputs, one for each tenant. @throws DiagnosticError when one has not the shape that we give out */
export function readTenants(outputs: Readonly<Record<string, { readonly value: unknown }>>): readonly DeployedTenant[] {
  return Object.entries(outputs).map(([id, { value }]) => {
    const bucketName = text(value, 'bucketName');
    const keyArn = text(value, 'keyArn');
    const aliasName = text(value, 'aliasName');
    const principalArns = texts(value, 'principalArns');
    if (bucketName === undefined || keyArn === undefined || aliasName === undefined || principalArns === undefined) {
      throw new DiagnosticError(
        diagnostic('TB5003', {
          path: id,
          message: 'the output of the stack has not the form of a tenant',
          fix: 'remove the folder of earlier runs, .tenant-buckets, and start again',
        }),
      );
    }
    return { id, bucketName, keyArn, aliasName, principalArns };
  });
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, key)?.value : undefined;
}

function text(value: unknown, key: string): string | undefined {
  const found = member(value, key);
  return typeof found === 'string' ? found : undefined;
}

function texts(value: unknown, key: string): readonly string[] | undefined {
  const found = member(value, key);
  return Array.isArray(found) && found.every((one) => typeof one === 'string') ? found : undefined;
}
