import { z } from 'zod';
import { parseArn } from '../core';

/** The message of each schema says what is allowed, as it follows "give": `problems.ts` says what was got. */
export const wholeNumber = ({ least, most }: { readonly least: number; readonly most: number }): z.ZodInt => {
  const allowed = `a whole number from ${String(least)} to ${String(most)}`;
  return z.int(allowed).min(least, allowed).max(most, allowed);
};

export const textLike = (pattern: RegExp, allowed: string): z.ZodString => z.string(allowed).regex(pattern, allowed);

export const accountSchema = textLike(/^[0-9]{12}$/, 'an account id of twelve digits, in quotes');

/** A key by its full ARN: an id or alias would be looked up in the account of whoever writes. */
export const keyArnSchema = textLike(
  /^arn:aws(-[a-z]+)*:kms:[a-z0-9-]+:[0-9]{12}:key\/(mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/,
  'the full ARN of a key, as arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
);

/** The account that an ARN names; `undefined` when the text is no ARN. */
export function accountOf(arn: string): string | undefined {
  return parseArn(arn)?.accountId;
}
