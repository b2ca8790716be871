import type { Fact } from '../../core';
import { sameValue, type Reason } from '../../evaluation';
import { placed, type Draft } from '../draft';
import { isCoveredTogether } from '../enforcement/covered-together';
import { isJsonObject, mayNameEverybody, statementName, statementsOf, texts, type JsonObject } from '../policy-text';
import type { FindingSeverity } from '../review';
import type { Reviewed } from '../reviewed';
import { keyName, listed, ofTenant } from '../words';

/** Allows of a key policy that ask for less than they did, in a way that no request through S3 shows. @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html */
export function keyAllowances({ keys, vended }: Reviewed): readonly Draft[] {
  return keys.flatMap(({ id, before, after, detailAfter }): readonly Draft[] => {
    const widened = widenedAllows(before?.policy, after?.policy);
    if (widened.length === 0) return [];
    const tenant = vended.ofKey(id);
    return [
      {
        topic: 'access-gained',
        severity: severityOf(widened),
        message: `the policy of ${ofTenant(keyName(id), tenant)} asks for less than before: ${listed(widened.map(({ statement, dropped }) => `${statement} no longer tests ${listed(dropped)}`))}`,
        fix: 'give the statement its conditions back, so that it lets nobody in past S3, the bucket or the account',
        about: [`key:${id}`],
        reasons: widened.map(({ statement, dropped }): Reason => ({
          policy: `key policy of ${id}`,
          statement,
          effect: 'Allow',
          why: `no longer tests ${listed(dropped)}`,
        })),
        ...placed(tenant, detailAfter?.policyAddress ?? detailAfter?.address),
      },
    ];
  });
}

/** An Allow that is still there and no longer tests some condition keys. */
interface Widened {
  readonly statement: string;
  readonly dropped: readonly string[];
  /** Whether it now lets in whoever there is. */
  readonly isOpen: boolean;
}

function severityOf(widened: readonly Widened[]): FindingSeverity {
  return widened.some(({ isOpen }) => isOpen) ? 'critical' : 'high';
}

/** What an Allow that covers more than all of before together does not ask for any more. */
function widenedAllows(before: Fact<unknown> | undefined, after: Fact<unknown> | undefined): readonly Widened[] {
  if (before?.known !== true || after?.known !== true) return [];
  const olds = statementsOf(before).filter(isAllow);
  return statementsOf(after).flatMap((statement, index): readonly Widened[] => {
    if (!isAllow(statement) || olds.some((old) => sameValue(old, statement)) || isCoveredTogether(statement, olds))
      return [];
    const ways = olds.filter((old) => isSame(old, statement)).map((old) => droppedKeys(old, statement));
    const [dropped] = ways;
    if (!dropped || ways.some((one) => one.length === 0)) return [];
    const isOpen = mayNameEverybody(statement) && !asksWho(statement);
    return [{ statement: statementName(statement, index), dropped, isOpen }];
  });
}

function isAllow(statement: JsonObject): boolean {
  return statement['Effect'] === 'Allow';
}

/** Of one name, or about the same whoever and whatever. */
function isSame(old: JsonObject, statement: JsonObject): boolean {
  const isNamed = typeof old['Sid'] === 'string' && old['Sid'] !== '';
  const isNamesake = isNamed && old['Sid'] === statement['Sid'];
  return isNamesake || ['Principal', 'Action', 'Resource'].every((part) => sameValue(old[part], statement[part]));
}

/** A bound that goes counts whatever comes; anything else only where nothing comes in its place. */
function droppedKeys(old: JsonObject, statement: JsonObject): readonly string[] {
  const [was, is] = [strictKeys(old), strictKeys(statement)];
  const dropped = [...was].filter((key) => !is.has(key));
  const comes = [...is].some((key) => !was.has(key));
  return comes ? dropped.filter((key) => bounds.test(key)) : dropped;
}

const bounds = /^(kms:(viaservice|calleraccount|encryptioncontext(:.*|keys)|grant.*)|aws:(principal|source).*)$/;
const ofWhom = /^(kms:calleraccount|aws:principal(account|arn|orgid|orgpaths)|aws:userid)$/;

/** Whether a statement for everybody asks who it is. */
export function asksWho(statement: JsonObject): boolean {
  return [...strictKeys(statement)].some((key) => ofWhom.test(key));
}

/** The keys that a statement asks for; with IfExists whoever comes without one passes, and with `*` whoever comes with one. */
function strictKeys({ Condition: condition }: JsonObject): ReadonlySet<string> {
  if (!isJsonObject(condition)) return new Set();
  const strict = Object.entries(condition).filter(([operator]) => !operator.endsWith('IfExists'));
  return new Set(
    strict.flatMap(([, tests]) =>
      Object.entries(isJsonObject(tests) ? tests : {})
        .filter(([, values]) => !texts(values).includes('*'))
        .map(([key]) => key.toLowerCase()),
    ),
  );
}
