import { isAccountId, parseArn } from '../../core';
import { parsePrincipal } from '../../evaluation';
import { isJsonObject, type JsonObject } from '../json';
import type { GatewayState } from './gateway-state';

/** The statements of a policy; what is no object among them is left out. */
export function statementsOf(document: JsonObject): readonly JsonObject[] {
  const statement = document['Statement'];
  return (Array.isArray(statement) ? statement : [statement]).filter(isJsonObject);
}

/** A text or a list of texts, as policies have them. */
export function listed(element: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(element) ? element : [element];
  return list.filter((one) => typeof one === 'string');
}

/** The AWS principals that a resource policy names and that nobody has. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-bucket-user-policy-specifying-principal-intro.html */
export function unknownPrincipals(state: GatewayState, document: JsonObject): readonly string[] {
  return statementsOf(document).flatMap((statement) =>
    [statement['Principal'], statement['NotPrincipal']].flatMap((principal) => unknownIn(state, principal)),
  );
}

function unknownIn(state: GatewayState, principal: unknown): readonly string[] {
  if (!isJsonObject(principal)) return [];
  const services = listed(principal['Service']).filter((one) => parsePrincipal(one)?.kind !== 'service');
  return [...listed(principal['AWS']).filter((one) => !isKnown(state, one)), ...services];
}

/** Accounts and sessions are taken as they come; users and roles have to be there, by ARN or by unique id. */
function isKnown(state: GatewayState, name: string): boolean {
  if (name === '*' || isAccountId(name)) return true;
  if (/^A(ROA|IDA)[A-Z0-9]+$/.test(name)) return state.iam.findByUniqueId(name) !== undefined;
  const arn = parseArn(name);
  if (!arn || !isAccountId(arn.accountId)) return false;
  if (arn.service === 'sts') return /^(assumed-role|federated-user)\//.test(arn.resource);
  return arn.service === 'iam' && (arn.resource === 'root' || state.iam.findByArn(name) !== undefined);
}
