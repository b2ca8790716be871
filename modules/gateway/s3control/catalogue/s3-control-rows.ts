/** An operation of S3 Control; `{…}` stands for one part of the path, `{…+}` for all that follow. */
export interface ControlRow {
  readonly operation: string;
  readonly method: string;
  /** Behind the version. */
  readonly path: string;
  readonly treatment: 'owned' | 'forwarded' | 'refused';
  readonly why: string;
}

type Line = readonly [operation: string, method: string, path: string];

function refused(why: string, ...lines: readonly Line[]): readonly ControlRow[] {
  return lines.map(([operation, method, path]) => ({ operation, method, path, treatment: 'refused', why }));
}

/** The Block Public Access of a whole account, which the gateway keeps. */
export const ownedControlRows = {
  GetPublicAccessBlock: { method: 'GET', path: 'configuration/publicAccessBlock' },
  PutPublicAccessBlock: { method: 'PUT', path: 'configuration/publicAccessBlock' },
  DeletePublicAccessBlock: { method: 'DELETE', path: 'configuration/publicAccessBlock' },
} satisfies { readonly [operation: string]: Pick<ControlRow, 'method' | 'path'> };

const tags = 'tags of a bucket decide nothing while ABAC is refused';

/** Done by the emulator once the caller is allowed. */
const forwardedControlRows = {
  ListTagsForResource: { method: 'GET', path: 'tags/{ResourceArn+}', harmless: tags },
  TagResource: { method: 'POST', path: 'tags/{ResourceArn+}', harmless: tags },
  UntagResource: { method: 'DELETE', path: 'tags/{ResourceArn+}', harmless: tags },
} satisfies { readonly [operation: string]: Pick<ControlRow, 'method' | 'path'> & { readonly harmless: string } };

const grants = 'accessgrantsinstance';
const lambda = 'accesspointforobjectlambda';
const regions = 'mrap/instances/{Name+}';

const refusedControlRows: readonly ControlRow[] = [
  ...refused(
    'the engine does not judge S3 Access Grants',
    ['AssociateAccessGrantsIdentityCenter', 'POST', `${grants}/identitycenter`],
    ['CreateAccessGrant', 'POST', `${grants}/grant`],
    ['CreateAccessGrantsInstance', 'POST', grants],
    ['CreateAccessGrantsLocation', 'POST', `${grants}/location`],
    ['DeleteAccessGrant', 'DELETE', `${grants}/grant/{AccessGrantId}`],
    ['DeleteAccessGrantsInstance', 'DELETE', grants],
    ['DeleteAccessGrantsInstanceResourcePolicy', 'DELETE', `${grants}/resourcepolicy`],
    ['DeleteAccessGrantsLocation', 'DELETE', `${grants}/location/{AccessGrantsLocationId}`],
    ['DissociateAccessGrantsIdentityCenter', 'DELETE', `${grants}/identitycenter`],
    ['GetAccessGrant', 'GET', `${grants}/grant/{AccessGrantId}`],
    ['GetAccessGrantsInstance', 'GET', grants],
    ['GetAccessGrantsInstanceForPrefix', 'GET', `${grants}/prefix`],
    ['GetAccessGrantsInstanceResourcePolicy', 'GET', `${grants}/resourcepolicy`],
    ['GetAccessGrantsLocation', 'GET', `${grants}/location/{AccessGrantsLocationId}`],
    ['GetDataAccess', 'GET', `${grants}/dataaccess`],
    ['ListAccessGrants', 'GET', `${grants}/grants`],
    ['ListAccessGrantsInstances', 'GET', 'accessgrantsinstances'],
    ['ListAccessGrantsLocations', 'GET', `${grants}/locations`],
    ['ListCallerAccessGrants', 'GET', `${grants}/caller/grants`],
    ['PutAccessGrantsInstanceResourcePolicy', 'PUT', `${grants}/resourcepolicy`],
    ['UpdateAccessGrantsLocation', 'PUT', `${grants}/location/{AccessGrantsLocationId}`],
  ),
  ...refused(
    'the engine does not judge access points',
    ['CreateAccessPoint', 'PUT', 'accesspoint/{Name}'],
    ['DeleteAccessPoint', 'DELETE', 'accesspoint/{Name}'],
    ['DeleteAccessPointPolicy', 'DELETE', 'accesspoint/{Name}/policy'],
    ['DeleteAccessPointScope', 'DELETE', 'accesspoint/{Name}/scope'],
    ['GetAccessPoint', 'GET', 'accesspoint/{Name}'],
    ['GetAccessPointPolicy', 'GET', 'accesspoint/{Name}/policy'],
    ['GetAccessPointPolicyStatus', 'GET', 'accesspoint/{Name}/policyStatus'],
    ['GetAccessPointScope', 'GET', 'accesspoint/{Name}/scope'],
    ['ListAccessPoints', 'GET', 'accesspoint'],
    ['ListAccessPointsForDirectoryBuckets', 'GET', 'accesspointfordirectory'],
    ['PutAccessPointPolicy', 'PUT', 'accesspoint/{Name}/policy'],
    ['PutAccessPointScope', 'PUT', 'accesspoint/{Name}/scope'],
  ),
  ...refused(
    'there are no Object Lambda access points',
    ['CreateAccessPointForObjectLambda', 'PUT', `${lambda}/{Name}`],
    ['DeleteAccessPointForObjectLambda', 'DELETE', `${lambda}/{Name}`],
    ['DeleteAccessPointPolicyForObjectLambda', 'DELETE', `${lambda}/{Name}/policy`],
    ['GetAccessPointConfigurationForObjectLambda', 'GET', `${lambda}/{Name}/configuration`],
    ['GetAccessPointForObjectLambda', 'GET', `${lambda}/{Name}`],
    ['GetAccessPointPolicyForObjectLambda', 'GET', `${lambda}/{Name}/policy`],
    ['GetAccessPointPolicyStatusForObjectLambda', 'GET', `${lambda}/{Name}/policyStatus`],
    ['ListAccessPointsForObjectLambda', 'GET', lambda],
    ['PutAccessPointConfigurationForObjectLambda', 'PUT', `${lambda}/{Name}/configuration`],
    ['PutAccessPointPolicyForObjectLambda', 'PUT', `${lambda}/{Name}/policy`],
  ),
  ...refused(
    'there are no buckets on Outposts',
    ['CreateBucket', 'PUT', 'bucket/{Bucket}'],
    ['DeleteBucket', 'DELETE', 'bucket/{Bucket}'],
    ['DeleteBucketLifecycleConfiguration', 'DELETE', 'bucket/{Bucket}/lifecycleconfiguration'],
    ['DeleteBucketPolicy', 'DELETE', 'bucket/{Bucket}/policy'],
    ['DeleteBucketReplication', 'DELETE', 'bucket/{Bucket}/replication'],
    ['DeleteBucketTagging', 'DELETE', 'bucket/{Bucket}/tagging'],
    ['GetBucket', 'GET', 'bucket/{Bucket}'],
    ['GetBucketLifecycleConfiguration', 'GET', 'bucket/{Bucket}/lifecycleconfiguration'],
    ['GetBucketPolicy', 'GET', 'bucket/{Bucket}/policy'],
    ['GetBucketReplication', 'GET', 'bucket/{Bucket}/replication'],
    ['GetBucketTagging', 'GET', 'bucket/{Bucket}/tagging'],
    ['GetBucketVersioning', 'GET', 'bucket/{Bucket}/versioning'],
    ['ListRegionalBuckets', 'GET', 'bucket'],
    ['PutBucketLifecycleConfiguration', 'PUT', 'bucket/{Bucket}/lifecycleconfiguration'],
    ['PutBucketPolicy', 'PUT', 'bucket/{Bucket}/policy'],
    ['PutBucketReplication', 'PUT', 'bucket/{Bucket}/replication'],
    ['PutBucketTagging', 'PUT', 'bucket/{Bucket}/tagging'],
    ['PutBucketVersioning', 'PUT', 'bucket/{Bucket}/versioning'],
  ),
  ...refused(
    'nothing here runs Batch Operations',
    ['CreateJob', 'POST', 'jobs'],
    ['DeleteJobTagging', 'DELETE', 'jobs/{JobId}/tagging'],
    ['DescribeJob', 'GET', 'jobs/{JobId}'],
    ['GetJobTagging', 'GET', 'jobs/{JobId}/tagging'],
    ['ListJobs', 'GET', 'jobs'],
    ['PutJobTagging', 'PUT', 'jobs/{JobId}/tagging'],
    ['UpdateJobPriority', 'POST', 'jobs/{JobId}/priority'],
    ['UpdateJobStatus', 'POST', 'jobs/{JobId}/status'],
  ),
  ...refused(
    'there are no multi-Region access points',
    ['CreateMultiRegionAccessPoint', 'POST', 'async-requests/mrap/create'],
    ['DeleteMultiRegionAccessPoint', 'POST', 'async-requests/mrap/delete'],
    ['DescribeMultiRegionAccessPointOperation', 'GET', 'async-requests/mrap/{RequestTokenARN+}'],
    ['GetMultiRegionAccessPointPolicy', 'GET', `${regions}/policy`],
    ['GetMultiRegionAccessPointPolicyStatus', 'GET', `${regions}/policystatus`],
    ['GetMultiRegionAccessPointRoutes', 'GET', `${regions}/routes`],
    ['GetMultiRegionAccessPoint', 'GET', regions],
    ['ListMultiRegionAccessPoints', 'GET', 'mrap/instances'],
    ['PutMultiRegionAccessPointPolicy', 'POST', 'async-requests/mrap/put-policy'],
    ['SubmitMultiRegionAccessPointRoutes', 'PATCH', `${regions}/routes`],
  ),
  ...refused(
    'the emulator keeps no Storage Lens',
    ['CreateStorageLensGroup', 'POST', 'storagelensgroup'],
    ['DeleteStorageLensConfiguration', 'DELETE', 'storagelens/{ConfigId}'],
    ['DeleteStorageLensConfigurationTagging', 'DELETE', 'storagelens/{ConfigId}/tagging'],
    ['DeleteStorageLensGroup', 'DELETE', 'storagelensgroup/{Name}'],
    ['GetStorageLensConfiguration', 'GET', 'storagelens/{ConfigId}'],
    ['GetStorageLensConfigurationTagging', 'GET', 'storagelens/{ConfigId}/tagging'],
    ['GetStorageLensGroup', 'GET', 'storagelensgroup/{Name}'],
    ['ListStorageLensConfigurations', 'GET', 'storagelens'],
    ['ListStorageLensGroups', 'GET', 'storagelensgroup'],
    ['PutStorageLensConfiguration', 'PUT', 'storagelens/{ConfigId}'],
    ['PutStorageLensConfigurationTagging', 'PUT', 'storagelens/{ConfigId}/tagging'],
    ['UpdateStorageLensGroup', 'PUT', 'storagelensgroup/{Name}'],
  ),
];

/** Every operation of S3 Control and what becomes of it. */
export const controlRows: readonly ControlRow[] = [
  ...Object.entries(ownedControlRows).map(([operation, row]): ControlRow => ({
    operation,
    ...row,
    treatment: 'owned',
    why: '',
  })),
  ...Object.entries(forwardedControlRows).map(([operation, { harmless, ...row }]): ControlRow => ({
    operation,
    ...row,
    treatment: 'forwarded',
    why: harmless,
  })),
  ...refusedControlRows,
];
