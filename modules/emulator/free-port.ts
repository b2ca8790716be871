import { createServer } from 'node:net';
import { diagnostic, DiagnosticError } from '../core';

export const loopback = '127.0.0.1';

/** A port on 127.0.0.1 that nobody listens on: the one that was asked for, or for 0 any. Fails when it is taken. */
export function freePort(wanted: number): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      fail(cannotListen(wanted, error));
    });
    server.listen({ port: wanted, host: loopback, exclusive: true }, () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : wanted;
      server.close(() => {
        done(port);
      });
    });
  });
}

/** The diagnostic of a port on which we cannot listen. */
export function cannotListen(port: number, error: NodeJS.ErrnoException): DiagnosticError {
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: 'is taken',
    EACCES: 'needs more rights than we have',
  };
  const reason = reasons[error.code ?? ''] ?? `cannot be used: ${error.message}`;
  return new DiagnosticError(
    diagnostic('TB4003', {
      path: `${loopback}:${String(port)}`,
      message: `port ${String(port)} ${reason}`,
      fix: `stop what listens on port ${String(port)}, or leave the port out and let the operating system choose one`,
    }),
  );
}
