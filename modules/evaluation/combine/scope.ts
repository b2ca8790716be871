import { worksAcrossAccounts } from '../kms/actions';
import type { DecisionInput } from '../model';
import type { ResolvedRequest } from '../request/view';

/** How the caller stands to the resource: in its account, in another one, or in none (services, anonymous, identity providers). */
export type Relation = 'same' | 'cross' | 'none';

/** Which rules hold between one caller and one resource. */
export interface Scope {
  /** `undefined` when the resource's account is not known. */
  readonly relation: Relation | undefined;
  /** KMS keys and roles: nothing is allowed unless the resource's own policy or a grant says so. */
  readonly resourceDecides: boolean;
  readonly kms: boolean;
  readonly s3: boolean;
  /** Root has every permission of its account and no boundary. */
  readonly root: boolean;
  readonly bindsServiceControl: boolean;
  readonly bindsResourceControl: boolean;
  /** The owner's root can always repair a bucket policy. @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html */
  readonly ignoresBucketDenies: boolean;
  /** The object is not the bucket owner's, so that the bucket policy's Allows do not cover it. */
  readonly foreignObject: boolean;
  /** Why no policy at all can allow it. */
  readonly closed: string | undefined;
}

const bucketPolicyActions = new Set(['s3:getbucketpolicy', 's3:putbucketpolicy', 's3:deletebucketpolicy']);
const sessionActions = /^sts:(assumerole|tagsession|setsourceidentity)/;

export function scopeOf(request: ResolvedRequest, input: DecisionInput): Scope {
  const { action, principal, resourceAccount } = request;
  const own = 'arn' in principal;
  const s3 = action.startsWith('s3:');
  const kms = isKeyRequest(request);
  const relation = relationOf(own ? principal.account : undefined, resourceAccount, s3);
  const serviceLinked = request.principalArn.includes(':role/aws-service-role/');
  return {
    relation,
    resourceDecides: kms || (sessionActions.test(action) && request.resource.includes(':role/')),
    kms,
    s3,
    root: principal.kind === 'root',
    bindsServiceControl: own && !serviceLinked,
    bindsResourceControl: !serviceLinked && input.awsManagedKey !== true && action !== 'kms:retiregrant',
    ignoresBucketDenies: repairsPolicy(request, relation),
    foreignObject: s3 && isForeign(input.request.objectOwner, resourceAccount),
    closed: kms ? closedKey(request, relation) : undefined,
  };
}

function isForeign(objectOwner: string | undefined, bucketOwner: string | undefined): boolean {
  return objectOwner !== undefined && objectOwner !== bucketOwner;
}

function repairsPolicy({ principal, action }: ResolvedRequest, relation: Relation | undefined): boolean {
  return principal.kind === 'root' && relation === 'same' && bucketPolicyActions.has(action);
}

/** Aliases and actions without a key have no key policy. */
function isKeyRequest({ action, resource }: ResolvedRequest): boolean {
  return action.startsWith('kms:') && /^[^:]*:[^:]*:kms:[^:]*:[^:]*:key\//.test(resource);
}

function relationOf(
  callerAccount: string | undefined,
  resourceAccount: string | undefined,
  s3: boolean,
): Relation | undefined {
  if (resourceAccount === undefined && (s3 || callerAccount !== undefined)) return undefined;
  if (callerAccount === undefined) return 'none';
  return callerAccount === resourceAccount ? 'same' : 'cross';
}

function closedKey(
  { principal, action, spelling }: ResolvedRequest,
  relation: Relation | undefined,
): string | undefined {
  if (principal.kind === 'anonymous') return 'KMS takes no anonymous requests';
  return relation === 'cross' && !worksAcrossAccounts(action)
    ? `${spelling} works only inside the account of the key`
    : undefined;
}
