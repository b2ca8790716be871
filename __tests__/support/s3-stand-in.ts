import { createServer } from 'node:http';
import { pointSdkAt } from './kms-variables';

/** What an S3 answers to a question about a bucket: an XML or JSON body, or the code of an error. */
export type S3Answer = { readonly body: string } | { readonly error: string; readonly status?: number };

/** An S3 that knows one bucket, by the subresource that is asked for; SDKs of this process talk to it until it is disposed. */
export async function startS3StandIn(answers: { readonly [subresource: string]: S3Answer }): Promise<AsyncDisposable> {
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://stand-in');
    const subresource = [...searchParams.keys()].find((key) => key !== 'x-id') ?? '';
    const answer = answers[subresource] ?? { error: 'AccessDenied', status: 403 };
    if ('body' in answer) {
      response.writeHead(200, { 'content-type': 'application/xml' });
      response.end(answer.body);
      return;
    }
    response.writeHead(answer.status ?? 404, { 'content-type': 'application/xml' });
    response.end(`<Error><Code>${answer.error}</Code><Message>no ${subresource}</Message></Error>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the stand-in has no port');
  const endpoint = `http://127.0.0.1:${String(address.port)}`;
  const before = process.env['AWS_ENDPOINT_URL_S3'];
  const pointed = pointSdkAt(endpoint, '111122223333');
  process.env['AWS_ENDPOINT_URL_S3'] = endpoint;
  return {
    [Symbol.asyncDispose]: async () => {
      pointed[Symbol.dispose]();
      if (before === undefined) Reflect.deleteProperty(process.env, 'AWS_ENDPOINT_URL_S3');
      else process.env['AWS_ENDPOINT_URL_S3'] = before;
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
