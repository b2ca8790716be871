import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { readAll } from '../http/read-all';
import type { Reply } from '../http/reply';
import type { GatewayState } from '../state/gateway-state';
import type { Fault } from './fault';
import { faultReply } from './fault-reply';
import { subjectOf, type AskedService } from './fault-subject';

type Answer = () => Reply | Promise<Reply>;

/** Lets a service answer, unless a fault that was asked for strikes the request. */
export function withFaults(state: GatewayState, asked: AskedService, answer: Answer): Reply | Promise<Reply> {
  if (!state.faults.any) return answer();
  const fault = state.faults.strike(subjectOf(state, asked));
  return fault ? spoiled(fault, asked, answer) : answer();
}

async function spoiled(fault: Fault, { service, incoming }: AskedService, answer: Answer): Promise<Reply> {
  const { socket } = incoming;
  const done = fault.when === 'after' ? await whole(await answer()) : undefined;
  const error = faultReply(service, fault.kind, incoming);
  if (error) return error;
  switch (fault.kind) {
    case 'slow':
      await wait(fault.delayMs);
      return done ?? answer();
    case 'hang':
      return untilClosed(socket);
    case 'reset-mid-body':
      return cutOff(socket, done);
    case 'truncated-body':
      return { ...nothing, ...done, ...halfOf(done) };
    default:
      socket.resetAndDestroy();
      return nothing;
  }
}

/** Goes to a connection that is closed already. */
const nothing: Reply = { status: 500, headers: [] };

interface WholeReply extends Reply {
  readonly body: Buffer;
}

async function whole({ status, headers, body = '' }: Reply): Promise<WholeReply> {
  return { status, headers, body: body instanceof Readable ? await readAll(body) : Buffer.from(body) };
}

function untilClosed(socket: Socket): Promise<Reply> {
  return new Promise((end) => {
    socket.once('close', () => {
      end(nothing);
    });
  });
}

/** Half of the body under the length of the whole; an answer without a body is lost whole. */
function cutOff(socket: Socket, done: WholeReply | undefined): Reply {
  if (!done || done.body.length < 2) {
    socket.resetAndDestroy();
    return nothing;
  }
  const half = done.body.subarray(0, done.body.length >> 1);
  return {
    status: done.status,
    headers: withLength(done, done.body.length),
    body: Readable.from(thenClose(half, socket)),
  };
}

async function* thenClose(bytes: Buffer, socket: Socket): AsyncGenerator<Buffer> {
  yield bytes;
  // The half is to arrive before the end does.
  await wait(10);
  socket.destroy();
}

/** Half of the body under its own length: the length tells nobody that something is missing. */
function halfOf(done: WholeReply | undefined): Pick<Reply, 'headers' | 'body'> {
  if (!done) return nothing;
  const body = done.body.subarray(0, done.body.length >> 1);
  return { headers: withLength(done, body.length), body };
}

function withLength({ headers }: Reply, length: number): Reply['headers'] {
  return [...headers.filter(([name]) => name.toLowerCase() !== 'content-length'), ['content-length', String(length)]];
}
