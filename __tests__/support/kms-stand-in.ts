import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pointSdkAt } from './kms-variables';

/** What a KMS answers to an operation: the body of an answer, or an error by its name. */
export type KmsAnswer = object | { readonly error: string; readonly message: string; readonly status?: number };

/** A KMS that knows one key, and the variables by which an SDK in this process finds it. */
export interface KmsStandIn extends AsyncDisposable {
  /** `OPERATION KEY` of each call, in their order. */
  readonly calls: readonly string[];
}

/** Answers by operation, in KMS's own protocol; until it is disposed, SDKs of this process talk to it. */
export async function startKmsStandIn(
  answers: { readonly [operation: string]: KmsAnswer },
  credentials = true,
): Promise<KmsStandIn> {
  const calls: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const operation = String(request.headers['x-amz-target']).replace('TrentService.', '');
      const body: unknown = JSON.parse(String(Buffer.concat(chunks)));
      calls.push(`${operation} ${keyIdOf(body)}`);
      const answer = answers[operation] ?? { error: 'AccessDeniedException', message: `no ${operation} for you` };
      const failed = 'error' in answer;
      const status = failed ? ('status' in answer && typeof answer.status === 'number' ? answer.status : 400) : 200;
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(
        JSON.stringify(failed ? { __type: answer.error, message: 'message' in answer ? answer.message : '' } : answer),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${String(portOf(server.address()))}`;
  const pointed = pointSdkAt(endpoint, credentials ? '444455556666' : undefined);
  return {
    calls,
    [Symbol.asyncDispose]: async () => {
      pointed[Symbol.dispose]();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function keyIdOf(body: unknown): string {
  return typeof body === 'object' && body !== null && 'KeyId' in body ? String(body.KeyId) : 'nothing';
}

function portOf(address: string | AddressInfo | null): number {
  if (address === null || typeof address === 'string') throw new Error('the stand-in has no port');
  return address.port;
}
