/** What all three programs are given: the environment as JSON, and the folder to write to. */
const { readFileSync } = require('node:fs');

const [, , inputFile, outdir] = process.argv;

exports.outdir = outdir;
exports.environment = JSON.parse(readFileSync(inputFile, 'utf8'));

/** Tenants by the number of their shard, as they are pinned. */
exports.shards = () => {
  const { tenants, pins } = exports.environment;
  const numbers = new Map(pins.tenants.map((pin) => [pin.id, pin.number]));
  const shards = new Map();
  for (const tenant of tenants) {
    const number = numbers.get(tenant.id);
    shards.set(number, [...(shards.get(number) ?? []), tenant]);
  }
  return [...shards];
};

/** What a tenant's names come to. */
exports.namesOf = ({ accountId, namePrefix }, tenant) => {
  const bucket = `${namePrefix}-${tenant.id}`;
  return {
    bucket,
    bucketArn: `arn:aws:s3:::${bucket}`,
    alias: `alias/${namePrefix}/${tenant.id}`,
    roles: tenant.principals.map(({ name, access, trustedArns }) => {
      const roleName = `${bucket}-${name}`;
      return { name, access, trustedArns, roleName, arn: `arn:aws:iam::${accountId}:role/tenants/${roleName}` };
    }),
  };
};

/** Reports what the process took, of itself: from its very beginning to here. */
process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const seconds = { user: userCPUTime / 1e6, system: systemCPUTime / 1e6 };
  process.stdout.write(`${JSON.stringify({ ...seconds, megabytes: maxRSS / 1024 })}\n`);
});
