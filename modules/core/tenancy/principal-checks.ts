import { parseArn } from '../arn';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic';
import type { Placement } from './placement';
import { asksForTags } from './principal-tags';
import type { TenantPrincipal } from './tenant';

/** Tags of a principal in another account prove nothing: that account sets them at will. */
export function checkPrincipalTags(
  path: string,
  placement: Placement,
  principals: readonly TenantPrincipal[],
): readonly Diagnostic[] {
  return principals.flatMap((principal) => {
    if (principal.kind === 'created' || !asksForTags(principal.principalTags)) return [];
    if (parseArn(principal.arn)?.accountId === placement.accountId) return [];
    return [
      diagnostic('TB2103', {
        path,
        message: `principal ${principal.arn} is to carry tags, and its account can give it any`,
        fix: `take its principalTags out, or name a principal of account ${placement.accountId}`,
      }),
    ];
  });
}

/** A key that exists already is named by its full ARN and lies where its bucket lies. */
export function checkImportedKey(path: string, placement: Placement, keyArn: string): readonly Diagnostic[] {
  const arn = parseArn(keyArn);
  const isKey = arn?.service === 'kms' && /^key\/[A-Za-z0-9-]+$/.test(arn.resource);
  if (isKey && arn.region === placement.region && arn.partition === placement.partition) return [];
  return [
    diagnostic('TB2107', {
      path,
      message: isKey
        ? `key ${keyArn} is not in ${placement.region} of partition ${placement.partition}`
        : `key "${keyArn}" is no full key ARN`,
      fix: `give the ARN of a key in ${placement.region}: no alias, no bare id, and no key of another region`,
    }),
  ];
}
