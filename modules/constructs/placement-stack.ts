import { AwsProvider, type AwsProviderConfig } from '@cdktf/provider-aws/lib/provider';
import { LocalBackend, S3Backend, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import type { Deployment } from './deployment';

/** The range in which the resources used here have the same meaning. */
const providerVersions = '>= 5.100.0, < 7.0.0';

export interface PlacementStackProps {
  readonly deployment: Deployment;
  readonly tags: { readonly [key: string]: string };
}

/**
 * A stack in one placement: provider, state and the account guard. One stack is one state. Its own children have ids
 * that begin with a capital letter, as no tenant's id does.
 */
export class PlacementStack extends TerraformStack {
  constructor(scope: Construct, id: string, props: PlacementStackProps) {
    super(scope, id);
    new AwsProvider(this, 'Provider', providerConfig(props));
    this.addOverride('terraform.required_providers.aws.version', providerVersions);
    keepState(new Construct(this, 'State'), id, props.deployment);
    if (props.deployment.backend.kind === 's3') this.addOverride('terraform.backend.s3.use_lockfile', true);
  }
}

function providerConfig({ deployment, tags }: PlacementStackProps): AwsProviderConfig {
  return {
    region: deployment.region,
    allowedAccountIds: [deployment.accountId],
    defaultTags: [{ tags: { ...tags } }],
    ...(deployment.assumeRoleArn === undefined ? {} : { assumeRole: [{ roleArn: deployment.assumeRoleArn }] }),
    ...(deployment.emulatorEndpoint === undefined ? {} : emulatorConfig(deployment.emulatorEndpoint)),
  };
}

/** Credentials are not written: they come from the environment of whoever runs terraform. */
function emulatorConfig(endpoint: string): Partial<AwsProviderConfig> {
  return {
    endpoints: [{ iam: endpoint, kms: endpoint, s3: endpoint, s3Control: endpoint, sts: endpoint }],
    s3UsePathStyle: true,
    skipMetadataApiCheck: 'true',
    skipRegionValidation: true,
  };
}

function keepState(scope: Construct, stackId: string, { backend }: Deployment): void {
  if (backend.kind === 'localFile') {
    new LocalBackend(scope, { path: 'terraform.tfstate' });
    return;
  }
  new S3Backend(scope, {
    bucket: backend.bucket,
    key: `${stackId}.tfstate`,
    region: backend.region,
    encrypt: true,
    kmsKeyId: backend.kmsKeyArn,
  });
}
