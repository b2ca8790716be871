import { parseArn, type KmsKey } from '../../core';
import { sameValue, whoCan, type CompiledWorld, type PrincipalAnswer } from '../../evaluation';
import { isLetIn } from '../access/compared';
import { placed, type Draft, type Mark } from '../draft';
import { awsPrincipals, mayMean, mayNameEverybody, statementsOf, type JsonObject } from '../policy-text';
import { valueOf, type Reviewed } from '../reviewed';
import { asksWho } from './key-allowances';
import { keyName, listed, ofTenant, principalName } from '../words';

const action = 'kms:ReEncryptFrom';

/** Strangers who can put what lies under a key under one of their own, which is as good as reading it. @see https://docs.aws.amazon.com/kms/latest/APIReference/API_ReEncrypt.html */
export function reEncryption(reviewed: Reviewed): readonly Draft[] {
  const arns = [...reviewed.keys.map(({ id }) => id), ...reviewed.grants.flatMap((pair) => pair.after?.keyArn ?? [])];
  return [...new Set(arns)].flatMap((arn) => ofKey(reviewed, arn));
}

function ofKey(reviewed: Reviewed, id: string): readonly Draft[] {
  const [before, after] = [reviewed.before.world.keys.get(id), reviewed.after.world.keys.get(id)];
  if (!before || !after) return [];
  const fresh = newAllows(before, after);
  const everybody = fresh.some(isForEverybody) && !isRefused(after) ? ['everybody'] : [];
  const gained = mayNameStrangers(reviewed, after, fresh) ? gains(reviewed, before, after) : [];
  const names = [...everybody, ...gained.map(({ principal }) => principalName(principal, after.accountId))];
  return names.length === 0 ? [] : [draftOf(reviewed, after, { names, gained, isOpen: everybody.length > 0 })];
}

interface Gain {
  readonly names: readonly string[];
  readonly gained: readonly PrincipalAnswer[];
  readonly isOpen: boolean;
}

function draftOf({ after, vended }: Reviewed, { arn }: KmsKey, { names, gained, isOpen }: Gain): Draft {
  const [tenant, detail] = [vended.ofKey(arn), after.keys.get(arn)];
  return {
    topic: 'access-gained',
    severity: isOpen ? 'critical' : 'high',
    message: `${listed(names)} can now re-encrypt what lies under ${ofTenant(keyName(arn), tenant)}, and read it under a key of their own`,
    fix: 'take kms:ReEncrypt* out of what other accounts may do, or name kms:ReEncryptTo alone',
    about: [`key:${arn}`, ...gained.map(({ principal }): Mark => `principal:${principal}`)],
    reasons: gained.flatMap(({ reasons }) => reasons.filter(({ effect }) => effect === 'Allow')).slice(0, 10),
    ...placed(tenant, detail?.policyAddress ?? detail?.address),
  };
}

/** Allows of re-encryption that the plan writes. */
function newAllows(before: KmsKey, after: KmsKey): readonly JsonObject[] {
  const olds = statementsOf(before.policy);
  return statementsOf(after.policy).filter(
    (one) => one['Effect'] === 'Allow' && mayMean(one, action) && !olds.some((old) => sameValue(old, one)),
  );
}

/** Nobody in particular is asked about, so a statement for all accounts is taken by its word; who may decrypt by it is told as such. */
function isForEverybody(statement: JsonObject): boolean {
  return mayNameEverybody(statement) && !mayMean(statement, 'kms:Decrypt') && !asksWho(statement);
}

function isRefused({ policy }: KmsKey): boolean {
  return statementsOf(policy).some(
    (one) =>
      one['Effect'] === 'Deny' && mayMean(one, action) && awsPrincipals(one).includes('*') && !('Condition' in one),
  );
}

/** Whether anything new speaks of a principal of another account: most keys, told without asking. */
function mayNameStrangers({ grants }: Reviewed, key: KmsKey, fresh: readonly JsonObject[]): boolean {
  return (
    fresh.some((one) => mayNameEverybody(one) || awsPrincipals(one).some((name) => isStranger(name, key))) ||
    grants.some(
      ({ after: grant }) =>
        grant?.keyArn === key.arn &&
        valueOf(grant.operations)?.includes('ReEncryptFrom') === true &&
        isStranger(valueOf(grant.granteePrincipal) ?? '', key),
    )
  );
}

/** Strangers who could neither re-encrypt nor decrypt, and now only do the one. */
function gains({ compiled }: Reviewed, before: KmsKey, after: KmsKey): readonly PrincipalAnswer[] {
  const [was, is] = [letIn(compiled.before, before), letIn(compiled.after, after)];
  return [...is.reEncrypts.values()].filter(
    ({ principal }) => ![was.reEncrypts, was.decrypts, is.decrypts].some((one) => one.has(principal)),
  );
}

type ByName = ReadonlyMap<string, PrincipalAnswer>;

/** Strangers whom the key lets in, whatever their own policies say. */
function letIn(world: CompiledWorld, key: KmsKey): { readonly reEncrypts: ByName; readonly decrypts: ByName } {
  const ask = (asked: string): ByName =>
    new Map(
      whoCan(world, asked, key.arn)
        .filter((one) => isStranger(one.principal, key) && (one.verdict === 'allow' || isLetIn(one)))
        .map((one) => [one.principal, one]),
    );
  return { reEncrypts: ask(action), decrypts: ask('kms:Decrypt') };
}

/** An ARN, an account, or `anyone else in ACCOUNT`. */
function isStranger(principal: string, { accountId }: KmsKey): boolean {
  const account = parseArn(principal)?.accountId ?? /\d{12}/.exec(principal)?.[0];
  return principal === 'anonymous' || (account !== undefined && account !== accountId);
}
