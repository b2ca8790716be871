import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

export interface StubAnswer {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: string | Buffer;
}

export interface StubAsk {
  readonly method: string;
  /** As it was sent. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

interface Stored {
  readonly bytes: Buffer;
  readonly etag: string;
}

const md5 = (bytes: Buffer): string => createHash('md5').update(bytes).digest('hex');
const storedOf = (bytes: Buffer): Stored => ({ bytes, etag: `"${md5(bytes)}"` });
const quoted = (etag: string): string => `<ETag>${etag.replaceAll('"', '&#34;')}</ETag>`;
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&#34;');

const subresources = ['tagging', 'acl', 'retention', 'legal-hold', 'attributes'];

/** Objects and uploads as emulators keep them: an ETag is the MD5 of the data, and it is what conditions are held against. */
export class StubObjects {
  readonly #objects = new Map<string, Stored>();
  readonly #uploads = new Map<string, Map<number, Stored>>();

  answer({ method, url, headers, body }: StubAsk): StubAnswer {
    const [path = '', raw = ''] = url.split('?');
    const query = new URLSearchParams(raw);
    if (method === 'POST' && query.has('uploads')) return this.#begin();
    if (!/^\/[^/]+\/./.test(path)) return this.#answerBucket(method, path, query);
    const source = this.#objects.get(String(headers['x-amz-copy-source']));
    const refused =
      unmetCondition(headers, 'if-', this.#objects.get(path)) ??
      (source && unmetCondition(headers, 'x-amz-copy-source-if-', source));
    return refused ?? this.#answerUnder(method, path, query, source ?? storedOf(body), source !== undefined);
  }

  #answerUnder(method: string, path: string, query: URLSearchParams, sent: Stored, isCopy: boolean): StubAnswer {
    const uploadId = query.get('uploadId');
    if (uploadId === null) return this.#answerObject(method, path, query, sent, isCopy);
    return this.#answerUpload(method, path, uploadId, Number(query.get('partNumber')), sent);
  }

  #answerObject(method: string, path: string, query: URLSearchParams, sent: Stored, isCopy: boolean): StubAnswer {
    if (method === 'DELETE') this.#objects.delete(path);
    if (method === 'PUT' && !subresources.some((name) => query.has(name))) this.#objects.set(path, sent);
    const found = this.#objects.get(path);
    if (method !== 'GET' && method !== 'HEAD') {
      const copied = isCopy ? `<CopyObjectResult>${quoted(sent.etag)}</CopyObjectResult>` : '';
      return answered(method === 'PUT' ? sent.etag : undefined, copied);
    }
    if (!found) return { status: 404, headers: {}, body: '' };
    if (!query.has('attributes')) return answered(found.etag, found.bytes);
    const etag = quoted(found.etag.replaceAll('"', ''));
    return answered(undefined, `<GetObjectAttributesResponse>${etag}</GetObjectAttributesResponse>`);
  }

  #answerBucket(method: string, path: string, query: URLSearchParams): StubAnswer {
    const isList = method === 'GET' && (query.has('versions') || query.has('list-type') || query.get('x-id') === null);
    const entry = query.has('versions') ? 'Version' : 'Contents';
    const isEncoded = query.get('encoding-type') === 'url';
    const prefix = `${path.replace(/\/$/, '')}/`;
    const entries = [...this.#objects]
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, { etag }]) => {
        const key = name.slice(prefix.length);
        const shown = isEncoded ? key : escaped(decodeURIComponent(key));
        return `<${entry}><Key>${shown}</Key>${entry === 'Version' ? '<VersionId>null</VersionId>' : ''}${quoted(etag)}</${entry}>`;
      });
    const encoding = isEncoded ? '<EncodingType>url</EncodingType>' : '';
    const name = entry === 'Version' ? 'ListVersionsResult' : 'ListBucketResult';
    return answered(undefined, isList ? `<${name}>${encoding}${entries.join('')}</${name}>` : '');
  }

  #begin(): StubAnswer {
    const id = `upload-${String(this.#uploads.size + 1)}`;
    this.#uploads.set(id, new Map());
    const result = `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`;
    return answered(undefined, result);
  }

  #answerUpload(method: string, path: string, uploadId: string, partNumber: number, sent: Stored): StubAnswer {
    const parts = this.#uploads.get(uploadId) ?? new Map<number, Stored>();
    if (method === 'PUT') {
      parts.set(partNumber, sent);
      return answered(sent.etag, `<CopyPartResult>${quoted(sent.etag)}</CopyPartResult>`);
    }
    if (method === 'GET') {
      const listed = [...parts].map(
        ([number, { etag }]) => `<Part><PartNumber>${String(number)}</PartNumber>${quoted(etag)}</Part>`,
      );
      return answered(undefined, `<ListPartsResult>${listed.join('')}</ListPartsResult>`);
    }
    return method === 'POST' ? this.#complete(path, parts, sent.bytes.toString()) : answered(undefined, '');
  }

  /** A list that names no part stands for all of them. */
  #complete(path: string, parts: ReadonlyMap<number, Stored>, list: string): StubAnswer {
    const named = [...list.matchAll(/<ETag>(?:"|&quot;|&#34;)?([0-9a-f-]+)/g)].map(([, etag]) => `"${etag ?? ''}"`);
    const kept = [...parts.values()];
    if (named.length > 0 && named.join() !== kept.map(({ etag }) => etag).join()) {
      const wrong = `<Error><Code>InvalidPart</Code><Message>${escaped(named.join())}</Message></Error>`;
      return { status: 400, headers: { 'content-type': 'application/xml' }, body: wrong };
    }
    const sums = Buffer.concat(kept.map(({ etag }) => Buffer.from(etag.slice(1, -1), 'hex')));
    const etag = `"${md5(sums)}-${String(kept.length)}"`;
    this.#objects.set(path, { bytes: Buffer.concat(kept.map(({ bytes }) => bytes)), etag });
    return answered(undefined, `<CompleteMultipartUploadResult>${quoted(etag)}</CompleteMultipartUploadResult>`);
  }
}

function answered(etag: string | undefined, body: string | Buffer): StubAnswer {
  const type = typeof body === 'string' && body !== '' ? { 'content-type': 'application/xml' } : {};
  const headers = { ...type, ...(etag === undefined ? {} : { etag }), 'x-amz-server-side-encryption': 'AES256' };
  return { status: 200, headers, body };
}

/** The refusal of a request whose condition does not hold. */
function unmetCondition(
  headers: IncomingHttpHeaders,
  prefix: string,
  stored: Stored | undefined,
): StubAnswer | undefined {
  const names = (condition: string): boolean | undefined => {
    const wanted = headers[`${prefix}${condition}`];
    if (wanted === undefined) return undefined;
    const etags = String(wanted)
      .split(',')
      .map((one) => one.trim().replace('W/', ''));
    return stored !== undefined && (etags.includes('*') || etags.includes(stored.etag));
  };
  const tag = { etag: stored?.etag ?? '' };
  const failed = '<Error><Code>PreconditionFailed</Code></Error>';
  if (names('match') === false) return { status: 412, headers: tag, body: failed };
  if (names('none-match') !== true) return undefined;
  return { status: prefix === 'if-' ? 304 : 412, headers: tag, body: '' };
}
