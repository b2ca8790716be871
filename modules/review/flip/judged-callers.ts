import type { EncryptionContext } from '../../core';
import type { KeyCaller, LegDecision, Reason } from '../../evaluation';
import type { Contexts, OneOrMore } from './contexts';

/** How somebody fares when the encryption context changes. */
export interface JudgedCaller {
  readonly principal: string;
  /**
   * `keeps` both; `loses` what is written from now on; `needsBoth`: the new context passes, and what is there already is
   * lost; `gains` what is written from now on, and by nothing but the turn.
   */
  readonly fate: 'keeps' | 'loses' | 'needsBoth' | 'gains';
  /** Actions that fare so, the worst fate's. */
  readonly actions: readonly string[];
  /** What let it through before. */
  readonly allowedBy: readonly Reason[];
  /** What stands against it afterwards. @default nothing */
  readonly deniedBy: readonly Reason[];
}

export interface Turn {
  readonly turnedOn: boolean;
  readonly contexts: Contexts;
  readonly before: readonly KeyCaller[];
  readonly after: readonly KeyCaller[];
}

/** What S3 asks of a key for somebody who reads, writes or replicates. */
const actions = ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:Encrypt'];

const worstFirst: readonly JudgedCaller['fate'][] = ['loses', 'needsBoth', 'keeps', 'gains'];

/** Everybody who can use the key under the context that S3 sent so far, or will send. */
export function judgeCallers(turn: Turn): readonly JudgedCaller[] {
  const after = new Map(turn.after.map((caller) => [caller.principal, caller]));
  return turn.before
    .filter(({ principal }) => principal !== 'anonymous')
    .flatMap((caller) => judgeCaller(turn, caller, after.get(caller.principal)));
}

interface Fate extends Pick<JudgedCaller, 'fate' | 'allowedBy' | 'deniedBy'> {
  readonly action: string;
}

function judgeCaller(turn: Turn, was: KeyCaller, is: KeyCaller | undefined): readonly JudgedCaller[] {
  const fates = is ? actions.flatMap((action) => fateOf(turn, action, was, is)) : [];
  const fate = worstFirst.find((one) => fates.some((found) => found.fate === one));
  if (fate === undefined) return [];
  const worst = fates.filter((one) => one.fate === fate);
  return [
    {
      principal: was.principal,
      fate,
      actions: worst.map(({ action }) => action),
      allowedBy: worst.flatMap(({ allowedBy }) => allowedBy),
      deniedBy: worst.flatMap(({ deniedBy }) => deniedBy),
    },
  ];
}

function fateOf(turn: Turn, action: string, was: KeyCaller, is: KeyCaller): readonly Fate[] {
  const { bucket, object } = turn.contexts;
  const [old, now] = turn.turnedOn ? [object, bucket] : [bucket, object];
  const [oldBefore, newAfter] = [best(was, action, old), best(is, action, now)];
  if (denies(oldBefore)) {
    const gains = !denies(newAfter) && !denies(best(was, action, now));
    return gains ? [{ action, fate: 'gains', allowedBy: newAfter.reasons, deniedBy: [] }] : [];
  }
  const told = { action, allowedBy: oldBefore.reasons };
  const oldAfter = is === was ? oldBefore : best(is, action, old);
  if (denies(newAfter)) return lossOf(told, newAfter, oldAfter);
  if (!denies(oldAfter)) return [{ ...told, fate: 'keeps', deniedBy: [] }];
  return action === 'kms:Decrypt' ? [{ ...told, fate: 'needsBoth', deniedBy: oldAfter.reasons }] : [];
}

/** What is refused under the old context too is lost for another reason, which is told elsewhere. */
function lossOf(
  told: Pick<Fate, 'action' | 'allowedBy'>,
  newAfter: LegDecision,
  oldAfter: LegDecision,
): readonly Fate[] {
  return denies(oldAfter) ? [] : [{ ...told, fate: 'loses', deniedBy: newAfter.reasons }];
}

/** The best answer of several contexts: of samples one that passes is enough. */
function best(caller: KeyCaller, action: string, [first, ...more]: OneOrMore<EncryptionContext>): LegDecision {
  const ask = (encryptionContext: EncryptionContext) => caller.ask({ action, encryptionContext, viaS3: true });
  return more.map(ask).reduce((found, one) => (rank(one) > rank(found) ? one : found), ask(first));
}

function rank({ verdict }: LegDecision): number {
  return verdict === 'allow' ? 2 : verdict === 'unknown' ? 1 : 0;
}

function denies(decision: LegDecision): boolean {
  return rank(decision) === 0;
}
