/** Gives what is made anew at each recording the same name in each of them, by the order in which it is first seen. */
export class Normaliser {
  private constructor(
    private readonly endpoint: string,
    private readonly seen: Map<string, string>,
    private readonly counts: Map<string, number>,
  ) {}

  /** Where the emulator answers is a port of the moment. */
  static of(endpoint: string): Normaliser {
    return new Normaliser(endpoint, new Map(), new Map());
  }

  /** One that knows the same names and keeps new ones to itself. */
  fork(): Normaliser {
    return new Normaliser(this.endpoint, new Map(this.seen), new Map(this.counts));
  }

  text(text: string): string {
    return kinds.reduce(
      (now, { pattern, name }) => now.replace(pattern, (found) => this.named(found, name)),
      text.replaceAll(this.endpoint, 'http://127.0.0.1:4566'),
    );
  }

  private named(found: string, name: (count: number) => string): string {
    const known = this.seen.get(found);
    if (known !== undefined) return known;
    const kind = name(0);
    const count = (this.counts.get(kind) ?? 0) + 1;
    const given = name(count);
    this.counts.set(kind, count);
    this.seen.set(found, given);
    // What has a name keeps it in the next text.
    this.seen.set(given, given);
    return given;
  }
}

interface Kind {
  readonly pattern: RegExp;
  readonly name: (count: number) => string;
}

const digits = (count: number, length: number) => String(count).padStart(length, '0');

/** Tokens and ids of grants, ids of keys, of roles and policies, what terraform makes up; moments. */
const kinds: readonly Kind[] = [
  { pattern: /(?<="grant_token":")[^"]+/g, name: (count) => `grant-token-${String(count)}` },
  { pattern: /(?<="policy_id":")[^"]+/g, name: (count) => `policy-${String(count)}` },
  // Of policy documents: a hash of what stands in them, ids of keys included.
  { pattern: /(?<="id":")\d{6,10}(?=")/g, name: (count) => `document-${String(count)}` },
  { pattern: /\b\d{26}\b/g, name: (count) => digits(count, 26) },
  { pattern: /\b[0-9a-f]{64}\b/g, name: (count) => digits(count, 64) },
  {
    pattern: /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g,
    name: (count) => `00000000-0000-4000-8000-${digits(count, 12)}`,
  },
  { pattern: /\bAROA[A-Z0-9]{12,}\b/g, name: (count) => `AROA${digits(count, 16)}` },
  { pattern: /\bANPA[A-Z0-9]{12,}\b/g, name: (count) => `ANPA${digits(count, 16)}` },
  { pattern: /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, name: () => '2026-01-01T00:00:00Z' },
];
