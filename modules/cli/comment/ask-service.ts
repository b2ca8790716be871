import { diagnostic, DiagnosticError, isJsonObject } from '../../core';
import { textAt } from '../json-value';

/** A service with a JSON API, and the token for it. */
export interface Service {
  /** As people call it. */
  readonly name: string;
  /** Without a slash at its end. */
  readonly api: string;
  readonly headers: { readonly [name: string]: string };
  readonly signal: AbortSignal;
}

export interface ServiceRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT';
  readonly path: string;
  /** @default none */
  readonly body?: object;
}

/** What was answered; refusals are given back, so that the caller can tell them apart. */
export interface ServiceAnswer {
  readonly status: number;
  /** `undefined` when it was no JSON. */
  readonly value: unknown;
}

const limitMs = 30_000;

/** Asks once. A redirect is not followed: it would take the token with it. @throws DiagnosticError when nobody answers */
export async function askService(service: Service, { method, path, body }: ServiceRequest): Promise<ServiceAnswer> {
  try {
    const response = await fetch(`${service.api}${path}`, {
      method,
      headers: { ...service.headers, 'content-type': 'application/json', 'user-agent': 'tenant-buckets' },
      redirect: 'manual',
      signal: AbortSignal.any([service.signal, AbortSignal.timeout(limitMs)]),
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: response.status, value: parse(await response.text()) };
  } catch (error) {
    service.signal.throwIfAborted();
    throw new DiagnosticError(
      diagnostic('TB8063', {
        path: service.api,
        message: `${service.name} could not be reached (${reasonOf(error)})`,
        fix: 'run the step again; if it stays so, look at the address',
      }),
    );
  }
}

/** The value of a good answer. @throws DiagnosticError of a bad one; it quotes no header */
export async function demandOfService(service: Service, request: ServiceRequest): Promise<unknown> {
  const { status, value } = await askService(service, request);
  if (status >= 200 && status < 300 && value !== undefined) return value;
  const what = `${request.method} ${request.path}`;
  const refused = [401, 403, 404].includes(status);
  throw new DiagnosticError(
    refused
      ? diagnostic('TB8062', {
          path: what,
          message: `${service.name} answered ${String(status)}${saidBy(value)}`,
          fix: 'give a token that may write comments on this pull request',
        })
      : diagnostic('TB8063', {
          path: what,
          message: `${service.name} answered ${String(status)}${saidBy(value)}`,
          fix: 'run the step again',
        }),
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function saidBy(value: unknown): string {
  const said = textAt(value, 'message');
  return said === undefined ? '' : `: ${said.slice(0, 200)}`;
}

/** The code of what lies beneath, such as ECONNREFUSED; by its shape, for errors come from other realms, too. */
function reasonOf(error: unknown): string {
  const cause = isJsonObject(error) && isJsonObject(error['cause']) ? error['cause'] : error;
  return textAt(cause, 'code') ?? textAt(cause, 'name') ?? textAt(cause, 'message') ?? 'no reason given';
}
