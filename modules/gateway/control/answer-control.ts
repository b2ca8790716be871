import { readBody, type Incoming } from '../http/incoming';
import { jsonReply, type Reply } from '../http/reply';
import { readJsonObject, type JsonObject } from '../json';
import { areSettings, settingMistakes } from '../settings';
import type { GatewayState } from '../state/gateway-state';
import { mistake, strangers, type ControlRequest, type ControlRoute } from './control-request';
import { addFault, listFaults, removeFaults } from './fault-routes';
import { health } from './health';
import { readEvents, readLedger } from './ledger-routes';
import { deleteOrganization, getOrganization, putOrganization } from './organization-routes';
import { reset } from './reset';

/** Where the gateway's own routes begin: no bucket can have such a name. */
export const controlPrefix = '/_gateway/';

const bodyLimitBytes = 1_000_000;

const moveClock: ControlRoute = (state, { body }) => {
  const { advanceSeconds } = body;
  const strange = strangers(Object.keys(body), ['advanceSeconds']);
  if (strange.length > 0) return mistake(...strange);
  if (typeof advanceSeconds !== 'number' || !(advanceSeconds >= 0)) {
    return mistake('advanceSeconds has to be a number of seconds that is not negative');
  }
  if (Number.isNaN(new Date(state.clock.now().getTime() + advanceSeconds * 1000).getTime())) {
    return mistake('advanceSeconds has to lead to a moment that a calendar has');
  }
  state.clock.advance(advanceSeconds);
  return jsonReply(200, { schemaVersion: 1, now: state.clock.now().toISOString() });
};

const readSettings: ControlRoute = (state) => jsonReply(200, { schemaVersion: 1, settings: state.tuning.settings });

const changeSettings: ControlRoute = (state, request) => {
  const { body } = request;
  if (!areSettings(body)) return mistake(...settingMistakes(body));
  state.tuning.change(body);
  return readSettings(state, request);
};

const routes: { readonly [route: string]: ControlRoute } = {
  'GET health': health,
  'GET ledger': readLedger,
  'GET events': readEvents,
  'POST reset': reset,
  'POST clock': moveClock,
  'GET settings': readSettings,
  'POST settings': changeSettings,
  'GET faults': listFaults,
  'POST faults': addFault,
  'DELETE faults': removeFaults,
  'GET organization': getOrganization,
  'PUT organization': putOrganization,
  'DELETE organization': deleteOrganization,
};

/** The one route that takes an id behind its name. */
const withId = 'DELETE faults';

/** Answers the gateway's own routes: only under a loopback Host, and what changes something only as JSON. */
export async function answerControl(state: GatewayState, incoming: Incoming): Promise<Reply> {
  const { method, headers, target } = incoming;
  if (!isLoopback(target.authority ?? headers.get('host') ?? '')) {
    return jsonReply(403, { schemaVersion: 1, errors: ['only for this machine'] });
  }
  const [name = '', id, ...rest] = target.path.slice(controlPrefix.length).split('/');
  const route = routes[`${method} ${name}`];
  const known = route !== undefined && rest.length === 0 && (id === undefined || `${method} ${name}` === withId);
  if (!known) return unknownRoute(`${method} ${target.path.slice(controlPrefix.length)}`);
  const read = await readRequest(incoming, id);
  return 'errors' in read ? mistake(...read.errors) : route(state, read);
}

function unknownRoute(name: string): Reply {
  const errors = [`there is no ${name}; there are ${Object.keys(routes).join(', ')}`];
  return jsonReply(404, { schemaVersion: 1, errors });
}

type Read = ControlRequest | { readonly errors: readonly string[] };

async function readRequest(incoming: Incoming, id: string | undefined): Promise<Read> {
  const query = new Map(incoming.target.query.map(({ name, value }) => [name, value]));
  const known = { query, ...(id === undefined ? {} : { id }) };
  if (incoming.method === 'GET') return { ...known, body: {} };
  const strange = strangers(query.keys(), []);
  if (strange.length > 0) return { errors: strange };
  const body = await readJson(incoming);
  return typeof body === 'string' ? { errors: [body] } : { ...known, body };
}

/** The body, or what is wrong with it; only who deletes may send none. */
async function readJson(incoming: Incoming): Promise<JsonObject | string> {
  const bytes = await readBody(incoming, bodyLimitBytes);
  if (!bytes) return `the body has to be shorter than ${String(bodyLimitBytes)} bytes`;
  if (incoming.method === 'DELETE' && bytes.length === 0) return {};
  const isJson = incoming.headers.get('content-type')?.startsWith('application/json') === true;
  if (!isJson) return 'the content type has to be application/json';
  return readJsonObject(bytes.toString('utf8') || '{}') ?? 'the body has to be a JSON object';
}

function isLoopback(host: string): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:[0-9]+)?$/.test(host);
}
