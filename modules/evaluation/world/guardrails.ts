import { parseArn } from '../../core';
import { decideAccess } from '../combine/decide';
import { compilePolicy } from '../language/policy';
import type { Reason } from '../model';
import type { CompiledWorld } from './compiled-world';
import { contextOf, mergeContexts, type Context } from './context';
import { organizationId, resourceControlPolicies } from './organization';
import type { Subject } from './subject';

/** Something that somebody will have to be able to do. */
export interface NeededAction {
  /** By ARN. */
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  /** @default the account of the resource's ARN, else the caller's */
  readonly resourceAccountId?: string;
  /** Condition keys of the request, such as `aws:RequestedRegion`. @default none */
  readonly context?: Context;
}

/** What an organization's policies say to a needed action, whatever all other policies say. */
export interface GuardrailJudgement {
  readonly need: NeededAction;
  readonly verdict: 'passes' | 'refused' | 'unknown';
  /** The statements that refuse it or may, and the levels that do not allow it. */
  readonly blockers: readonly Reason[];
}

/**
 * Which of the needed actions the organization would refuse. @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
 */
export function judgeGuardrails(world: CompiledWorld, needs: readonly NeededAction[]): readonly GuardrailJudgement[] {
  return needs.map((need) => {
    const subject = world.subject(need.principal);
    if (!subject) return { need, verdict: 'unknown', blockers: [noPrincipal(need.principal)] };
    return judge(world, subject, need);
  });
}

function judge(world: CompiledWorld, subject: Subject, need: NeededAction): GuardrailJudgement {
  const accountId = need.resourceAccountId ?? (parseArn(need.resource)?.accountId || subject.accountId) ?? '';
  const organization = contextOf({ 'aws:ResourceOrgID': organizationId(world.index, accountId) });
  const context = mergeContexts(organization, ...(need.context ? [need.context] : []), subject.context);
  const { decision, reasons } = decideAccess({
    identityPolicies: [anyIdentity],
    resourcePolicy: anyResource,
    serviceControlPolicies: subject.identity.serviceControlPolicies,
    resourceControlPolicies: resourceControlPolicies(world.index, accountId),
    request: {
      action: need.action,
      resource: need.resource,
      resourceAccount: accountId,
      principal: subject.principal,
      context: context.values,
      unknownContext: context.unknown,
    },
  });
  const levels = levelNames(world, subject);
  const blockers = decision === 'allow' ? [] : reasons.flatMap((reason) => blockerOf(reason, levels));
  if (blockers.length === 0) return { need, verdict: 'passes', blockers };
  return { need, verdict: decision === 'unknown' ? 'unknown' : 'refused', blockers };
}

/** Everything but the organization says yes, so that what is refused is refused by the organization. */
const anyIdentity = compilePolicy('any permission', 'identity', everything({}));
const anyResource = compilePolicy('any permission', 'resource', everything({ Principal: '*' }));

function everything(principal: { readonly Principal?: '*' }): unknown {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...principal, Action: '*', Resource: '*' }] };
}

function levelNames({ world }: CompiledWorld, { accountId = '' }: Subject): readonly string[] {
  const levels = world.accounts.get(accountId)?.serviceControlPolicies;
  return levels?.known ? levels.value.map((level) => level.name) : [];
}

/** A deny of the organization, or a level of it that does not allow. */
function blockerOf(reason: Reason, levels: readonly string[]): readonly Reason[] {
  if (/^(service|resource) control policy( |$)/.test(reason.policy)) return [reason];
  const level = levels.find((_name, index) => reason.statement === `serviceControlPolicies[${String(index)}]`);
  return level === undefined ? [] : [{ ...reason, statement: `service control policies of ${level}` }];
}

function noPrincipal(name: string): Reason {
  return { policy: 'implicit', statement: 'principal', effect: 'Deny', why: `${name} names no principal` };
}
