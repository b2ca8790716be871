import { parseArn, type EncryptionContext } from '../../core';
import type { AccessRequest, DecisionInput, Found, RequestPrincipal, RequestView } from '../model';
import { foundKeys, GivenKeys } from './found-keys';
import { impliedValue, type KeyFacts } from './keys';

/** Stands for a key of which the request says nothing. */
const unsaid = Symbol('unsaid');

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
  readonly given: GivenKeys;

  constructor(input: DecisionInput) {
    const { request } = input;
    this.action = request.action.toLowerCase();
    this.spelling = request.action;
    this.resource = request.resource;
    this.principal = request.principal;
    this.hasBoundary = (input.permissionBoundaries?.length ?? 0) > 0;
    this.encryptionContext = input.encryptionContext ?? {};
    this.resourceAccount = accountOf(this.action, request);
    this.given = new GivenKeys(foundKeys(request.context, request.unknownContext), request.layers);
    const arn = this.given.get('aws:principalarn');
    this.principalArn =
      typeof arn === 'string' ? arn : 'arn' in request.principal ? request.principal.arn : request.principal.text;
  }

  /** A key's value: as given, else as implied. `key` in lower case. */
  find(key: string): Found {
    const value = this.given.find(key, unsaid);
    return value === unsaid ? impliedValue(key, this) : value;
  }
}

/** S3's ARNs tell no account; a KMS key's ARN is believed before anything else. */
function accountOf(action: string, { resource, resourceAccount }: AccessRequest): string | undefined {
  if (action.startsWith('s3:')) return resourceAccount;
  const fromArn = parseArn(resource)?.accountId;
  return action.startsWith('kms:') ? fromArn || resourceAccount : (resourceAccount ?? (fromArn || undefined));
}
