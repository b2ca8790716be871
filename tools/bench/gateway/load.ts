import { connect, type Socket } from 'node:net';

/** What one load has seen. */
export interface Seen {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** How a load is run. */
export interface LoadOptions {
  readonly port: number;
  /** Whole requests, sent in turn. */
  readonly requests: readonly Buffer[];
  readonly connections: number;
  readonly seconds: number;
}

/** Sends ready-made requests over bare sockets, each connection its next one when it is answered: the client costs next to nothing. */
export async function load({ port, requests, connections, seconds }: LoadOptions): Promise<Seen> {
  const latencies: number[] = [];
  const start = performance.now();
  const end = start + seconds * 1000;
  let turn = 0;
  const next = (): Buffer | undefined => {
    if (performance.now() >= end) return undefined;
    turn += 1;
    return requests[turn % requests.length];
  };
  await Promise.all(Array.from({ length: connections }, () => drive(port, next, latencies)));
  const took = (performance.now() - start) / 1000;
  latencies.sort((a, b) => a - b);
  const at = (share: number): number => latencies[Math.floor(latencies.length * share)] ?? 0;
  return { perSecond: latencies.length / took, p50Ms: at(0.5), p99Ms: at(0.99) };
}

function drive(port: number, next: () => Buffer | undefined, latencies: number[]): Promise<void> {
  return new Promise((done, failed) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let sentAt = 0;
    const send = (): void => {
      const request = next();
      sentAt = performance.now();
      if (request) socket.write(request);
      else socket.end(done);
    };
    socket.once('connect', send);
    socket.on('error', failed);
    onAnswers(socket, (head) => {
      latencies.push(performance.now() - sentAt);
      if (/^HTTP\/1\.1 200 /.test(head)) send();
      else failed(new Error(head));
    });
  });
}

/** Tells of each answer that has come whole, by its head. */
function onAnswers(socket: Socket, whole: (head: string) => void): void {
  let head = '';
  let missing = 0;
  socket.on('data', (chunk) => {
    let text = chunk.toString('latin1');
    if (missing === 0) {
      text = head + text;
      const end = text.indexOf('\r\n\r\n');
      head = end < 0 ? text : text.slice(0, end);
      if (end < 0) return;
      const length = Number(/\r\ncontent-length: *([0-9]+)/i.exec(head)?.[1] ?? '-1');
      if (length < 0) {
        socket.destroy(new Error(`no length: ${head}`));
        return;
      }
      missing = length - (text.length - end - 4);
    } else missing -= text.length;
    if (missing > 0) return;
    const seen = head;
    head = '';
    missing = 0;
    whole(seen);
  });
}
