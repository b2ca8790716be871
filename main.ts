import { selectEnvironments } from './environments';
import { synthesizeEnvironments } from './modules/constructs';
import { catalogue, DiagnosticError, renderDiagnostics, throwErrors, type Sources } from './modules/core';

let sources: Sources = {};
try {
  const selected = selectEnvironments({
    names: process.env['TENANT_BUCKETS_ENVIRONMENT'],
    emulatorEndpoint: process.env['TENANT_BUCKETS_ENDPOINT'],
  });
  sources = selected.sources;
  throwErrors(selected.diagnostics);
  synthesizeEnvironments(selected.environments);
} catch (error) {
  if (!(error instanceof DiagnosticError)) throw error;
  process.stderr.write(`${renderDiagnostics(error.diagnostics, sources)}\n`);
  process.exitCode = catalogue[error.diagnostics[0].code].exitCode;
}
