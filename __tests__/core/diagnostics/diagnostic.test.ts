import { describe, expect, test } from '@jest/globals';
import { diagnostic, DiagnosticError, throwErrors, type Diagnostic } from '../../../modules/core';

const first = diagnostic('TB1002', { message: 'id is missing', path: 'tenants[0]', fix: 'add an id' });
const second = diagnostic('TB2001', { message: 'bucket name "X"', path: 'stack/x', fix: 'choose another' });
const warning: Diagnostic = { ...first, severity: 'warning' };

function thrownBy(act: () => void): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('diagnostic', () => {
  test('takes its severity from the catalogue and keeps its place', () => {
    const location = { file: 'a.yaml', line: 1, column: 2, endColumn: 3 };
    expect(diagnostic('TB1002', { message: 'm', path: 'p', fix: 'f', location })).toEqual({
      code: 'TB1002',
      severity: 'error',
      message: 'm',
      path: 'p',
      fix: 'f',
      location,
    });
  });
});

describe('DiagnosticError', () => {
  test('carries every diagnostic, and tells all of them to whoever prints only its message', () => {
    const error = new DiagnosticError(first, second);
    expect(error.diagnostics).toEqual([first, second]);
    expect(error.name).toBe('DiagnosticError');
    expect(error.message).toBe('TB1002 tenants[0]: id is missing\nTB2001 stack/x: bucket name "X"');
  });
});

describe('throwErrors', () => {
  test('throws all errors at once and leaves warnings out', () => {
    expect(thrownBy(() => throwErrors([warning, first, second]))).toEqual(new DiagnosticError(first, second));
  });

  test('returns when there is nothing but warnings', () => {
    expect(thrownBy(() => throwErrors([]))).toBeUndefined();
    expect(thrownBy(() => throwErrors([warning]))).toBeUndefined();
  });
});
