import type { Readable } from 'node:stream';
import { BodyError, ClientGone } from './body-error';
import type { Inspector } from './inspector';

/** What stands in a form before its file. */
export interface FormHead {
  /** By name in lower case. */
  readonly fields: ReadonlyMap<string, string>;
  /** Names that stand more than once. */
  readonly repeated: readonly string[];
  readonly filename: string;
}

/** Fields and their headers together; S3 allows 20 KB. @see https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html */
const headLimitBytes = 64 * 1024;
const blankLine = '\r\n\r\n';

/** The boundary that a content type names; `undefined` when it is no form. @see https://www.rfc-editor.org/rfc/rfc7578 */
export function boundaryOf(contentType: string | undefined): string | undefined {
  if (!/^multipart\/form-data\s*;/i.test(contentType ?? '')) return undefined;
  const [, quoted, bare] = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType ?? '') ?? [];
  return quoted ?? bare;
}

/** Reads a form up to its file, and leaves the file's bytes unread. @throws BodyError, ClientGone */
export function readFormHead(source: Readable, boundary: string): Promise<FormHead> {
  return new Promise((done, failed) => {
    let read = Buffer.from('\r\n');
    const stop = (): void => {
      source.pause();
      source.off('data', take).off('end', end).off('close', gone).off('error', fail);
    };
    const fail = (error: Error): void => {
      stop();
      failed(error);
    };
    const end = (): void => fail(malformed());
    const gone = (): void => fail(new ClientGone());
    const take = (bytes: Buffer): void => {
      read = Buffer.concat([read, bytes]);
      const head = parseHead(read, boundary);
      if (head === 'malformed') {
        fail(malformed());
        return;
      }
      const sizeBytes = head === 'more' ? read.length : head.endsAt;
      if (sizeBytes > headLimitBytes) fail(tooLong());
      else if (head !== 'more') begin(head);
    };
    const begin = (head: ReadHead): void => {
      stop();
      const rest = read.subarray(head.endsAt);
      if (rest.length > 0) source.unshift(rest);
      done(head);
    };
    source.on('data', take).on('end', end).on('close', gone).on('error', fail);
    source.resume();
  });
}

interface ReadHead extends FormHead {
  readonly endsAt: number;
}

function parseHead(read: Buffer, boundary: string): ReadHead | 'more' | 'malformed' {
  const delimiter = `\r\n--${boundary}`;
  const fields = new Map<string, string>();
  const repeated: string[] = [];
  let at = read.indexOf(delimiter);
  while (at >= 0) {
    const start = at + delimiter.length;
    const blank = read.indexOf(blankLine, start);
    if (read.toString('latin1', start, start + 2) === '--') return 'malformed';
    if (blank < 0) return 'more';
    const part = readPartHeaders(read.toString('utf8', start, blank));
    if (!part) return 'malformed';
    const valueAt = blank + blankLine.length;
    if (part.name === 'file') return { fields, repeated, filename: part.filename, endsAt: valueAt };
    at = read.indexOf(delimiter, valueAt);
    if (at < 0) return 'more';
    if (fields.has(part.name)) repeated.push(part.name);
    fields.set(part.name, read.toString('utf8', valueAt, at));
  }
  return 'more';
}

function readPartHeaders(text: string): { readonly name: string; readonly filename: string } | undefined {
  const disposition = /^content-disposition:\s*form-data\s*;(.*)$/im.exec(text)?.[1];
  const name = parameterOf(disposition ?? '', 'name');
  return name === undefined
    ? undefined
    : { name: name.toLowerCase(), filename: parameterOf(disposition ?? '', 'filename') ?? '' };
}

function parameterOf(disposition: string, name: string): string | undefined {
  const [, quoted, bare] =
    new RegExp(`(?:^|;)\\s*${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s;]+))`, 'i').exec(disposition) ?? [];
  return quoted?.replace(/\\"|%22/g, '"') ?? bare;
}

/** How many bytes a form's file may have. */
export interface SizeRange {
  readonly leastBytes: number;
  readonly mostBytes: number;
}

/** Takes the file out of a form that was read up to it; what stands after the file is ignored, as S3 does. */
export function fileInspector(boundary: string, { leastBytes, mostBytes }: SizeRange): Inspector {
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  let kept = Buffer.alloc(0);
  let sizeBytes = 0;
  let ended = false;
  return {
    push(raw, handOn) {
      if (ended) return;
      const bytes = kept.length === 0 ? raw : Buffer.concat([kept, raw]);
      const found = bytes.indexOf(delimiter);
      ended = found >= 0;
      // The delimiter may have begun.
      const until = ended ? found : Math.max(bytes.length - delimiter.length + 1, 0);
      kept = Buffer.from(bytes.subarray(until));
      sizeBytes += until;
      if (sizeBytes > mostBytes) {
        throw new BodyError(400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size');
      }
      if (until > 0) handOn(bytes.subarray(0, until));
    },
    end() {
      if (!ended) throw malformed();
      if (sizeBytes >= leastBytes) return;
      throw new BodyError(400, 'EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size');
    },
  };
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
function malformed(): BodyError {
  const why = 'The body of your POST request is not well-formed multipart/form-data.';
  return new BodyError(400, 'MalformedPOSTRequest', why);
}

function tooLong(): BodyError {
  const why = 'Your POST request fields preceding the upload file were too large.';
  return new BodyError(400, 'MaxPostPreDataLengthExceededError', why);
}
