import { anyForm, callersSide, directlyAllowed, resourceAllows, type Inputs } from './allowance';
import { all, some, type Trilean } from './trilean';

/** Whether S3 (or any service that decides alike) allows, denies and organization apart. */
export function s3Allows(inputs: Inputs): Trilean {
  const { leg } = inputs;
  const { kind, account } = leg.requester;
  const counted = bucketPolicyCounts(inputs) ? inputs : { ...inputs, resource: [] };
  if (kind === 'anonymous' || kind === 'service') return resourceAllows(counted.resource, ['everyone', 'service']);
  if (account !== leg.resourceAccount) return all([callersSide(inputs), resourceAllows(counted.resource, anyForm)]);
  return kind === 'root' ? 'yes' : some([callersSide(inputs), directlyAllowed(counted)]);
}

/** A bucket policy's Allow says nothing about objects that somebody else owns. */
function bucketPolicyCounts({ leg }: Inputs): boolean {
  return leg.objectOwner === undefined || leg.objectOwner === leg.resourceAccount;
}
