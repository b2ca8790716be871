import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { foundationStackName } from '../core';
import type { Deployment, Environment } from './deployment';
import { FoundationStack } from './foundation-stack';

/** Adds the foundation of every placement that has one, also where nobody lives yet. */
export function layFoundations(scope: Construct, { name, placements, tenants, tags }: Environment): void {
  for (const deployment of placements) {
    if (deployment.foundation === undefined) continue;
    new FoundationStack(scope, foundationStackName(name, deployment), { deployment, tenants, tags });
  }
}

/** Has `cdktf deploy` build the foundation first: S3 refuses to log into a bucket that is not there. No state is read. */
export function restOnFoundation(
  scope: Construct,
  stack: TerraformStack,
  environment: string,
  deployment: Deployment,
): void {
  const foundation = scope.node.tryFindChild(foundationStackName(environment, deployment));
  if (TerraformStack.isStack(foundation)) stack.addDependency(foundation);
}
