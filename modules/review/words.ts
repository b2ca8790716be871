import { parseArn } from '../core';

/** `a`, `a and b`, `a, b and c`; of many the first and a count. */
export function listed(words: readonly string[], most = 5): string {
  const shown = words.length > most ? [...words.slice(0, most), `${String(words.length - most)} more`] : words;
  const last = shown.slice(-1).join('');
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(', ')} and ${last}`;
}

/** A principal as reviewers call it: `role/app`, with its account where that is another than the owner's. */
export function principalName(principal: string, ownerAccountId?: string): string {
  const arn = parseArn(principal);
  if (!arn) return principal === 'anonymous' ? 'anyone without credentials' : principal;
  if (arn.resource === 'root') return `account ${arn.accountId}`;
  return ownerAccountId === undefined || arn.accountId === ownerAccountId
    ? arn.resource
    : `${arn.resource} of account ${arn.accountId}`;
}

/** A key as reviewers call it: by the last part of its ARN, and one that is not made yet by its address. */
export function keyName(arn: string): string {
  const resource = parseArn(arn)?.resource ?? arn;
  return resource.includes('aws_kms_') ? resource.replace(/^key\//, '') : resource;
}

/** A statement as reviewers look for it: `Firehose of the key policy of key/1234`. */
export function statementIn(policy: string, statement: string): string {
  const keyArn = /^key policy of (arn:.*)$/.exec(policy)?.[1];
  return `${statement} of the ${keyArn === undefined ? policy : `key policy of ${keyName(keyArn)}`}`;
}

/** `bucket corp-acme of tenant acme` */
export function ofTenant(thing: string, tenant: string | undefined): string {
  return tenant === undefined ? thing : `${thing} of tenant ${tenant}`;
}

/** By code unit, so that no locale changes the order. */
export function byText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
