import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What tells a process from a later one that got the same id. */
interface ProcessIdentity {
  /** When it started, in whatever form the system says it; to be compared only. */
  readonly start: string;
  readonly commandLine: string;
}

/** The process with this id; undefined when there is none or only its remains (a zombie). */
export function processIdentity(pid: number): ProcessIdentity | undefined {
  try {
    return process.platform === 'linux' ? fromProc(pid) : fromPs(pid);
  } catch {
    return undefined;
  }
}

/** Field numbers as in https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html, counted after the command's name. */
function fromProc(pid: number): ProcessIdentity | undefined {
  const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, start] = [fields[0], fields[19]];
  if (start === undefined || state === 'Z' || state === 'X') return undefined;
  const commandLine = readFileSync(`/proc/${String(pid)}/cmdline`, 'utf8')
    .replaceAll('\0', ' ')
    .trim();
  return { start, commandLine };
}

function fromPs(pid: number): ProcessIdentity | undefined {
  const show = (column: string) =>
    execFileSync('ps', ['-ww', '-o', `${column}=`, '-p', String(pid)], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C' },
    }).trim();
  if (show('state').startsWith('Z')) return undefined;
  return { start: show('lstart').replace(/\W+/g, '-'), commandLine: show('command') };
}
