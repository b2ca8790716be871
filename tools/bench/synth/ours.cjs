/** The package as its users have it, with all its validations. */
const { environment, outdir } = require('./input.cjs');
const { synthesizeEnvironments } = require('tenant-buckets');

synthesizeEnvironments([environment], { outdir });
