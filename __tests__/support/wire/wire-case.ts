import type { Vector } from '../../vectors/read-vectors';
import { objectAt, objectsAt, parseJsonObject, textAt, type Json, type JsonObject } from '../json';

/** A vector's case in the parts that requests are made of. */
export interface WireCase {
  readonly action: string;
  readonly resource: string;
  readonly principal: string;
  /** Of the caller; empty for nobody. */
  readonly account: string;
  readonly owner: string;
  readonly context: { readonly [key: string]: Json };
  readonly identityPolicies: readonly JsonObject[];
  readonly boundaries: readonly JsonObject[];
  readonly sessionPolicies: readonly JsonObject[];
  readonly organization: JsonObject | undefined;
  readonly resourceSide: ResourceSide;
  readonly legs: readonly (ResourceSide & { readonly action: string; readonly resource: string })[];
  readonly whole: JsonObject;
}

export interface ResourceSide {
  readonly policy: JsonObject | undefined;
  readonly grants: readonly JsonObject[];
  readonly encryptionContext: JsonObject;
  readonly restricts: boolean;
}

export function wireCase(vector: Vector): WireCase {
  const whole = parseJsonObject(JSON.stringify(vector.case));
  const request = objectAt(whole, 'request');
  const resource = textAt(request, 'resource');
  const principal = textAt(request, 'principal');
  return {
    action: textAt(request, 'action'),
    resource,
    principal,
    account: principal.split(':')[4] ?? '',
    owner: ownerOf(request),
    context: objectAt(request, 'context'),
    identityPolicies: documents(whole, 'identityPolicies'),
    boundaries: documents(whole, 'permissionBoundaries'),
    sessionPolicies: documents(whole, 'sessionPolicies'),
    organization: organizationOf(whole),
    resourceSide: sideOf(whole),
    legs: documents(whole, 'then').map((leg) => ({
      ...sideOf(leg),
      action: textAt(objectAt(leg, 'request'), 'action'),
      resource: textAt(objectAt(leg, 'request'), 'resource'),
    })),
    whole,
  };
}

function sideOf(side: JsonObject): ResourceSide {
  return {
    policy: 'resourcePolicy' in side ? objectAt(side, 'resourcePolicy') : undefined,
    grants: documents(side, 'grants'),
    encryptionContext: objectAt(side, 'encryptionContext'),
    restricts: objectAt(side, 'publicAccessBlock')['restrictPublicBuckets'] === true,
  };
}

function documents(parent: JsonObject, name: string): readonly JsonObject[] {
  return name in parent ? objectsAt(parent, name) : [];
}

/** The organization of whoever the policies of the case bind: the caller, or the owner of what they guard. */
function organizationOf(whole: JsonObject): JsonObject | undefined {
  const request = objectAt(whole, 'request');
  const id = objectAt(request, 'context')['aws:PrincipalOrgID'];
  const service = whole['serviceControlPolicies'] ?? [];
  const guarded = [whole, ...documents(whole, 'then')].find((side) => isGiven(side['resourceControlPolicies']));
  const members = isGiven(service) || typeof id === 'string' ? textAt(request, 'principal').split(':').slice(4, 5) : [];
  if (!guarded && members.length === 0) return undefined;
  return {
    serviceControlPolicies: service,
    resourceControlPolicies: guarded ? (guarded['resourceControlPolicies'] ?? []) : [],
    accountIds: [...members, ...(guarded ? [ownerOf(objectAt(guarded, 'request'))] : [])],
    ...(typeof id === 'string' ? { id } : {}),
  };
}

function isGiven(levels: Json | undefined): boolean {
  return levels !== undefined && JSON.stringify(levels) !== '[]';
}

/** S3's ARNs name no account, those of keys do. */
function ownerOf(request: JsonObject): string {
  const { resourceAccount } = request;
  return typeof resourceAccount === 'string' ? resourceAccount : (textAt(request, 'resource').split(':')[4] ?? '');
}

/** What a condition key holds, whatever the case of its letters; `null` is as if it were not there. */
export function contextText({ context }: WireCase, key: string): string | undefined {
  const found = Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];
  return typeof found === 'string' ? found : undefined;
}

export function contextList({ context }: WireCase, key: string): readonly string[] {
  const found = context[key];
  if (typeof found === 'string') return [found];
  return Array.isArray(found) ? found.map(String) : [];
}

/** The values of a family of keys, such as `aws:PrincipalTag/`, by what follows the prefix. */
export function contextFamily({ context }: WireCase, prefix: string): { readonly [name: string]: string } {
  const own = Object.entries(context).filter(([name]) => name.toLowerCase().startsWith(prefix.toLowerCase()));
  return Object.fromEntries(
    own.flatMap(([name, value]) => (typeof value === 'string' ? [[name.slice(prefix.length), value]] : [])),
  );
}

export function bucketOf(resource: string): { readonly bucket: string; readonly key: string } {
  const [bucket = '', ...rest] = resource.replace('arn:aws:s3:::', '').split('/');
  return { bucket, key: rest.join('/') };
}

/** Every user and role that is named in full anywhere in the case. */
export function namedPrincipals({ whole }: WireCase): readonly string[] {
  const found = JSON.stringify(whole).matchAll(/"(arn:aws:iam::[0-9]{12}:(?:role|user)\/[^"*?$]+)"/g);
  return [...new Set([...found].map(([, arn = '']) => arn))];
}

/** Every key that is named in full anywhere in the case. */
export function namedKeys({ whole }: WireCase): readonly string[] {
  const found = JSON.stringify(whole).matchAll(/"(arn:aws:kms:[a-z0-9-]+:[0-9]{12}:key\/[0-9a-f-]{36})"/g);
  return [...new Set([...found].map(([, arn = '']) => arn))];
}
