import type { CatalogueEntry } from '../entry';
import { cliEntries } from './cli';
import { constructsEntries } from './constructs';
import { bucketOptionEntries } from './constructs-options';
import { costEntries } from './cost';
import { emulatorEntries } from './emulator';
import { evaluationEntries } from './evaluation';
import { foundationEntries } from './foundation';
import { limitsEntries } from './limits';
import { planEntries } from './plan';
import { reviewCommandEntries } from './review-commands';
import { reviewEntries } from './review';
import { tenantsEntries } from './tenants';
import { terraformEntries } from './terraform';

const parts = {
  ...tenantsEntries,
  ...constructsEntries,
  ...bucketOptionEntries,
  ...foundationEntries,
  ...limitsEntries,
  ...terraformEntries,
  ...emulatorEntries,
  ...cliEntries,
  ...evaluationEntries,
  ...planEntries,
  ...costEntries,
  ...reviewCommandEntries,
  ...reviewEntries,
};

/** Every diagnostic code there is. Codes are a contract: never reused, never renumbered. */
export type DiagnosticCode = keyof typeof parts;

export const catalogue: { readonly [code in DiagnosticCode]: CatalogueEntry } = parts;
