import { bucketArn, type Bucket, type Grant, type KmsKey } from '../../core';
import { ownDocuments, type Actor } from './actors';
import { anything, documentFacts, readNamed, type AllowFacts, type Head, type Named } from './document-facts';
import { askedIn, everyAction, overlap, type ActionSet } from './asked-actions';
import type { WorldIndex } from './world-index';

/** A bucket or a key, the two kinds of thing that access is about. */
export type Resource =
  | { readonly kind: 'bucket'; readonly arn: string; readonly accountId: string; readonly bucket: Bucket }
  | { readonly kind: 'key'; readonly arn: string; readonly accountId: string; readonly key: KmsKey };

export function bucketResource(bucket: Bucket): Resource {
  return { kind: 'bucket', arn: bucketArn(bucket.partition, bucket.name), accountId: bucket.accountId, bucket };
}

export function keyResource(key: KmsKey): Resource {
  return { kind: 'key', arn: key.arn, accountId: key.accountId, key };
}

/** What one Allow on an actor's own side may reach. */
interface OwnAllow {
  readonly actor: Actor;
  readonly actions: ActionSet;
  readonly head: Head;
}

/** The actors of one account by what their own policies may allow. */
interface AccountReach {
  readonly actors: Actor[];
  readonly byOwner: Map<string, OwnAllow[]>;
  readonly open: OwnAllow[];
}

/**
 * Says who could be allowed something at all, so that nobody else need be asked. It looks at Allows alone and takes
 * every condition to hold, so that it never leaves anyone out.
 */
export class Reach {
  readonly #index: WorldIndex;
  readonly #accounts = new Map<string, AccountReach>();
  /** A role's sessions stand under the role's ARN too. */
  readonly #byArn = new Map<string, Actor[]>();
  readonly #withoutAccount: Actor[] = [];
  readonly #ownAllows = new Map<Actor, readonly OwnAllow[]>();
  readonly #allows = new Map<string, readonly AllowFacts[]>();

  constructor(index: WorldIndex, actors: readonly Actor[]) {
    this.#index = index;
    for (const actor of actors) this.#add(actor);
  }

  /** Everyone who could be allowed something on a bucket, its objects or a key. */
  actorsOn(resource: Resource): ReadonlySet<Actor> {
    const found = new Set<Actor>();
    const allows = this.#allowsOn(resource);
    if (resource.kind === 'bucket') this.#addReachers(found, resource.accountId, resource, everyAction);
    for (const allow of allows) this.#addNamed(found, allow, resource);
    return found;
  }

  /** Whether an actor could be allowed some of the actions on one object, or on the bucket or key itself. */
  reaches(actor: Actor, actions: ActionSet, resource: Resource, arn: string): boolean {
    const own = this.#ownAllowsOf(actor).some((allow) => overlap(allow.actions, actions) && covers(allow.head, arn));
    if (own && resource.kind === 'bucket' && actor.accountId === resource.accountId) return true;
    const names = this.#namesOf(actor);
    return this.#allowsOn(resource).some(({ actions: allowed, named, heads }) => {
      if (!overlap(allowed, actions) || !heads.some((head) => covers(head, arn))) return false;
      return (
        named.everyone || names.some((name) => named.principals.has(name)) || (own && namesAccountOf(actor, named))
      );
    });
  }

  #add(actor: Actor): void {
    for (const name of this.#namesOf(actor)) push(this.#byArn, name, actor);
    if (actor.accountId === undefined) {
      this.#withoutAccount.push(actor);
      return;
    }
    const account = this.#accountReach(actor.accountId);
    account.actors.push(actor);
    for (const allow of this.#ownAllowsOf(actor)) {
      const owner = ownerOf(allow.head);
      if (owner === undefined) account.open.push(allow);
      else push(account.byOwner, owner, allow);
    }
  }

  #accountReach(accountId: string): AccountReach {
    const found = this.#accounts.get(accountId) ?? { actors: [], byOwner: new Map<string, OwnAllow[]>(), open: [] };
    this.#accounts.set(accountId, found);
    return found;
  }

  #addNamed(found: Set<Actor>, { named, actions }: AllowFacts, resource: Resource): void {
    for (const name of named.principals) addAll(found, this.#byArn.get(name));
    for (const accountId of named.accounts) this.#addReachers(found, accountId, resource, actions);
    if (!named.everyone) return;
    addAll(found, this.#withoutAccount);
    addAll(found, this.#accountReach(resource.accountId).actors);
    for (const accountId of this.#accounts.keys()) this.#addReachers(found, accountId, resource, actions);
  }

  /** Adds whose own policies may allow some of the actions too. */
  #addReachers(found: Set<Actor>, accountId: string, { arn }: Resource, actions: ActionSet): void {
    const account = this.#accountReach(accountId);
    for (const allow of account.byOwner.get(arn) ?? []) if (overlap(allow.actions, actions)) found.add(allow.actor);
    for (const { head, actor, actions: own } of account.open) {
      if (overlap(own, actions) && arn.startsWith(head.text)) found.add(actor);
    }
  }

  #allowsOn(resource: Resource): readonly AllowFacts[] {
    const found = this.#allows.get(resource.arn) ?? this.#findAllows(resource);
    this.#allows.set(resource.arn, found);
    return found;
  }

  #findAllows(resource: Resource): readonly AllowFacts[] {
    if (resource.kind === 'bucket') return documentFacts(resource.bucket.policy).allows.map(this.#withRoles);
    if (resource.key.awsManaged) return [{ actions: everyAction, heads: [anything], named: everyone }];
    const granted = this.#index.grantsOf(resource.arn).map(allowOfGrant);
    return [...documentFacts(resource.key.policy).allows, ...granted].map(this.#withRoles);
  }

  /** Whoever names a session may mean the role that is asked about. */
  readonly #withRoles = (allow: AllowFacts): AllowFacts => {
    const roles = [...allow.named.principals].flatMap((name) => this.#index.sessionOf(name)?.roleArn ?? []);
    if (roles.length === 0) return allow;
    return { ...allow, named: { ...allow.named, principals: new Set([...allow.named.principals, ...roles]) } };
  };

  #ownAllowsOf(actor: Actor): readonly OwnAllow[] {
    const found = this.#ownAllows.get(actor) ?? this.#findOwnAllows(actor);
    this.#ownAllows.set(actor, found);
    return found;
  }

  #findOwnAllows(actor: Actor): readonly OwnAllow[] {
    const unbounded = [{ actor, actions: everyAction, head: anything }];
    if (actor.kind !== 'named') return unbounded;
    const { principals } = this.#index.world;
    const listed = principals.get(actor.name) ?? this.#index.sessionOf(actor.name);
    if (listed?.kind === 'root') return unbounded;
    const holder = listed?.kind === 'session' ? principals.get(listed.roleArn) : listed;
    const allows = holder ? ownDocuments(holder).flatMap((document) => documentFacts(document).allows) : [];
    return allows.flatMap(({ actions, heads }) => heads.map((head) => ({ actor, actions, head })));
  }

  #namesOf({ name }: Actor): readonly string[] {
    const listed = this.#index.world.principals.get(name) ?? this.#index.sessionOf(name);
    return listed?.kind === 'session' ? [name, listed.roleArn] : [name];
  }
}

const everyone: Named = { everyone: true, principals: new Set(), accounts: new Set() };

function allowOfGrant({ granteePrincipal: grantee, operations }: Grant): AllowFacts {
  return {
    actions: operations.known ? askedIn(operations.value.map((operation) => `kms:${operation}`)) : everyAction,
    heads: [anything],
    named: readNamed({ Principal: { AWS: grantee.known ? grantee.value : [] } }),
  };
}

function namesAccountOf({ accountId }: Actor, named: Named): boolean {
  return accountId !== undefined && named.accounts.has(accountId);
}

function covers(head: Head, arn: string): boolean {
  return head.open ? arn.startsWith(head.text) : arn === head.text;
}

/** The bucket or key that a literal beginning settles; `undefined` when it settles none. */
function ownerOf(head: Head): string | undefined {
  const object = head.text.indexOf('/', head.text.indexOf(':s3:::') + 1);
  if (head.text.includes(':s3:::') && object > 0) return head.text.slice(0, object);
  return head.open ? undefined : head.text;
}

function push<T>(groups: Map<string, T[]>, key: string, value: T): void {
  const group = groups.get(key);
  if (group) group.push(value);
  else groups.set(key, [value]);
}

function addAll<T>(found: Set<T>, more: readonly T[] = []): void {
  for (const one of more) found.add(one);
}
