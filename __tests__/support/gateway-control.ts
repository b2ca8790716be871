import type { GatewaySettings } from '../../modules/gateway';
import { objectsAt, parseJsonObject, type JsonObject } from './json';

/** The gateway's own routes, as a test uses them. */
export interface GatewayControl {
  /** Every setting at its default, the clock at the real time, no bucket-level key held, an empty ledger. */
  reset(): Promise<void>;
  change(settings: Partial<GatewaySettings>): Promise<void>;
  advance(seconds: number): Promise<void>;
  calls(): Promise<readonly JsonObject[]>;
}

export function gatewayControl(endpoint: string): GatewayControl {
  async function ask(method: 'GET' | 'POST', route: string, body?: object): Promise<JsonObject> {
    const headers = { 'content-type': 'application/json' };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await fetch(`${endpoint}/_gateway/${route}`, { method, headers, ...sent });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${route}: ${text}`);
    return parseJsonObject(text);
  }
  async function tell(route: string, body: object): Promise<void> {
    await ask('POST', route, body);
  }
  return {
    reset: () => tell('reset', {}),
    change: (settings) => tell('settings', settings),
    advance: (advanceSeconds) => tell('clock', { advanceSeconds }),
    calls: async () => objectsAt(await ask('GET', 'ledger'), 'calls'),
  };
}
