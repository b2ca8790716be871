import { parseArn, type EncryptionContext } from '../../core';
import {
  notKnown,
  type AccessRequest,
  type DecisionInput,
  type Found,
  type RequestPrincipal,
  type RequestView,
} from '../model';
import { impliedValue, type KeyFacts } from './keys';

/** Everything one decision asks of its request. */
export class ResolvedRequest implements RequestView, KeyFacts {
  readonly action: string;
  readonly spelling: string;
  readonly resource: string;
  readonly principal: RequestPrincipal;
  readonly principalArn: string;
  readonly hasBoundary: boolean;
  readonly encryptionContext: EncryptionContext;
  readonly resourceAccount: string | undefined;
  readonly given: ReadonlyMap<string, Found>;

  constructor(input: DecisionInput) {
    const { request } = input;
    this.action = request.action.toLowerCase();
    this.spelling = request.action;
    this.resource = request.resource;
    this.principal = request.principal;
    this.hasBoundary = (input.permissionBoundaries?.length ?? 0) > 0;
    this.encryptionContext = input.encryptionContext ?? {};
    this.resourceAccount = accountOf(this.action, request);
    this.given = givenKeys(request);
    const arn = this.given.get('aws:principalarn');
    this.principalArn =
      typeof arn === 'string' ? arn : 'arn' in request.principal ? request.principal.arn : request.principal.text;
  }

  /** A key's value: as given, else as implied. `key` in lower case. */
  find(key: string): Found {
    const value = this.given.get(key);
    return value === undefined && !this.given.has(key) ? impliedValue(key, this) : value;
  }
}

function givenKeys({ context, unknownContext }: AccessRequest): ReadonlyMap<string, Found> {
  const given = new Map<string, Found>();
  for (const key in context) {
    const value = context[key];
    given.set(key.toLowerCase(), value === null ? undefined : value);
  }
  if (unknownContext) for (const key of unknownContext) given.set(key.toLowerCase(), notKnown);
  return given;
}

/** S3's ARNs tell no account; a KMS key's ARN is believed before anything else. */
function accountOf(action: string, { resource, resourceAccount }: AccessRequest): string | undefined {
  if (action.startsWith('s3:')) return resourceAccount;
  const fromArn = parseArn(resource)?.accountId;
  return action.startsWith('kms:') ? fromArn || resourceAccount : (resourceAccount ?? (fromArn || undefined));
}
