import type { JsonObject } from '../../core';
import { compileGrant } from '../kms/grant';
import { compilePolicy } from '../language/policy';
import type { Notes } from '../language/notes';
import type { CompiledPolicy, DecisionInput, IdentitySide, Leg, PolicyKind, ResourceSide } from '../model';
import { optional, readFlag, readList, readObject, readText, readTextMap } from './fields';
import { readLegRequest, readRequest } from './read-request';

/** One case, read and compiled. */
export interface EvaluationCase {
  readonly name: string;
  readonly input: DecisionInput;
  readonly legs: readonly Leg[];
}

const identityFields = ['identityPolicies', 'permissionBoundaries', 'sessionPolicies', 'serviceControlPolicies'];
const resourceFields = [
  'resourcePolicy',
  'resourceControlPolicies',
  'vpcEndpointPolicy',
  'publicAccessBlock',
  'grants',
  'encryptionContext',
  'awsManagedKey',
];
const publicAccessFields = ['blockPublicAcls', 'ignorePublicAcls', 'blockPublicPolicy', 'restrictPublicBuckets'];

export function readCase(value: unknown, notes: Notes): EvaluationCase {
  const object = readObject(value, ['name', 'request', ...identityFields, ...resourceFields, 'then'], notes);
  const request = readRequest(object['request'], notes.at('request'));
  return {
    name: readText(object['name'], notes.at('name')),
    input: { request, ...readIdentitySide(object, notes), ...readResourceSide(object, notes) },
    legs: optional(object, 'then', notes, readLegs) ?? [],
  };
}

function readLegs(value: unknown, notes: Notes): readonly Leg[] {
  return readList(value, notes).map((leg, index) => {
    const at = notes.at(index);
    const object = readObject(leg, ['request', ...resourceFields], at);
    return { request: readLegRequest(object['request'], at.at('request')), ...readResourceSide(object, at) };
  });
}

function readIdentitySide(object: JsonObject, notes: Notes): IdentitySide {
  const identityPolicies = optional(object, 'identityPolicies', notes, policies('identityPolicies', 'identity'));
  const permissionBoundaries = optional(
    object,
    'permissionBoundaries',
    notes,
    policies('permissionBoundaries', 'identity'),
  );
  const sessionPolicies = optional(object, 'sessionPolicies', notes, policies('sessionPolicies', 'identity'));
  const serviceControlPolicies = optional(
    object,
    'serviceControlPolicies',
    notes,
    levels('serviceControlPolicies', 'identity'),
  );
  return {
    ...(identityPolicies && { identityPolicies }),
    ...(permissionBoundaries && { permissionBoundaries }),
    ...(sessionPolicies && { sessionPolicies }),
    ...(serviceControlPolicies && { serviceControlPolicies }),
  };
}

function readResourceSide(object: JsonObject, notes: Notes): ResourceSide {
  const resourcePolicy = optional(object, 'resourcePolicy', notes, policy('resourcePolicy'));
  const resourceControlPolicies = optional(
    object,
    'resourceControlPolicies',
    notes,
    levels('resourceControlPolicies', 'resource'),
  );
  const vpcEndpointPolicy = optional(object, 'vpcEndpointPolicy', notes, policy('vpcEndpointPolicy'));
  const publicAccessBlock = optional(object, 'publicAccessBlock', notes, readPublicAccessBlock);
  const grants = optional(object, 'grants', notes, (value, at) =>
    readList(value, at).map((grant, index) => compileGrant(String(index), grant)),
  );
  const encryptionContext = optional(object, 'encryptionContext', notes, readTextMap);
  const awsManagedKey = optional(object, 'awsManagedKey', notes, readFlag);
  return {
    ...(resourcePolicy && { resourcePolicy }),
    ...(resourceControlPolicies && { resourceControlPolicies }),
    ...(vpcEndpointPolicy && { vpcEndpointPolicy }),
    ...(publicAccessBlock && { publicAccessBlock }),
    ...(grants && { grants }),
    ...(encryptionContext && { encryptionContext }),
    ...(awsManagedKey !== undefined && { awsManagedKey }),
  };
}

function policy(name: string): (value: unknown) => CompiledPolicy {
  return (value) => compilePolicy(name, 'resource', value);
}

function policies(name: string, kind: PolicyKind): (value: unknown, notes: Notes) => readonly CompiledPolicy[] {
  return (value, notes) =>
    readList(value, notes).map((document, index) => compilePolicy(`${name}[${String(index)}]`, kind, document));
}

function levels(
  name: string,
  kind: PolicyKind,
): (value: unknown, notes: Notes) => readonly (readonly CompiledPolicy[])[] {
  return (value, notes) =>
    readList(value, notes).map((level, index) => policies(`${name}[${String(index)}]`, kind)(level, notes.at(index)));
}

function readPublicAccessBlock(value: unknown, notes: Notes): { readonly restrictPublicBuckets: boolean } {
  const object = readObject(value, publicAccessFields, notes);
  return { restrictPublicBuckets: optional(object, 'restrictPublicBuckets', notes, readFlag) ?? false };
}
