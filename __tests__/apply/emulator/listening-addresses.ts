import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** A process and all that descend from it, as Linux tells it; none when it is gone or only a zombie. */
export function processTree(pid: number): readonly number[] {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => [Number(name), parentOf(Number(name))]),
  );
  if (parents.get(pid) === undefined) return [];
  const children = [...parents].filter(([, parent]) => parent === pid).map(([child]) => child);
  return [pid, ...children.flatMap(processTree)];
}

/** Fields as in https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html. */
function parentOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' ? undefined : Number(parent);
  } catch {
    return undefined;
  }
}

/** Every address on which a process listens with TCP, over IPv4 and IPv6, and every UDP socket that it has. */
export function listeningAddresses(pid: number): readonly string[] {
  const inodes = new Set(
    readdirSync(`/proc/${String(pid)}/fd`).map((fd) => {
      const target = linkOf(`/proc/${String(pid)}/fd/${fd}`);
      return /^socket:\[(\d+)\]$/.exec(target)?.[1];
    }),
  );
  return ['tcp', 'tcp6', 'udp', 'udp6'].flatMap((table) => {
    const rows = readFileSync(`/proc/${String(pid)}/net/${table}`, 'utf8')
      .trimEnd()
      .split('\n')
      .slice(1);
    const sockets = rows.map((row) => row.trim().split(/\s+/));
    const listens = (state: string | undefined) => state === (table.startsWith('tcp') ? '0A' : '07');
    return sockets.filter((row) => inodes.has(row[9]) && listens(row[3])).map((row) => addressOf(row[1] ?? ''));
  });
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

/** `0100007F:1F90` is 127.0.0.1:8080; an IPv6 address stays in hexadecimal. */
function addressOf(hexadecimal: string): string {
  const [address = '', port = ''] = hexadecimal.split(':');
  const bytes = (address.length === 8 ? (address.match(/../g) ?? []) : []).reverse().map((byte) => parseInt(byte, 16));
  return `${bytes.length === 0 ? address : bytes.join('.')}:${String(parseInt(port, 16))}`;
}
