/**
 * A server of the bench in a process of its own: `served.mjs KIND [UPSTREAM]` tells its parent the port and ends with it.
 * It runs as it is, and the gateway as it is built: a loader that compiles on the way puts calls of its own into what it loads.
 */
import { Agent, createServer, request } from 'node:http';
import { Pool } from 'undici';
import { startGateway } from '../../../dist/modules/gateway/index.js';

const kilobyte = Buffer.alloc(1024, 'x');
const account = '111122223333';

/**
 * Answers everything at once and keeps nothing; what it is asked to make gets a name.
 *
 * @type {import('node:http').RequestListener}
 */
const trivial = (message, response) => {
  message.resume();
  message.on('end', () => {
    const isObject = /^\/[^/?]+\/[^?]/.test(message.url ?? '');
    const body = isObject && message.method === 'GET' ? kilobyte : Buffer.from(madeBy(message));
    response.writeHead(200, { etag: '"0123456789abcdef0123456789abcdef"', 'content-length': body.length });
    response.end(body);
  });
};

/** @param {import('node:http').IncomingMessage} message */
function madeBy({ headers }) {
  if (headers['x-amz-target'] === 'TrentService.CreateKey') {
    return JSON.stringify({
      KeyMetadata: { Arn: `arn:aws:kms:us-east-1:${account}:key/00000000-0000-0000-0000-000000000000` },
    });
  }
  if (headers['content-type'] !== 'application/x-www-form-urlencoded') return '';
  const role = `<Role><RoleName>app</RoleName><Arn>arn:aws:iam::${account}:role/app</Arn></Role>`;
  return `<CreateRoleResponse><CreateRoleResult>${role}</CreateRoleResult></CreateRoleResponse>`;
}

/**
 * @param {string} upstream
 * @returns {import('node:http').RequestListener}
 */
function bareProxy(upstream) {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const { port } = new URL(upstream);
  return (message, response) => {
    const { method, url: path, headers } = message;
    const sent = request({ port, host: '127.0.0.1', method, path, headers, agent }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    sent.on('error', () => response.destroy());
    message.pipe(sent);
  };
}

/**
 * @param {string} upstream
 * @returns {import('node:http').RequestListener}
 */
function undiciProxy(upstream) {
  const pool = new Pool(upstream, { connections: 64, pipelining: 1 });
  return (message, response) => {
    const { method = 'GET', url: path = '/', headers } = message;
    void pool
      .request({ method: method === 'PUT' ? 'PUT' : 'GET', path, headers, body: method === 'PUT' ? message : null })
      .then(({ statusCode, headers: answered, body }) => {
        response.writeHead(statusCode, answered);
        body.pipe(response);
      });
  };
}

/**
 * @param {string} kind
 * @param {string} upstream
 * @returns {Promise<number>}
 */
async function serve(kind, upstream) {
  if (kind === 'gateway') return (await startGateway({ upstream, onError: console.error })).port;
  const listener = kind === 'upstream' ? trivial : kind === 'bare' ? bareProxy(upstream) : undiciProxy(upstream);
  const server = createServer(listener);
  return new Promise((done) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      done(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}

process.once('disconnect', () => process.exit());
const [kind = '', upstream = ''] = process.argv.slice(2);
void serve(kind, upstream).then((port) => process.send?.(port));
