import { createHash, hash, type Hash } from 'node:crypto';
import { BodyError } from './body-error';

/** Judges a body while it passes, and takes off what it was wrapped in. */
export interface Inspector {
  /** Takes bytes as they came, hands on those that are the body itself. @throws BodyError */
  push(raw: Buffer, handOn: (bytes: Buffer) => void): void;
  /** Judges a body that came whole, which is faster. @default by push and end @throws BodyError */
  readonly whole?: (bytes: Buffer) => void;
  /** Everything has passed. @throws BodyError when the whole is not what was promised */
  end(): void;
  /** A checksum that came after the body, as the header that would have said it; known at the end. @default none */
  readonly trailer?: () => readonly [name: string, value: string] | undefined;
}

/** Lets everything pass. */
export const unjudged: Inspector = {
  push: (raw, handOn) => handOn(raw),
  end: () => undefined,
  whole: () => undefined,
};

const hashOfNothing = hash('sha256', '', 'hex');

/** Lets pass what has the hash that was signed. @see https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html */
export function hashInspector(expected: string): Inspector {
  let running: Hash | undefined;
  const prove = (found: string): void => {
    if (found === expected) return;
    const why = "The provided 'x-amz-content-sha256' header does not match what was computed.";
    throw new BodyError(400, 'XAmzContentSHA256Mismatch', why);
  };
  return {
    push(raw, handOn) {
      running ??= createHash('sha256');
      running.update(raw);
      handOn(raw);
    },
    end: () => prove((running ?? createHash('sha256')).digest('hex')),
    whole: (bytes) => prove(bytes.length === 0 ? hashOfNothing : hash('sha256', bytes, 'hex')),
  };
}
