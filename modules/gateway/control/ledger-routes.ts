import { jsonReply, type Reply } from '../http/reply';
import { eventsOf } from '../ledger/events';
import type { LedgerPage, LedgerQuery } from '../ledger/ledger';
import type { GatewayState } from '../state/gateway-state';
import { mistake, strangers, type ControlRequest } from './control-request';

/** `GET ledger`: the calls to KMS, all that are kept or a page of them. */
export function readLedger(state: GatewayState, { query }: ControlRequest): Reply {
  return page(state, query, ({ calls }) => ({ calls: calls.map(({ call }) => call) }));
}

/** `GET events`: the same calls as CloudTrail would have recorded them. */
export function readEvents(state: GatewayState, { query }: ControlRequest): Reply {
  const { world } = state.live;
  return page(state, query, ({ calls }) => ({ Records: calls.flatMap((one) => eventsOf(world, one)) }));
}

function page({ ledger }: GatewayState, query: ReadonlyMap<string, string>, show: (page: LedgerPage) => object): Reply {
  const read = readQuery(query);
  if ('errors' in read) return mistake(...read.errors);
  const found = ledger.page(read);
  return jsonReply(200, {
    schemaVersion: 1,
    ...show(found),
    dropped: ledger.dropped,
    next: found.next,
    more: found.more,
  });
}

function readQuery(query: ReadonlyMap<string, string>): LedgerQuery | { readonly errors: readonly string[] } {
  const [from, limit, since] = [query.get('from'), query.get('limit'), query.get('since')];
  const sinceMs = since === undefined ? undefined : Date.parse(since);
  const errors = [
    ...strangers(query.keys(), ['from', 'limit', 'since']),
    ...(isWhole(from) ? [] : ['from has to be the number of a call']),
    ...(isWhole(limit) ? [] : ['limit has to be a whole number']),
    ...(Number.isNaN(sinceMs) ? ['since has to be a moment in ISO 8601'] : []),
  ];
  if (errors.length > 0) return { errors };
  return {
    ...(from === undefined ? {} : { from: Number(from) }),
    ...(limit === undefined ? {} : { limit: Number(limit) }),
    ...(sinceMs === undefined ? {} : { sinceMs }),
  };
}

function isWhole(text: string | undefined): boolean {
  return text === undefined || /^[0-9]{1,15}$/.test(text);
}
