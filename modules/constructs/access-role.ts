import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { Token, type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import {
  accessStatements,
  canonicalPolicyJson,
  checkRoleName,
  policyDocument,
  trustStatements,
  type Access,
  type AccessScope,
  type Placement,
} from '../core';
import { addCheck } from './validation';

/** With `prefix` and `principalTags` the role is let in to a part of the bucket, or only while it carries tags. */
export interface AccessRoleProps extends AccessScope {
  readonly placement: Placement;
  readonly roleName: string;
  readonly bucketName: string;
  readonly access: Access;
  /** ARNs of those who may assume the role. */
  readonly trustedArns: readonly string[];
  readonly tags?: { readonly [key: string]: string };
}

/** A role with the least that reading or writing one tenant's bucket or prefix takes; the key lets it in itself. */
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
      policy: canonicalPolicyJson(policyDocument(accessStatements(placement, props.bucketName, props.access, props))),
    });
  }
}
