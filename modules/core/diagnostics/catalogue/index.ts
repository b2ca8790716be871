import type { CatalogueEntry } from '../entry';
import { cliEntries } from './cli';
import { constructsEntries } from './constructs';
import { emulatorEntries } from './emulator';
import { evaluationEntries } from './evaluation';
import { planEntries } from './plan';
import { tenantsEntries } from './tenants';
import { terraformEntries } from './terraform';

const parts = {
  ...tenantsEntries,
  ...constructsEntries,
  ...terraformEntries,
  ...emulatorEntries,
  ...cliEntries,
  ...evaluationEntries,
  ...planEntries,
};

/** Every diagnostic code there is. Codes are a contract: never reused, never renumbered. */
export type DiagnosticCode = keyof typeof parts;

export const catalogue: { readonly [code in DiagnosticCode]: CatalogueEntry } = parts;
