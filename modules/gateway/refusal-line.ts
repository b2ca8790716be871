import type { Incoming } from './http/incoming';
import type { Reply } from './http/reply';

const reasonHeader = 'x-tenant-buckets-reason';
const longest = 2000;

/** A refusal in one line of a log: what was asked, without its query, and why it was not done. */
export function refusalLine(method: string, incoming: Incoming | undefined, { status, headers, body }: Reply): string {
  const reason = headers.find(([name]) => name === reasonHeader)?.[1];
  const text = typeof body === 'string' ? body : '';
  const target = incoming?.headers.get('x-amz-target') ?? '';
  const what = [method, incoming?.target.path ?? '(unreadable)', target].filter(Boolean).join(' ');
  return `${what} ${String(status)} ${[text, reason].filter(Boolean).join(' | ')}`
    .replace(/\s+/g, ' ')
    .slice(0, longest);
}
