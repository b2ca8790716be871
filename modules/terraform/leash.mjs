/**
 * Runs one command and outlives whoever asked for it: `node leash.mjs GRACE_MS COMMAND [ARGUMENT…]`.
 * The command gets a session of its own, so Ctrl-C reaches it only through us. Our standard input is a pipe held by
 * the asker: a line `end`, or the end of the pipe (the asker died, kill -9 included), interrupts everything the command
 * started, so that terraform can save its state; who does not follow is terminated, then killed. A line `hurry` waits no
 * longer. Output passes through us, because terraform would die of a broken pipe before saving its state.
 * File descriptor 3 tells the asker what became of the command, one JSON object a line.
 * `node leash.mjs GRACE_MS --end PID` ends what a leash that died has left.
 * Plain JavaScript, because it runs as a program of its own, from the sources and from dist alike.
 */
import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeSync } from 'node:fs';
import { constants } from 'node:os';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

const markerName = 'TENANT_BUCKETS_LEASH';
const marker = `${markerName}=${process.env[markerName] ?? ''}`;
const [graceText, command, ...rest] = process.argv.slice(2);
const interruption = [
  { signal: 'SIGINT', waitMs: Number(graceText) },
  { signal: 'SIGTERM', waitMs: 3000 },
  { signal: 'SIGKILL', waitMs: 2000 },
];
const sweep = [
  { signal: 'SIGTERM', waitMs: 1000 },
  { signal: 'SIGKILL', waitMs: 2000 },
];

let hurried = false;
let ending;

if (command === '--end') await endAll(Number(rest[0]), interruption);
else hold();

function hold() {
  const child = spawn(command, rest, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  child.on('error', (error) => {
    tell({ error: error.code ?? error.message });
    process.exit(127);
  });
  if (child.pid === undefined) return;
  tell({ started: child.pid });
  pass(child.stdout, process.stdout);
  pass(child.stderr, process.stderr);
  const end = () => (ending ??= endAll(child.pid, interruption));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);
  const orders = createInterface({ input: process.stdin });
  orders.on('line', (order) => {
    if (order === 'hurry') hurried = true;
    end();
  });
  orders.on('close', end);
  process.stdin.on('error', end);
  const closed = new Promise((resolve) => child.on('close', resolve));
  child.on('exit', (exitCode, signal) => void finish(child.pid, closed, { exitCode, signal }));
}

async function finish(pid, closed, result) {
  await (ending ?? endAll(pid, sweep));
  // A process that escaped us may hold the output open: what it writes is not waited for.
  await Promise.race([closed, sleep(1000)]);
  tell(result);
  process.exit(result.exitCode ?? 128 + (constants.signals[result.signal] ?? 0));
}

/** Passes output on; when nobody reads it any more, the command still must not block or break on it. */
function pass(from, to) {
  to.on('error', () => from.resume());
  from.pipe(to, { end: false });
}

function tell(fact) {
  try {
    writeSync(3, `${JSON.stringify(fact)}\n`);
  } catch {
    // The asker is gone; the work of ending goes on.
  }
}

/**
 * Tells every process group of the command to end. Groups that the command made for others (cdktf runs terraform in a
 * terminal of its own, and a terraform that loses its terminal dies without saving) are told first, and the command's
 * own group when they are gone.
 */
async function endAll(mainGroup, steps) {
  for (const { signal, waitMs } of steps) {
    const told = new Set();
    const deadline = performance.now() + waitMs;
    do {
      const groups = livingGroups(mainGroup);
      if (groups.size === 0) return;
      const inner = [...groups].filter((group) => group !== mainGroup);
      const next = inner.length > 0 && signal !== 'SIGKILL' ? inner : [...groups];
      for (const group of next) if (!told.has(group)) kill(group, signal);
      for (const group of next) told.add(group);
      await sleep(50);
    } while (performance.now() < deadline && !hurried);
  }
}

function kill(group, signal) {
  try {
    process.kill(-group, signal);
  } catch {
    // It has ended in the meantime.
  }
}

function livingGroups(mainGroup) {
  const members = process.platform === 'linux' ? markedProcesses() : descendants(mainGroup);
  return new Set(
    members.filter(({ pid, state }) => pid !== process.pid && !state.startsWith('Z')).map(({ group }) => group),
  );
}

/** On Linux every process that inherited our marker, wherever it hangs in the tree. */
function markedProcesses() {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      if (!readFileSync(`/proc/${name}/environ`, 'utf8').split('\0').includes(marker)) return [];
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const [state, , group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return [{ pid: Number(name), group: Number(group), state }];
    } catch {
      return [];
    }
  });
}

/** Elsewhere the main group and all that descends from it. */
function descendants(mainGroup) {
  const rows = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,pgid=,stat='], { encoding: 'utf8' }).stdout.trim().split('\n');
  const all = rows.map((row) => {
    const [pid, parent, group, state] = row.trim().split(/\s+/);
    return { pid: Number(pid), parent: Number(parent), group: Number(group), state };
  });
  const found = new Set(all.filter(({ group }) => group === mainGroup));
  for (const one of found) for (const other of all) if (other.parent === one.pid) found.add(other);
  return [...found];
}
