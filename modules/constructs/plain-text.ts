/**
 * A value that somebody else wrote, so that terraform takes every text in it as it stands: `${aws:username}` of a policy
 * is no expression of terraform's. @see https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences
 */
export function plainText<T>(value: T): T;
export function plainText(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/[$%](?=\{)/g, (sign) => sign + sign);
  if (Array.isArray(value)) return value.map((one: unknown) => plainText(one));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [plainText(key), plainText(one)]));
}
