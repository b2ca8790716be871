import { isAccountId, parseArn, type Handshake, type HandshakePrincipal } from '../../core';
import type { RequestContext } from '../model';

/** Somebody of whom a key is asked. */
export interface Caller {
  readonly arn: string;
  /** How people are told of it. */
  readonly name: string;
  /** Its tags: those that the handshake asks of it, and none of the others. */
  readonly tags: RequestContext;
}

/** A principal of the handshake with the tags that are asked of it; an account is somebody in it. */
export function callerFor(handshake: Handshake, { arn, principalTags = {} }: HandshakePrincipal): Caller {
  const tags = Object.fromEntries(Object.entries(principalTags).map(([tag, value]) => [tagKey(tag), value]));
  return { arn: isRoot(arn) ? somebodyIn(arn) : arn, name: arn, tags: { ...noTags(handshake), ...tags } };
}

/** Whoever a text of the key names, wherever it stands, and a stranger of an account that nobody named. */
export function bearersNamedIn(read: readonly unknown[], handshake: Handshake): readonly Caller[] {
  const { partition, platformAccountId } = handshake;
  const texts = read.flatMap(textsIn);
  const accounts = new Set([platformAccountId, strangersAccount(texts)]);
  const named = new Set<string>();
  for (const text of texts) {
    const accountId = isAccountId(text) ? text : iamAccountOf(text);
    if (accountId !== undefined) accounts.add(accountId);
    if (iamAccountOf(text) !== undefined && !isRoot(text) && !/[*?$]/.test(text)) named.add(text);
  }
  const tags = noTags(handshake);
  return [
    ...[...named].sort().map((arn): Caller => ({ arn, name: arn, tags })),
    ...[...accounts].sort().map((id): Caller => {
      const arn = somebodyIn(`arn:${partition}:iam::${id}:root`);
      return { arn, name: texts.some((one) => one.includes(id)) ? `anyone else in account ${id}` : 'anyone', tags };
    }),
  ];
}

/** Whether somebody is neither of the tenant's account nor named in the handshake, alone or by its account. */
export function foreign({ keyAccountId, principals }: Handshake, arn: string): boolean {
  const accountId = parseArn(arn)?.accountId;
  if (accountId === keyAccountId) return false;
  return !principals.some((one) => one.arn === arn || (isRoot(one.arn) && one.accountId === accountId));
}

function noTags({ principals }: Handshake): RequestContext {
  const tags = principals.flatMap(({ principalTags = {} }) => Object.keys(principalTags));
  return Object.fromEntries(tags.map((tag) => [tagKey(tag), null]));
}

function tagKey(tag: string): string {
  return `aws:PrincipalTag/${tag}`;
}

/** Every text of a JSON value, names of conditions left out. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

function iamAccountOf(text: string): string | undefined {
  const arn = parseArn(text);
  return (arn?.service === 'iam' || arn?.service === 'sts') && isAccountId(arn.accountId) ? arn.accountId : undefined;
}

function isRoot(arn: string): boolean {
  return parseArn(arn)?.resource === 'root';
}

function somebodyIn(rootArn: string): string {
  return rootArn.replace(/:root$/, ':role/somebody-whom-nobody-named');
}

/** An account that stands nowhere in the key. */
function strangersAccount(texts: readonly string[]): string {
  const all = texts.join(' ');
  return ['999999999999', '888888888888', '777777777777'].find((id) => !all.includes(id)) ?? '666666666666';
}
