import { isJsonObject, nearMiss, type JsonObject } from '../core';
import { isPriceName, priced, type Price, type PriceBook, type PriceName, type RegionPrices } from './price-book';

/** What is wrong with a price book, at its place in it. */
export interface PriceBookProblem {
  readonly path: readonly string[];
  /** Whether it is the key itself that is wrong, and not what stands there. */
  readonly at: 'key' | 'value';
  readonly message: string;
  readonly fix: string;
}

/** A price book from a file, or everything that is wrong with it. `schemas/prices.json` says what may stand in one. */
export function readPriceBook(value: unknown): PriceBook | readonly PriceBookProblem[] {
  const reader = new PriceBookReader();
  const book = reader.readBook(value);
  return reader.problems.length === 0 ? book : reader.problems;
}

type Path = readonly string[];

const bookKeys = ['$schema', 'version', 'currency', 'source', 'date', 'freeKmsRequestsPerAccount', 'regions'];
const priceKeys = ['price', 'per', 'leastPrice'];

/** Beyond this, sums would no longer be numbers. */
const most = 1e12;

/** Goes on after each mistake with something in its place, so that all are told at once. */
class PriceBookReader {
  readonly problems: PriceBookProblem[] = [];

  readBook(value: unknown): PriceBook {
    const map = this.map(value, [], bookKeys);
    const free = 'freeKmsRequestsPerAccount';
    if (map['version'] !== 1) this.refuse(['version'], map['version'], '1, the only version there is');
    return {
      currency: this.text(map, 'currency', /^[A-Z]{3}$/, 'a currency of three capitals, such as EUR'),
      source: this.text(map, 'source', /\S/, 'where the prices are from'),
      date: this.text(map, 'date', /^\d{4}-\d\d-\d\d$/, 'the day of the prices, such as 2026-10-03'),
      ...(map[free] !== undefined && { freeKmsRequestsPerAccount: this.amount(map, free, []) }),
      regions: this.regions(map['regions']),
    };
  }

  private regions(value: unknown): PriceBook['regions'] {
    const map = this.map(value, ['regions'], undefined);
    return new Map(Object.entries(map).map(([region, prices]) => [region, this.prices(prices, ['regions', region])]));
  }

  private prices(value: unknown, path: Path): RegionPrices {
    const found: { [name in PriceName]?: Price } = {};
    for (const [name, price] of Object.entries(this.map(value, path, Object.keys(priced))))
      if (isPriceName(name)) found[name] = this.price(price, [...path, name]);
    return found;
  }

  private price(value: unknown, path: Path): Price {
    const map = this.map(value, path, priceKeys);
    const [price, per] = [this.amount(map, 'price', path), this.amount(map, 'per', path)];
    if (per === 0) this.refuse([...path, 'per'], 0, 'how many cost the price, 1 or more');
    if (map['leastPrice'] === undefined) return { price, per };
    const leastPrice = this.amount(map, 'leastPrice', path);
    if (leastPrice > price) this.refuse([...path, 'leastPrice'], leastPrice, `at most the price, ${String(price)}`);
    return { price, per, leastPrice };
  }

  private amount(map: JsonObject, key: string, path: Path): number {
    const value = map[key];
    if (typeof value === 'number' && value >= 0 && value <= most) return value;
    this.refuse([...path, key], value, 'a number that is not negative');
    return 1;
  }

  private text(map: JsonObject, key: string, form: RegExp, wanted: string): string {
    const value = map[key];
    if (typeof value === 'string' && form.test(value)) return value;
    this.refuse([key], value, wanted);
    return '';
  }

  private map(value: unknown, path: Path, known: readonly string[] | undefined): JsonObject {
    if (!isJsonObject(value)) {
      this.refuse(path, value, known === undefined ? 'a map of regions' : `a map with ${known.join(', ')}`);
      return {};
    }
    for (const key of Object.keys(value))
      if (known !== undefined && !known.includes(key)) this.problems.push(unknownKey([...path, key], key, known));
    return value;
  }

  private refuse(path: Path, value: unknown, wanted: string): void {
    const name = path.at(-1) ?? 'the file';
    this.problems.push(
      value === undefined
        ? { path, at: 'value', message: `${name} is missing`, fix: `add ${wanted}` }
        : { path, at: 'value', message: `${name} is ${shown(value)}`, fix: `give ${wanted}` },
    );
  }
}

function unknownKey(path: Path, key: string, known: readonly string[]): PriceBookProblem {
  const meant = nearMiss(key, known);
  const fix = meant === undefined ? `remove it; keys here are ${known.join(', ')}` : `write ${meant}`;
  return { path, at: 'key', message: `"${key}" is no key here`, fix };
}

function shown(value: unknown): string {
  if (typeof value === 'number') return String(value);
  if (value === null) return 'empty';
  if (typeof value === 'object') return Array.isArray(value) ? 'a list' : 'a map';
  return JSON.stringify(value).slice(0, 80);
}
