import type { Verdict } from '../model';
import type { LegDecision } from './legs';
import type { ObjectDecision } from './object-request';

const words: { readonly [verdict in Verdict]: string } = {
  allow: 'is allowed',
  explicitDeny: 'is denied',
  implicitDeny: 'is not allowed',
  unknown: 'cannot be judged',
};

/** An object decision in sentences: one for each permission that was asked for, and one for an error of S3's own. */
export function explainObjectDecision({ legs, refusal }: ObjectDecision): readonly string[] {
  const sentences = legs.map(explainLeg);
  return refusal
    ? [...sentences, `S3 answers ${String(refusal.status)} ${refusal.code}: ${refusal.message}`]
    : sentences;
}

function explainLeg({ action, resource, verdict, reasons, call }: LegDecision): string {
  const context = call ? ` under ${JSON.stringify(call.encryptionContext)}` : '';
  const because = reasons.map(({ policy, statement, why }) =>
    policy === 'implicit' ? why : `${policy}, ${statement}, ${why}`,
  );
  return `${action} on ${resource}${context} ${words[verdict]}: ${because.join('; ')}`;
}
