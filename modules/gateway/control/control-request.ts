import { jsonReply, type Reply } from '../http/reply';
import type { JsonObject } from '../json';
import type { GatewayState } from '../state/gateway-state';

/** A request to one of the gateway's own routes. */
export interface ControlRequest {
  /** Empty when none was sent. */
  readonly body: JsonObject;
  readonly query: ReadonlyMap<string, string>;
  /** What follows the route's name in the path. @default nothing */
  readonly id?: string;
}

export type ControlRoute = (state: GatewayState, request: ControlRequest) => Reply | Promise<Reply>;

/** An answer that says everything that is wrong. */
export function mistake(...errors: readonly string[]): Reply {
  return jsonReply(400, { schemaVersion: 1, errors });
}

/** What nobody would read must not look as if it counted. */
export function strangers(given: Iterable<string>, known: readonly string[]): readonly string[] {
  const list = known.length === 0 ? 'there is none' : `there are ${known.join(', ')}`;
  return [...given].filter((name) => !known.includes(name)).map((name) => `${name} is not known; ${list}`);
}
