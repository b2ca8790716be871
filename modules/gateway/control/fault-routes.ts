import { readFault } from '../faults/fault';
import { jsonReply, type Reply } from '../http/reply';
import type { GatewayState } from '../state/gateway-state';
import { mistake, type ControlRequest } from './control-request';

/** `POST faults`: from the next request on, what matches can go wrong. */
export function addFault(state: GatewayState, { body }: ControlRequest): Reply {
  const fault = readFault(body);
  if ('errors' in fault) return mistake(...fault.errors);
  return jsonReply(200, { schemaVersion: 1, fault: state.faults.add(fault) });
}

/** `GET faults`: those in force, each with how often it matched and struck. */
export function listFaults({ faults }: GatewayState): Reply {
  return jsonReply(200, { schemaVersion: 1, faults: faults.list() });
}

/** `DELETE faults` or `DELETE faults/ID`. */
export function removeFaults(state: GatewayState, { id }: ControlRequest): Reply {
  if (id === undefined) state.faults.clear();
  else if (!state.faults.remove(id)) return jsonReply(404, { schemaVersion: 1, errors: [`there is no fault ${id}`] });
  return listFaults(state);
}
