import type { PolicyDocument } from './document';

/** The most that AWS takes, in bytes. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html */
export const bucketPolicyLimitBytes = 20_480;

/** @see https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html */
export const keyPolicyLimitBytes = 32_768;

/**
 * The text of a policy: no white space, statements in their order, sets (actions, resources, principals and the values
 * of a condition) sorted and unwrapped when single, so that two documents of one meaning are one text.
 */
export function canonicalPolicyJson(document: PolicyDocument<object>): string {
  return JSON.stringify({ Version: document.Version, Statement: document.Statement.map((one) => canonical(one)) });
}

/** Bytes in UTF-8 as AWS counts them: without white space outside strings. */
export function policySizeBytes(document: PolicyDocument<object>): number {
  return new TextEncoder().encode(canonicalPolicyJson(document)).length;
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) {
    const members = [...new Set(value.map((member) => String(member)))].sort();
    return members.length === 1 ? members[0] : members;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, canonical(member)]));
}
