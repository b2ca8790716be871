import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { Token, type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import {
  accessStatements,
  canonicalPolicyJson,
  checkRoleName,
  foreignKeyStatements,
  policyDocument,
  trustStatements,
  type Access,
  type AccessScope,
  type Placement,
  type PolicyStatement,
} from '../core';
import { addCheck } from './validation';

/** With `prefix` and `principalTags` the role is let in to a part of the bucket, or only while it carries tags. */
export interface AccessRoleProps extends AccessScope {
  readonly placement: Placement;
  readonly roleName: string;
  readonly bucketName: string;
  readonly access: Access;
  /** A key in another account, which the role's own policy has to name. @default the key lets the role in itself */
  readonly foreignKeyArn?: string;
  /** ARNs of those who may assume the role. */
  readonly trustedArns: readonly string[];
  readonly tags?: { readonly [key: string]: string };
}

/** A role with the least that reading or writing one tenant's bucket or prefix takes. */
export class AccessRole extends Construct {
  /** For whatever names the role and has to wait for it. */
  readonly resource: ITerraformDependable;

  constructor(scope: Construct, id: string, props: AccessRoleProps) {
    super(scope, id);
    const { placement } = props;
    if (!Token.isUnresolved(props.roleName)) addCheck(this, (path) => checkRoleName(path, props.roleName));
    const role = new IamRole(this, 'Resource', {
      name: props.roleName,
      path: placement.rolePath,
      assumeRolePolicy: canonicalPolicyJson(policyDocument(trustStatements(props.trustedArns, props.principalTags))),
      ...(placement.permissionsBoundaryArn === undefined
        ? {}
        : { permissionsBoundary: placement.permissionsBoundaryArn }),
      tags: { ...props.tags },
    });
    this.resource = role;
    new IamRolePolicy(this, 'Policy', {
      name: 'tenant-objects',
      role: role.name,
      policy: canonicalPolicyJson(policyDocument(roleStatements(props))),
    });
  }
}

function roleStatements(props: AccessRoleProps): readonly PolicyStatement[] {
  const { placement, bucketName, access, foreignKeyArn, principalTags } = props;
  const objects = accessStatements(placement, bucketName, access, props);
  if (foreignKeyArn === undefined) return objects;
  const use = { keyArn: foreignKeyArn, bucketName, access, ...(principalTags !== undefined && { principalTags }) };
  return [...objects, ...foreignKeyStatements(placement, use)];
}
