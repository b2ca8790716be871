import type { Deployment, Environment } from '../../modules/constructs';
import { noPins, throwErrors } from '../../modules/core';
import { loadEnvironments } from '../../modules/tenants';
import { deployment, pinned } from './tenancy';

/** What a placement can have, all at once. */
const main: Deployment = {
  ...deployment,
  permissionsBoundaryArn: `arn:aws:iam::${deployment.accountId}:policy/boundary`,
  shardSize: 3,
  foundation: { accessLogs: true, inventory: 'daily', logDays: 30, reportDays: 60 },
};

/** And as little as it can. */
const bare: Deployment = {
  name: 'bare',
  accountId: '222233334444',
  region: 'us-east-1',
  partition: 'aws',
  deployerArn: 'arn:aws:iam::222233334444:root',
  namePrefix: 'bare',
  rolePath: '/',
  backend: { kind: 'localFile' },
  emulatorEndpoint: 'http://127.0.0.1:4566',
};

/** The environment `broad` of a project, in which tenants use every option there is. */
export function broadEnvironment(folder: string): Environment {
  const definition = { name: 'broad', placements: [main, bare], tags: { environment: 'broad' } };
  const { environments, diagnostics } = loadEnvironments([definition], folder);
  throwErrors(diagnostics);
  const tenants = environments.flatMap((one) => one.tenants);
  const { pins } = pinned({ ...definition, tenants });
  return { ...definition, tenants, pins: { ...noPins, ...pins } };
}
