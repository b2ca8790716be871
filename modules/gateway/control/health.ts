import { readAll } from '../http/read-all';
import { jsonReply, type Reply } from '../http/reply';
import { readJsonObject, textOf } from '../json';
import type { GatewayState } from '../state/gateway-state';

/** Whether the emulator behind the gateway answers, and in which version. */
export async function health({ upstream, region }: GatewayState): Promise<Reply> {
  const scope = { accountId: '000000000000', region, service: 's3' };
  try {
    const { status, body } = await upstream.send(
      { method: 'GET', path: '/_localstack/health', headers: new Map() },
      scope,
    );
    const found = readJsonObject((await readAll(body)).toString('utf8')) ?? {};
    return jsonReply(status === 200 ? 200 : 503, { schemaVersion: 1, version: textOf(found, 'version') ?? 'unknown' });
  } catch {
    return jsonReply(503, { schemaVersion: 1, errors: ['the emulator behind the gateway does not answer'] });
  }
}
