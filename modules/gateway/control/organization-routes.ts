import { jsonReply, type Reply } from '../http/reply';
import { isJsonObject, textOf, textsOf, type JsonObject } from '../json';
import type { PolicyLevels } from '../state/organization';
import type { GatewayState } from '../state/gateway-state';
import { mistake, strangers, type ControlRequest } from './control-request';

const fields = [
  'serviceControlPolicies',
  'resourceControlPolicies',
  'accountIds',
  'managementAccountId',
  'id',
] as const;

/** `PUT organization`: the policies of one list bind from the next request on, whatever was in force before. */
export function putOrganization(state: GatewayState, { body }: ControlRequest): Reply {
  const errors = mistakesOf(body);
  if (errors.length > 0) return mistake(...errors);
  const accountIds = textsOf(body, 'accountIds');
  state.organization.put({
    id: textOf(body, 'id') ?? 'o-gateway0000',
    managementAccountId: textOf(body, 'managementAccountId') ?? '',
    serviceControlPolicies: levelsOf(body['serviceControlPolicies']),
    resourceControlPolicies: levelsOf(body['resourceControlPolicies']),
    ...('accountIds' in body ? { accountIds } : {}),
  });
  return getOrganization(state);
}

/** `GET organization`: what is in force; `null` when nothing is. */
export function getOrganization({ organization }: GatewayState): Reply {
  return jsonReply(200, { schemaVersion: 1, organization: organization.inForce ?? null });
}

/** `DELETE organization`: no account is in one any more. */
export function deleteOrganization(state: GatewayState): Reply {
  state.organization.remove();
  return getOrganization(state);
}

function mistakesOf(body: JsonObject): readonly string[] {
  return [
    ...strangers(Object.keys(body), fields),
    ...['serviceControlPolicies', 'resourceControlPolicies']
      .filter((name) => name in body && !isLevels(body[name]))
      .map((name) => `${name} has to be a list of levels, from the root down, each a list of policy documents`),
    ...('accountIds' in body && !isAccountIds(body['accountIds'])
      ? ['accountIds has to be a list of texts of twelve digits']
      : []),
    ...('managementAccountId' in body && !isAccountIds([body['managementAccountId']])
      ? ['managementAccountId has to be a text of twelve digits']
      : []),
    ...('id' in body && !/^o-[a-z0-9]{10,32}$/.test(textOf(body, 'id') ?? '')
      ? ['id has to look like o-exampleorgid']
      : []),
  ];
}

function isLevels(value: unknown): value is readonly (readonly JsonObject[])[] {
  return Array.isArray(value) && value.every((level) => Array.isArray(level) && level.every(isJsonObject));
}

function levelsOf(value: unknown): PolicyLevels {
  return isLevels(value) ? value : [];
}

function isAccountIds(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'string' && /^[0-9]{12}$/.test(one));
}
