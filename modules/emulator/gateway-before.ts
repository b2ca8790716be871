import { createWriteStream } from 'node:fs';
import { types } from 'node:util';
import { startGateway, type Gateway } from '../gateway';
import { messageOf } from './caught';
import { cannotListen } from './free-port';
import { maskSecrets } from './mask-secrets';
import type { ResolvedOptions } from './options';

/**
 * Starts the gateway before a LocalStack that need not answer yet, so that the port is ours from then on. What it
 * refuses, and what breaks in it, goes to the log of the instance.
 */
export async function gatewayBefore(
  upstream: string,
  { port, region, settings }: Pick<ResolvedOptions, 'port' | 'region' | 'settings'>,
  logFile: string,
): Promise<Gateway> {
  const log = createWriteStream(logFile, { flags: 'a', mode: 0o600 });
  log.on('error', () => undefined);
  const note = (text: string): void => {
    log.write(`${new Date().toISOString()} gateway: ${maskSecrets(text)}\n`);
  };
  const gateway = await startGateway({
    upstream,
    port,
    region,
    settings,
    onRefusal: note,
    onError: (error) => {
      note(`broke: ${types.isNativeError(error) ? (error.stack ?? error.message) : messageOf(error)}`);
    },
  }).catch((error: unknown) => {
    log.destroy();
    throw isSystemError(error) ? cannotListen(port, error) : error;
  });
  const close = async (): Promise<void> => {
    await gateway.close();
    await new Promise<void>((done) => {
      log.end(done);
    });
  };
  return { endpoint: gateway.endpoint, port: gateway.port, close, [Symbol.asyncDispose]: close };
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return types.isNativeError(error) && 'code' in error;
}
