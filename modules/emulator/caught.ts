import { types } from 'node:util';

/** The text of whatever was thrown. */
export function messageOf(caught: unknown): string {
  return types.isNativeError(caught) ? caught.message : String(caught);
}

/** The system's code of a failed call, as ENOENT; undefined when it has none. */
export function codeOf(caught: unknown): string | undefined {
  return types.isNativeError(caught) && 'code' in caught && typeof caught.code === 'string' ? caught.code : undefined;
}
