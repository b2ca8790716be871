import { known, parseArn, type KmsKey } from '../../core';
import type { Reply } from '../http/reply';
import { textOf } from '../json';
import type { GatewayState } from '../state/gateway-state';
import { resolveKey } from './find-key';
import { forwardKms, kmsError, kmsErrorReply, type KmsCallIn, type KmsError } from './kms-call';
import { keepKey } from './kms-mirror';
import { stateError } from './key-states';
import { accountDenial, keyDenial } from './permission';

/** The alias of a request, and the keys that it means before and after. */
interface Meaning {
  readonly alias: string;
  readonly keys: readonly KmsKey[];
  /** ARN. @default the alias goes away */
  readonly after?: string;
}

/**
 * Answers CreateAlias, UpdateAlias and DeleteAlias: they need a permission on the alias and one on each key that it
 * means. @see https://docs.aws.amazon.com/kms/latest/developerguide/alias-access.html
 */
export async function answerAlias(state: GatewayState, call: KmsCallIn): Promise<Reply> {
  const meaning = meaningOf(state, call);
  if (isMissing(meaning)) return kmsErrorReply(meaning);
  const { alias, keys, after } = meaning;
  const error = denial(state, call, alias, keys) ?? stateErrorOf(call, keys);
  if (error) return kmsErrorReply(error);
  const { reply } = await forwardKms(state, call, call.caller.credentials.accountId);
  if (reply.status >= 300) return reply;
  for (const key of keys) move(state, key, alias, after);
  return reply;
}

function meaningOf(state: GatewayState, call: KmsCallIn): Meaning | KmsError {
  const { operation, parameters } = call;
  const alias = textOf(parameters, 'AliasName') ?? '';
  const wrong = nameError(state, call, alias);
  if (wrong) return wrong;
  const before = operation === 'CreateAlias' ? [] : [resolveKey(state, call, alias)];
  const after = operation === 'DeleteAlias' ? [] : [resolveKey(state, call, textOf(parameters, 'TargetKeyId') ?? '')];
  const found = [...before, ...after];
  const keys = found.flatMap((one) => (isMissing(one) ? [] : [one]));
  const [target] = after;
  const meant = target && !isMissing(target) ? { after: target.arn } : {};
  return found.find(isMissing) ?? { alias, keys, ...meant };
}

function isMissing(found: object): found is KmsError {
  return 'code' in found;
}

function nameError(state: GatewayState, call: KmsCallIn, alias: string): KmsError | undefined {
  if (!/^alias\/[a-zA-Z0-9/_-]+$/.test(alias)) return kmsError('ValidationException', `${alias} is not a valid alias.`);
  if (alias.startsWith('alias/aws/')) return kmsError('NotAuthorizedException', '');
  const exists = call.operation === 'CreateAlias' && !isMissing(resolveKey(state, call, alias));
  return exists
    ? kmsError('AlreadyExistsException', `An alias with the name ${aliasArn(state, call, alias)} already exists`)
    : undefined;
}

function aliasArn({ partition }: GatewayState, { caller }: KmsCallIn, alias: string): string {
  return `arn:${partition}:kms:${caller.scope.region}:${caller.credentials.accountId}:${alias}`;
}

function denial(state: GatewayState, call: KmsCallIn, alias: string, keys: readonly KmsKey[]): KmsError | undefined {
  const ofKeys = keys.map((key) => keyDenial(state, call, key));
  return [accountDenial(state, call, aliasArn(state, call, alias)), ...ofKeys].find((one) => one !== undefined);
}

function stateErrorOf({ operation, caller }: KmsCallIn, keys: readonly KmsKey[]): KmsError | undefined {
  const foreign = keys.find(({ arn }) => parseArn(arn)?.accountId !== caller.credentials.accountId);
  if (foreign) return kmsError('AccessDeniedException', `${foreign.arn} is in another account.`);
  return keys.map((key) => stateError(operation, key)).find((one) => one !== undefined);
}

/** Takes the alias from a key, and gives it to the one that it means from now on. */
function move(state: GatewayState, { arn }: KmsKey, alias: string, meant: string | undefined): void {
  const key = state.live.world.keys.get(arn);
  if (!key) return;
  const others = key.aliases.known ? key.aliases.value.filter((one) => one !== alias) : [];
  keepKey(state, { ...key, aliases: known(arn === meant ? [...others, alias] : others) });
}
