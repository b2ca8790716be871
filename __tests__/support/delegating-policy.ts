import { accountRootArn, known, policyDocument } from '../../modules/core';
import { accountId } from './tenancy';

/** A key policy that leaves the say to the policies of the platform's account, as much as the owner of a key can. */
export const delegatingPolicy = known(
  policyDocument([
    {
      Sid: 'Delegate',
      Effect: 'Allow',
      Principal: { AWS: accountRootArn('aws', accountId) },
      Action: 'kms:*',
      Resource: '*',
    },
  ]),
);
