import type { Incoming } from '../http/incoming';
import { readBody } from '../http/incoming';
import { jsonReply, type Reply } from '../http/reply';
import { readJsonObject, type JsonObject } from '../json';
import { eventOf } from '../ledger/events';
import { areSettings, settingMistakes } from '../settings';
import type { GatewayState } from '../state/gateway-state';
import { health } from './health';

/** Where the gateway's own routes begin: no bucket can have such a name. */
export const controlPrefix = '/_gateway/';

type Route = (state: GatewayState, body: JsonObject) => Reply | Promise<Reply>;

const routes: { readonly [route: string]: Route } = {
  'GET health': health,
  'GET ledger': ({ ledger }) => jsonReply(200, { schemaVersion: 1, calls: ledger.calls() }),
  'GET events': ({ ledger }) => jsonReply(200, { schemaVersion: 1, Records: ledger.calls().map(eventOf) }),
  'POST reset': (state) => {
    state.ledger.reset();
    state.bucketKeys.clear();
    state.clock.reset();
    state.tuning.reset();
    return jsonReply(200, { schemaVersion: 1 });
  },
  'POST clock': (state, { advanceSeconds }) => {
    if (typeof advanceSeconds !== 'number' || !(advanceSeconds >= 0)) {
      return mistake('advanceSeconds has to be a number of seconds that is not negative');
    }
    state.clock.advance(advanceSeconds);
    return jsonReply(200, { schemaVersion: 1, now: state.clock.now().toISOString() });
  },
  'GET settings': (state) => jsonReply(200, { schemaVersion: 1, settings: state.tuning.settings }),
  'POST settings': (state, body) => {
    if (!areSettings(body)) return mistake(...settingMistakes(body));
    state.tuning.change(body);
    return jsonReply(200, { schemaVersion: 1, settings: state.tuning.settings });
  },
};

/** Answers the gateway's own routes: only under a loopback Host, and what changes something only as JSON. */
export async function answerControl(state: GatewayState, incoming: Incoming): Promise<Reply> {
  if (!isLoopback(incoming.headers.get('host') ?? '')) return jsonReply(403, { errors: ['only for this machine'] });
  const name = `${incoming.method} ${incoming.target.path.slice(controlPrefix.length)}`;
  const route = routes[name];
  if (!route) return jsonReply(404, { errors: [`there is no ${name}; there are ${Object.keys(routes).join(', ')}`] });
  if (incoming.method === 'GET') return route(state, {});
  if (incoming.headers.get('content-type')?.startsWith('application/json') !== true) {
    return mistake('the content type has to be application/json');
  }
  const body = await readBody(incoming, 100_000);
  const read = body && readJsonObject(body.toString('utf8') || '{}');
  return read ? route(state, read) : mistake('the body has to be a JSON object');
}

function mistake(...errors: readonly string[]): Reply {
  return jsonReply(400, { errors });
}

function isLoopback(host: string): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:[0-9]+)?$/.test(host);
}
