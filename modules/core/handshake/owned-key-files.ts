import { canonicalPolicyJson } from '../policy/canonical';
import type { Handshake } from './handshake';
import type { OwnedKey } from './owned-key';

/**
 * Plain Terraform JSON for the tenant's account, which needs nothing of ours. Terraform never destroys the key; who
 * really wants that takes `prevent_destroy` out first.
 * @see https://developer.hashicorp.com/terraform/language/syntax/json
 */
export function terraformOf(handshake: Handshake, key: OwnedKey): object {
  const { region, keyAccountId } = handshake;
  return {
    terraform: {
      required_providers: { aws: { source: 'hashicorp/aws', version: '>= 5.100.0, < 7.0.0' } },
    },
    provider: { aws: [{ region, allowed_account_ids: [keyAccountId] }] },
    resource: {
      aws_kms_key: {
        tenant: {
          description: key.description,
          policy: canonicalPolicyJson(key.policy),
          enable_key_rotation: true,
          rotation_period_in_days: key.rotationDays,
          deletion_window_in_days: key.deletionWindowDays,
          lifecycle: { prevent_destroy: true },
        },
      },
      aws_kms_alias: { tenant: { name: key.aliasName, target_key_id: '${aws_kms_key.tenant.key_id}' } },
    },
    output: { key_arn: { description: 'goes into the file of the tenant', value: '${aws_kms_key.tenant.arn}' } },
  };
}

/**
 * The same as a CloudFormation template. CloudFormation knows no KMS grant, which is why use is given in the policy.
 * Removing the stack leaves the key.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-kms-key.html
 */
export function cloudFormationOf(key: OwnedKey): object {
  const policy: unknown = JSON.parse(canonicalPolicyJson(key.policy));
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: key.description,
    Resources: {
      Key: {
        Type: 'AWS::KMS::Key',
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
        Properties: {
          Description: key.description,
          KeyPolicy: policy,
          EnableKeyRotation: true,
          RotationPeriodInDays: key.rotationDays,
          PendingWindowInDays: key.deletionWindowDays,
        },
      },
      Alias: { Type: 'AWS::KMS::Alias', Properties: { AliasName: key.aliasName, TargetKeyId: { Ref: 'Key' } } },
    },
    Outputs: {
      KeyArn: { Description: 'goes into the file of the tenant', Value: { 'Fn::GetAtt': ['Key', 'Arn'] } },
    },
  };
}
