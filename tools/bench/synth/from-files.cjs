/** The package as `main.ts` of a project uses it: tenants and pins from their files, all validations. */
const { environment, outdir } = require('./input.cjs');
const { dirname } = require('node:path');
const { synthesizeEnvironments } = require('tenant-buckets');
const { runApp } = require('tenant-buckets/tenants');

const { name, placements, tags } = environment;
const { exitCode, stderr } = runApp({
  folder: dirname(outdir),
  environments: [{ name, placements, tags }],
  variables: {},
  synthesize: (environments) => synthesizeEnvironments(environments, { outdir }),
});
process.stderr.write(stderr);
process.exitCode = exitCode;
