import type { Incoming } from '../http/incoming';
import { controlRows, type ControlRow } from './catalogue/s3-control-rows';

/** What a request to S3 Control asks for; `undefined` when it is nothing. `path` is what follows the version. */
export function controlOperation(method: string, path: string): ControlRow | undefined {
  return controlRows.find((row) => row.method === method && patternOf(row.path).test(path));
}

/** Where its paths begin. */
export const controlPathPrefix = '/v20180820/';

/** The name of what a request asks for; empty when it is nothing. */
export function controlOperationName({ method, target }: Incoming): string {
  return controlOperation(method, target.path.slice(controlPathPrefix.length))?.operation ?? '';
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/\{[A-Za-z]+\+\}/g, '.+').replace(/\{[A-Za-z]+\}/g, '[^/]+')}$`);
}
