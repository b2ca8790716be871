import { jsonReply } from '../http/reply';
import type { GatewayState } from '../state/gateway-state';
import { mistake, strangers, type ControlRoute } from './control-request';

/** What these routes change, and how each goes back to what it was when the gateway was started. */
const parts: { readonly [part: string]: (state: GatewayState) => void } = {
  ledger: ({ ledger }) => {
    ledger.reset();
  },
  bucketKeys: ({ bucketKeys }) => {
    bucketKeys.clear();
  },
  clock: ({ clock }) => {
    clock.reset();
  },
  settings: ({ tuning }) => {
    tuning.reset();
  },
  faults: ({ faults }) => {
    faults.clear();
  },
  organization: ({ organization }) => {
    organization.remove();
  },
};

/** `POST reset`: all of it, or `only` some; what requests made, buckets and keys and roles, stays. */
export const reset: ControlRoute = (state, { body }) => {
  const names = Object.keys(parts);
  const only = 'only' in body ? body['only'] : names;
  const strange = strangers(Object.keys(body), ['only']);
  if (strange.length > 0) return mistake(...strange);
  if (!Array.isArray(only) || !only.every((one) => typeof one === 'string' && names.includes(one))) {
    return mistake(`only has to be a list of ${names.join(', ')}`);
  }
  for (const name of names) if (only.includes(name)) parts[name]?.(state);
  return jsonReply(200, { schemaVersion: 1 });
};
