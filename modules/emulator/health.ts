import { setTimeout as sleep } from 'node:timers/promises';
import { types } from 'node:util';
import { messageOf } from './caught';

/** What is waited for, and for how long. */
interface HealthWait {
  readonly endpoint: string;
  readonly accountId: string;
  readonly region: string;
  readonly timeoutMs: number;
  /** Ends the waiting. */
  readonly signal: AbortSignal;
}

/** S3 answered with the version of the emulator, or it did not in time and this is the last thing that was seen. */
type Health =
  | { readonly kind: 'healthy'; readonly version: string }
  | { readonly kind: 'silent'; readonly awaited: string; readonly lastSeen: string };

const requestTimeoutMs = 5_000;
const pauseMs = 100;

/** Asks until S3 really answers a request, which is later than that the port is open. */
export async function waitUntilHealthy(wait: HealthWait): Promise<Health> {
  const deadline = performance.now() + wait.timeoutMs;
  let lastSeen = 'nothing was asked';
  while (!wait.signal.aborted && performance.now() < deadline) {
    const answer = await askHealth(wait);
    if (answer.kind === 'healthy') return answer;
    lastSeen = answer.lastSeen;
    await sleep(pauseMs);
  }
  return { kind: 'silent', awaited: awaited(wait.endpoint), lastSeen };
}

/** One look: does S3 answer now? */
export async function askHealth(wait: Omit<HealthWait, 'timeoutMs'>): Promise<Health> {
  const { endpoint, signal } = wait;
  try {
    const buckets = await ask(endpoint, signal, { authorization: unsignedScope(wait.accountId, wait.region) });
    if (buckets.status !== 200) return silent(endpoint, `S3 answered with status ${String(buckets.status)}`);
    return { kind: 'healthy', version: versionIn(await (await ask(`${endpoint}/_localstack/health`, signal)).text()) };
  } catch (error) {
    return silent(endpoint, reasonOf(error));
  }
}

/** One look: does the gateway answer now, and LocalStack behind it? */
export async function gatewayAnswers(endpoint: string): Promise<boolean> {
  try {
    return (await fetch(`${endpoint}/_gateway/health`, { signal: AbortSignal.timeout(requestTimeoutMs) })).ok;
  } catch {
    return false;
  }
}

function ask(url: string, signal: AbortSignal, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return fetch(url, { headers, signal: AbortSignal.any([signal, AbortSignal.timeout(requestTimeoutMs)]) });
}

/** LocalStack reads account, Region and service from the scope and checks no signature. */
function unsignedScope(accountId: string, region: string): string {
  const scope = `${accountId}/20250101/${region}/s3/aws4_request`;
  return `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`;
}

function versionIn(text: string): string {
  const version = /"version":\s*"([^"]+)"/.exec(text)?.[1];
  return version ?? 'unknown';
}

function reasonOf(error: unknown): string {
  return messageOf(types.isNativeError(error) && error.cause !== undefined ? error.cause : error);
}

function awaited(endpoint: string): string {
  return `an answer of S3 at ${endpoint}`;
}

function silent(endpoint: string, lastSeen: string): Health {
  return { kind: 'silent', awaited: awaited(endpoint), lastSeen };
}
