import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { furnish, objectRequest } from './gateway/furnish';
import { load, type Seen } from './gateway/load';

/**
 * How many requests a second, and with what delay, pass the gateway: beside what is reached without anything in between,
 * through a bare node:http pass-through and through one of undici. The upstream answers at once; every server is a process
 * of its own, the gateway as it is built into dist. Run as `tsx tools/bench/gateway.ts [SECONDS] [ROUNDS]`; the best round of each counts, for others work too.
 */
const seconds = Number(process.argv[2] ?? '2');
const rounds = Number(process.argv[3] ?? '3');
const ways = ['direct', 'bare node:http', 'undici', 'gateway'] as const;
type Way = (typeof ways)[number];

const loads = [
  { method: 'PUT', connections: 1 },
  { method: 'GET', connections: 1 },
  { method: 'PUT', connections: 16 },
  { method: 'GET', connections: 16 },
  { method: 'PUT', connections: 64 },
  { method: 'GET', connections: 64 },
] as const;

interface Served {
  readonly child: ChildProcess;
  readonly port: number;
}

async function start(kind: string, upstream?: Served): Promise<Served> {
  const parameters = [kind, ...(upstream ? [`http://127.0.0.1:${String(upstream.port)}`] : [])];
  const child = fork(join(__dirname, 'gateway', 'served.mjs'), parameters, { execArgv: [] });
  const port = await new Promise((told) => child.once('message', told));
  return { child, port: Number(port) };
}

const better = (one: Seen | undefined, other: Seen): Seen => (one && one.perSecond > other.perSecond ? one : other);

async function main(): Promise<void> {
  const upstream = await start('upstream');
  const gateway = await start('gateway', upstream);
  const servers: { readonly [way in Way]: Served } = {
    direct: upstream,
    'bare node:http': await start('bare', upstream),
    undici: await start('undici', upstream),
    gateway,
  };
  const signer = await furnish(gateway.port);
  const keys = Array.from({ length: 64 }, (_, index) => `reports/2026/${String(index)}`);
  const requests = (method: 'GET' | 'PUT'): readonly Buffer[] =>
    keys.map((key) => objectRequest(method, key, gateway.port, signer));
  // What is read has to lie there under a Bucket Key, so the gateway is written to first.
  await load({ port: gateway.port, requests: requests('PUT'), connections: 1, seconds: 0.5 });
  for (const { method, connections } of loads) {
    const best = new Map<Way, Seen>();
    for (let round = 0; round <= rounds; round += 1) {
      for (const way of ways) {
        const seen = await load({ port: servers[way].port, requests: requests(method), connections, seconds });
        // The first round warms up.
        if (round > 0) best.set(way, better(best.get(way), seen));
      }
    }
    print(method, connections, best);
  }
  for (const { child } of Object.values(servers)) child.disconnect();
}

function print(method: string, connections: number, best: ReadonlyMap<Way, Seen>): void {
  const floor = best.get('undici');
  const direct = best.get('direct');
  console.log(`\n1 KB ${method}, ${String(connections)} connection(s)`);
  console.log('way               per second   of undici      p50 ms   added      p99 ms');
  for (const [way, { perSecond, p50Ms, p99Ms }] of best) {
    const ofFloor = `${((100 * perSecond) / (floor?.perSecond ?? 1)).toFixed(0)} %`;
    const columns = [
      perSecond.toFixed(0).padStart(10),
      ofFloor.padStart(11),
      p50Ms.toFixed(3).padStart(11),
      (p50Ms - (direct?.p50Ms ?? 0)).toFixed(3).padStart(7),
      p99Ms.toFixed(2).padStart(11),
    ];
    console.log(`${way.padEnd(16)}  ${columns.join(' ')}`);
  }
}

void main();
