import { isObject, listAt, objectAt, textAt, type JsonObject } from './json';
import { readRequester, type Requester } from './requester';

/** One decision of the case: the request itself, or one entry of `then`. */
export interface Leg {
  /** 0 for the request, 1 for the first entry of `then`. */
  readonly index: number;
  readonly requester: Requester;
  readonly action: string;
  readonly resource: string;
  readonly resourceAccount: string | undefined;
  readonly objectOwner: string | undefined;
  /** The caller's own context and what it inherits, as given; keys as spelt. */
  readonly contexts: readonly JsonObject[];
  readonly unknownContext: readonly string[];
  /** Where the resource side's policies are read: the case, or the entry of `then`. */
  readonly resourceSide: JsonObject;
  /** Where the caller's policies are read: always the case. */
  readonly identitySide: JsonObject;
}

const inheritedKeys =
  /^(aws:principal.*|aws:userid|aws:username|aws:federatedprovider|aws:tokenissuetime|aws:multifactorauth.*)$/i;

/** The legs of a case in order. */
export function readLegs(theCase: JsonObject): readonly Leg[] {
  const request = objectAt(theCase, 'request');
  const requester = readRequester(textAt(request, 'principal') ?? '');
  const inherited = onlyInherited(objectAt(request, 'context'));
  const inheritedUnknown = listAt(request, 'unknownContext')
    .map(String)
    .filter((key) => inheritedKeys.test(key));
  const first = readLeg(0, requester, theCase, theCase, [objectAt(request, 'context')], []);
  const further = listAt(theCase, 'then').map((entry, at) => {
    const side = isObject(entry) ? entry : {};
    const own = objectAt(objectAt(side, 'request'), 'context');
    const stillUnknown = inheritedUnknown.filter((key) => !hasKey(own, key));
    return readLeg(at + 1, requester, theCase, side, [own, inherited], stillUnknown);
  });
  return [first, ...further];
}

function readLeg(
  index: number,
  requester: Requester,
  identitySide: JsonObject,
  resourceSide: JsonObject,
  contexts: readonly JsonObject[],
  inheritedUnknown: readonly string[],
): Leg {
  const request = objectAt(resourceSide, 'request');
  const resource = textAt(request, 'resource') ?? '';
  const action = textAt(request, 'action') ?? '';
  return {
    index,
    requester,
    action,
    resource,
    resourceAccount: accountOf(action, resource, textAt(request, 'resourceAccount')),
    objectOwner: textAt(request, 'objectOwner'),
    contexts,
    unknownContext: [...listAt(request, 'unknownContext').map(String), ...inheritedUnknown],
    resourceSide,
    identitySide,
  };
}

/** KMS takes the account from the ARN, S3 only what is given. */
function accountOf(action: string, resource: string, given: string | undefined): string | undefined {
  const inArn = resource.split(':')[4];
  const spelt = inArn === undefined || inArn === '' ? undefined : inArn;
  if (serviceOf(action) === 's3') return given;
  return serviceOf(action) === 'kms' ? spelt : (given ?? spelt);
}

/** The part of the action before the colon, in lower case. */
export function serviceOf(action: string): string {
  return (action.split(':')[0] ?? '').toLowerCase();
}

function onlyInherited(context: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(context).filter(([key]) => inheritedKeys.test(key)));
}

function hasKey(context: JsonObject, key: string): boolean {
  return Object.keys(context).some((spelt) => spelt.toLowerCase() === key.toLowerCase());
}
