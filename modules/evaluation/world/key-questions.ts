import { carriesEncryptionContext } from '../kms/actions';
import { bucketContext, objectContext, type EncryptionContext, type KmsKey } from '../../core';
import { answerOfLeg, bestOf, denied, doubted, type Answer } from './answer';
import type { CompiledWorld } from './compiled-world';
import { decideOnKey, leavesDoubtOnKey, type KeyNeed } from './legs';
import type { Subject } from './subject';

/**
 * Whether somebody can do something with a key, itself or through S3. What lies under it in another world, with which
 * this one is compared, is asked about here as well: else a bucket that comes under a key would seem to open the key.
 */
export function askKey(
  world: CompiledWorld,
  subject: Subject,
  action: string,
  key: KmsKey,
  other?: CompiledWorld,
): Answer {
  const lower = action.toLowerCase();
  if (lower === 'kms:creategrant') return askCreateGrant(world, subject, key);
  if (carriesEncryptionContext(lower)) return askUse(world, subject, action, key, other);
  return answerOfLeg(decideOnKey(world, subject, { action, key, encryptionContext: {} }));
}

/** Under each context that the key's objects have, both through S3 and past it. */
function askUse(
  world: CompiledWorld,
  subject: Subject,
  action: string,
  key: KmsKey,
  other: CompiledWorld | undefined,
): Answer {
  const { state } = key;
  if (state.known && state.value !== 'Enabled') return denied('key', `${key.arn} is in state ${state.value}`);
  const needs = contextsUnder([world, ...(other ? [other] : [])], key).flatMap(
    (encryptionContext): readonly KeyNeed[] => {
      const need = { action, key, encryptionContext };
      return [{ ...need, viaS3: true }, need];
    },
  );
  const answer = bestOf(needs.map((need) => () => answerOfLeg(decideOnKey(world, subject, need))));
  return state.known || answer.verdict === 'deny' ? answer : doubted('key', state.why);
}

function contextsUnder(worlds: readonly CompiledWorld[], key: KmsKey): readonly EncryptionContext[] {
  const contexts = worlds.flatMap((world) => contextsIn(world, key));
  const distinct = new Map(contexts.map((context) => [Object.values(context).join(' '), context]));
  return distinct.size === 0 ? [{}] : [...distinct.values()];
}

function contextsIn(world: CompiledWorld, key: KmsKey): readonly EncryptionContext[] {
  return world.index.placesUnder(key.arn).flatMap(({ bucket, prefix }) => {
    const objects = [...world.probes.keysIn(bucket)].filter((name) => name.startsWith(prefix));
    return [
      bucketContext(bucket.partition, bucket.name),
      ...objects.map((name) => objectContext(bucket.partition, bucket.name, name)),
    ];
  });
}

/** What a grant says is the caller's to choose: it can create one if there are any terms that are allowed. */
const chosenByCaller = [
  'kms:GranteePrincipal',
  'kms:GrantOperations',
  'kms:GrantConstraintType',
  'kms:GrantIsForAWSResource',
  'kms:RetiringPrincipal',
];

function askCreateGrant(world: CompiledWorld, subject: Subject, key: KmsKey): Answer {
  const need: KeyNeed = { action: 'kms:CreateGrant', key, encryptionContext: {} };
  const plain = answerOfLeg(decideOnKey(world, subject, need));
  if (plain.verdict !== 'deny') return plain;
  const free = answerOfLeg(decideOnKey(world, subject, { ...need, context: { values: {}, unknown: chosenByCaller } }));
  if (free.verdict === 'deny') return plain;
  return leavesDoubtOnKey(world, subject, need) ? free : { verdict: 'allow', reasons: free.reasons };
}
