import { parseJsonObject, type JsonObject } from '../json';
import { send, type WireAnswer, type WireCredentials, type WireRequest } from './signed-request';

/** A step of a set-up that the service did not take. */
export class Refused extends Error {
  constructor(
    readonly step: string,
    readonly code: string,
    answer: WireAnswer,
  ) {
    super(`${step}: ${String(answer.status)} ${answer.body.slice(0, 400)}`);
  }
}

export type Parameters = { readonly [name: string]: string };

/** Makes things through the API, as the root user of whatever account they are to belong to. */
export class Administration {
  constructor(
    readonly endpoint: string,
    readonly region: string,
  ) {}

  async iam(accountId: string, action: string, parameters: Parameters): Promise<string> {
    const body = new URLSearchParams({ Action: action, Version: '2010-05-08', ...parameters }).toString();
    const wire = { ...form, service: 'iam', region: 'us-east-1', credentials: rootOf(accountId), body } as const;
    return this.#take(`iam:${action}`, wire);
  }

  async sts(credentials: WireCredentials, action: string, parameters: Parameters): Promise<WireCredentials> {
    const body = new URLSearchParams({ Action: action, Version: '2011-06-15', ...parameters }).toString();
    const text = await this.#take(`sts:${action}`, { ...form, service: 'sts', region: this.region, credentials, body });
    return {
      accessKeyId: elementOf(text, 'AccessKeyId'),
      secretAccessKey: elementOf(text, 'SecretAccessKey'),
      sessionToken: elementOf(text, 'SessionToken'),
    };
  }

  async kms(accountId: string, operation: string, parameters: JsonObject): Promise<JsonObject> {
    const wire = kmsRequest(operation, parameters, this.region, rootOf(accountId));
    return parseJsonObject(await this.#take(`kms:${operation}`, wire));
  }

  async s3(
    accountId: string,
    wire: Pick<WireRequest, 'method' | 'path' | 'query' | 'headers' | 'body'>,
  ): Promise<void> {
    const step = `s3:${wire.method} ${Object.keys(wire.query ?? {}).join('&')}`;
    await this.#take(step, { ...wire, service: 's3', region: this.region, credentials: rootOf(accountId) });
  }

  async control(method: string, route: string, body: JsonObject): Promise<void> {
    const answer = await send(this.endpoint, {
      method,
      path: `/_gateway/${route}`,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      service: 's3',
      region: this.region,
    });
    if (answer.status !== 200) throw new Refused(`_gateway/${route}`, 'control', answer);
  }

  async #take(step: string, wire: WireRequest): Promise<string> {
    const answer = await send(this.endpoint, wire);
    if (answer.status >= 300) throw new Refused(step, codeOf(answer), answer);
    return answer.body;
  }
}

const form = {
  method: 'POST',
  path: '/',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
} as const;

export function rootOf(accountId: string): WireCredentials {
  return { accessKeyId: accountId, secretAccessKey: 'test' };
}

export function kmsRequest(
  operation: string,
  parameters: JsonObject,
  region: string,
  credentials: WireCredentials,
): WireRequest {
  return {
    method: 'POST',
    path: '/',
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `TrentService.${operation}` },
    body: JSON.stringify(parameters),
    service: 'kms',
    region,
    credentials,
  };
}

/** The error code of an answer, in XML or JSON. */
export function codeOf({ body, headers }: WireAnswer): string {
  return headers['x-amzn-errortype'] ?? (/<Code>([^<]*)<\/Code>/.exec(body)?.[1] || 'none');
}

export function elementOf(xml: string, name: string): string {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? '';
}
