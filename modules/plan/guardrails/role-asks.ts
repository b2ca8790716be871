import type { Located } from '../stacks/located';
import type { Place } from '../stacks/place';
import { roleArnOf } from '../world/roles';
import { tagsOf } from '../world/tags';
import { isImported, tagFacts, targetsOf, told, type Ask, type Askings, type KeyFacts, type Others } from './ask';
import { requestKeys } from './need';

/** What roles and their own policies ask for. @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html */
export const roleAskings: Askings = {
  aws_iam_role: (located, place) => targetsOf(roleArnOf(located), []).flatMap((arn) => roleAsks(located, place, arn)),
  aws_iam_role_policy: rolePolicyAsks,
};

const roleReads = ['iam:GetRole', 'iam:ListAttachedRolePolicies', 'iam:ListRolePolicies'];

/** Where IAM, which has no regions, answers. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-requestedregion */
const regionOfIam: { readonly [partition: string]: string } = {
  'aws-cn': 'cn-north-1',
  'aws-us-gov': 'us-gov-west-1',
};

function iamRequestKeys({ partition }: Place): Ask['values'] {
  return requestKeys(regionOfIam[partition] ?? 'us-east-1');
}

function roleAsks(located: Located, place: Place, resource: string): readonly Ask[] {
  const values = iamRequestKeys(place);
  const tags = tagFacts(tagsOf(located));
  const created = told(values, { ...tags, ...boundaryFacts(located) });
  return [
    ...(isImported(located) ? [] : [{ action: 'iam:CreateRole', resource, ...created }]),
    { action: 'iam:TagRole', resource, ...told(values, tags) },
    ...roleReads.map((action) => ({ action, resource, values })),
  ];
}

function boundaryFacts({ section }: Located): KeyFacts {
  return { 'iam:PermissionsBoundary': section.optionalText('permissions_boundary') };
}

/** IAM compares the boundary of the role when a policy of it is written. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate */
function rolePolicyAsks({ section }: Located, place: Place, others: Others): readonly Ask[] {
  const named = section.text('role');
  const values = iamRequestKeys(place);
  return others('aws_iam_role').flatMap((role) => {
    const name = role.section.text('name');
    if (named.known && name.known && named.value !== name.value) return [];
    return targetsOf(roleArnOf(role), []).flatMap((resource) => [
      { action: 'iam:PutRolePolicy', resource, ...told(values, boundaryFacts(role)) },
      { action: 'iam:GetRolePolicy', resource, values },
    ]);
  });
}
