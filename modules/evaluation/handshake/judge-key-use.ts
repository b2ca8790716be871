import { diagnostic, type Diagnostic, type Fact, type Handshake, type HandshakePrincipal } from '../../core';
import { bearersNamedIn, callerFor, foreign } from './callers';
import { KeyQuestions, type Sent } from './key-questions';

/** What could be read of who may use a key. */
export interface KeyEvidence {
  /** The key policy's document. */
  readonly policy: Fact<unknown>;
  /** As ListGrants lists them. */
  readonly grants: Fact<readonly unknown[]>;
}

/** A key of a tenant's own, and what it has to be good for. */
export interface KeyUse extends KeyEvidence {
  /** What diagnostics are about. */
  readonly path: string;
  readonly keyArn: string;
  readonly handshake: Handshake;
}

/** What KMS can do with a symmetric key that touches data, and what would let a caller take the key over. */
const dangerous = [
  'Decrypt',
  'Encrypt',
  'GenerateDataKey',
  'GenerateDataKeyWithoutPlaintext',
  'ReEncryptFrom',
  'ReEncryptTo',
  'CreateGrant',
];

/**
 * Whether a key lets exactly those in whom the handshake names: through S3, under the context of the bucket. It is asked
 * of callers whose own policies allow everything, so that the key alone decides. What could not be read is not guessed.
 */
export function judgeKeyUse(use: KeyUse): readonly Diagnostic[] {
  const { handshake, policy, grants } = use;
  const unread = unreadDoubts(use);
  if (!policy.known && !grants.known) return unread;
  const questions = new KeyQuestions(use.keyArn, handshake, use);
  const own = handshake.principals.flatMap((principal) => judgePrincipal(use, questions, principal));
  const others = judgeOthers(use, questions);
  const toldByGrants = !policy.known && own.every((one) => one.code !== 'TB5133');
  return [...(toldByGrants ? [policyUnread(use, 'TB5135', policy.why)] : unread), ...own, ...others];
}

function unreadDoubts(use: KeyUse): readonly Diagnostic[] {
  const { path, handshake, grants } = use;
  return [
    ...(use.policy.known ? [] : [policyUnread(use, 'TB5133', use.policy.why)]),
    ...(grants.known
      ? []
      : [
          diagnostic('TB5133', {
            path,
            message: `the grants of the key cannot be listed: ${grants.why}`,
            fix: `run this with credentials that may call kms:ListGrants, in account ${handshake.keyAccountId} or as the key policy lets`,
          }),
        ]),
  ];
}

function policyUnread({ path, handshake }: KeyUse, code: 'TB5133' | 'TB5135', why: string): Diagnostic {
  return diagnostic(code, {
    path,
    message: `the key policy cannot be read: ${why}`,
    fix: `run this with credentials of account ${handshake.keyAccountId} that may call kms:GetKeyPolicy`,
  });
}

function judgePrincipal(use: KeyUse, questions: KeyQuestions, principal: HandshakePrincipal): readonly Diagnostic[] {
  const { handshake, path } = use;
  const { arn, operations } = principal;
  const caller = callerFor(handshake, principal);
  const render = `apply what tenant-buckets handshake render ${handshake.tenant} writes, in account ${handshake.keyAccountId}`;
  const asked = operations.map((operation) => ({ operation, answer: questions.ask(caller, operation, 'asNeeded') }));
  const spell = (list: readonly string[]): string => list.map((one) => `kms:${one}`).join(' and ');
  const refused = asked.filter(({ answer }) => answer.verdict === 'no');
  const doubtful = asked.filter(({ answer }) => answer.verdict === 'unknown');
  const may = (sent: Sent, list: readonly string[]): readonly string[] =>
    list.filter((operation) => questions.ask(caller, operation, sent).verdict === 'yes');
  const others = dangerous.filter((one) => !operations.includes(one));
  const elsewhere = [...new Set([...may('otherBucket', operations), ...may('object', operations)])];
  const [past, more] = [
    may('pastS3', operations),
    [...new Set([...may('asNeeded', others), ...may('pastS3', others)])],
  ];
  const found = (code: 'TB5129' | 'TB5130' | 'TB5131' | 'TB5132' | 'TB5133', message: string): Diagnostic =>
    diagnostic(code, { path, message, fix: render });
  return [
    ...refused.slice(0, 1).map(({ answer }) => {
      const what = spell(refused.map((one) => one.operation));
      return found('TB5129', `${arn} is not let in to ${what} through S3 for ${handshake.bucketArn}: ${answer.why}`);
    }),
    ...doubtful.map(({ operation, answer }) =>
      found('TB5133', `whether ${arn} is let in to kms:${operation} cannot be told: ${answer.why}`),
    ),
    ...(elsewhere.length === 0
      ? []
      : [found('TB5130', `${arn} may ${spell(elsewhere)} under other contexts than ${handshake.bucketArn}`)]),
    ...(past.length === 0 ? [] : [found('TB5131', `${arn} may ${spell(past)} past S3`)]),
    ...(more.length === 0
      ? []
      : [found('TB5132', `${arn} may ${spell(more)}, and a ${principal.access} needs ${spell(operations)}`)]),
  ];
}

/** Everybody outside the tenant's account whom the key names, somebody of each account that it names, and a stranger. */
function judgeOthers(use: KeyUse, questions: KeyQuestions): readonly Diagnostic[] {
  const { handshake, path, policy, grants } = use;
  const read = [policy, grants].map((fact) => (fact.known ? fact.value : undefined));
  return bearersNamedIn(read, handshake)
    .filter((caller) => foreign(handshake, caller.arn))
    .flatMap((caller) => {
      const may = dangerous.filter((operation) =>
        (['asNeeded', 'pastS3'] as const).some((sent) => questions.ask(caller, operation, sent).verdict === 'yes'),
      );
      if (may.length === 0) return [];
      return [
        diagnostic('TB5132', {
          path,
          message: `${caller.name} may ${may.map((one) => `kms:${one}`).join(' and ')}, and the tenant’s file does not name it`,
          fix: `take it out of the key policy or revoke its grant, in account ${handshake.keyAccountId}`,
        }),
      ];
    });
}
