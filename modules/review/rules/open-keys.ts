import type { KmsKey } from '../../core';
import type { Reason } from '../../evaluation';
import { placed, type Draft } from '../draft';
import {
  isJsonObject,
  mayMean,
  mayNameEverybody,
  statementName,
  statementsOf,
  texts,
  type JsonObject,
} from '../policy-text';
import type { Reviewed } from '../reviewed';
import { keyName, listed, ofTenant } from '../words';

/**
 * Keys whose policy lets in every account of AWS. KMS has no Block Public Access, and a principal `*` means whoever has
 * permissions of its own, anywhere. @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
 */
export function openKeys({ keys, vended }: Reviewed): readonly Draft[] {
  return keys.flatMap(({ id, before, after, detailAfter }): readonly Draft[] => {
    const open = openKeyStatements(after);
    if (open.length === 0 || openKeyStatements(before).length > 0) return [];
    const tenant = vended.ofKey(id);
    return [
      {
        topic: 'public-access',
        severity: 'critical',
        message: `the policy of ${ofTenant(keyName(id), tenant)} lets in every account of AWS (${listed(open)})`,
        fix: `name principals in ${listed(open)} instead of *, or hold it to an account by kms:CallerAccount`,
        about: [`key:${id}`],
        reasons: open.map((statement): Reason => ({
          policy: `key policy of ${id}`,
          statement,
          effect: 'Allow',
          why: 'names everybody, and no condition holds it to an account',
        })),
        ...placed(tenant, detailAfter?.policyAddress ?? detailAfter?.address),
      },
    ];
  });
}

/** Statements that let every account use a key or give it away, by their names. */
export function openKeyStatements(key: KmsKey | undefined): readonly string[] {
  return statementsOf(key?.policy).flatMap((statement, index) =>
    isOpen(statement) ? [statementName(statement, index)] : [],
  );
}

const uses = [
  'kms:Decrypt',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:ReEncryptFrom',
  'kms:CreateGrant',
  'kms:PutKeyPolicy',
];

function isOpen(statement: JsonObject): boolean {
  const isAllow = statement['Effect'] === 'Allow' && mayNameEverybody(statement);
  return isAllow && uses.some((action) => mayMean(statement, action)) && !isHeldToAccounts(statement);
}

const ofAccounts =
  /^(kms:calleraccount|aws:(principal(account|arn|orgid|orgpaths)|source(account|arn|orgid|orgpaths|ip|vpc|vpce)|vpcsourceip|userid))$/i;

/** Whether a condition that must hold ties callers to an account, an organization or a network. */
function isHeldToAccounts({ Condition: condition }: JsonObject): boolean {
  if (!isJsonObject(condition)) return false;
  return Object.entries(condition).some(
    ([operator, tests]) =>
      !/Not|IfExists$|^ForAllValues:|^Null$/i.test(operator) &&
      isJsonObject(tests) &&
      Object.entries(tests).some(([key, values]) => ofAccounts.test(key) && texts(values).every(isFixed)),
  );
}

/** A pattern such as `arn:aws:iam::*:role/app` holds for every account. */
function isFixed(value: string): boolean {
  return value !== '*' && !/^arn:[^:]*:[^:]*:[^:]*:\*/.test(value);
}
