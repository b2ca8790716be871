import { diagnostic, isAccountId, known, parseArn, type Diagnostic, type Fact } from '../../core';
import type { PlanDocument } from '../document/plan-document';
import { blocksIn, asList } from '../stacks/json';
import { partitionOf, type Place } from '../stacks/place';
import { member } from '../document/fields';
import type { Expressions } from './expressions';
import type { PlannedResource } from './planned-resource';

const someAccountId = '000000000000';
const someRegion = 'us-east-1';

/** What resources themselves tell of their place. */
interface Hints {
  readonly accounts: Set<string>;
  readonly regions: Set<string>;
}

/** Where the resources of a plan are: by their ARNs, by what their provider says, by what other resources of it show. */
export class Places {
  readonly #byProvider = new Map<string, Partial<Place>>();
  readonly #hints = new Map<string, Hints>();
  readonly #all: Hints = { accounts: new Set(), regions: new Set() };
  readonly #madeUp = new Set<'account' | 'region'>();
  readonly #found = new Map<PlannedResource, Fact<Place>>();
  readonly #resources: PlannedResource[] = [];
  /** How many of them are read. */
  #read = 0;
  /** How many providers are being read, one for the sake of another. */
  #reading = 0;
  /** How often something was made up while they were. */
  #guesses = 0;
  readonly #document: PlanDocument;
  readonly #expressions: Expressions;

  constructor(document: PlanDocument, expressions: Expressions) {
    this.#document = document;
    this.#expressions = expressions;
  }

  /** Learns from what a resource shows, as soon as anybody has to know. */
  learn(resource: PlannedResource): void {
    this.#resources.push(resource);
  }

  #learnAll(): void {
    for (const resource of this.#resources.slice(this.#read)) this.#learnFrom(resource);
    this.#read = this.#resources.length;
  }

  #learnFrom(resource: PlannedResource): void {
    const { accountId, region } = shownPlace(resource);
    if (accountId === undefined && region === undefined) return;
    const own = this.#hintsOf(providerOf(resource));
    for (const hints of [own, this.#all]) {
      if (accountId !== undefined) hints.accounts.add(accountId);
      if (region !== undefined) hints.regions.add(region);
    }
  }

  placeOf(resource: PlannedResource): Fact<Place> {
    const kept = this.#found.get(resource);
    if (kept) return kept;
    const found = known(this.#find(resource));
    if (this.#reading === 0) this.#found.set(resource, found);
    return found;
  }

  #find(resource: PlannedResource): Place {
    const shown = shownPlace(resource);
    const told = this.#toldBy(providerOf(resource));
    const accountId = shown.accountId ?? told.accountId ?? this.#makeUp('account', someAccountId);
    const region = shown.region ?? told.region ?? this.#anyRegion(resource);
    return { accountId, region, partition: shown.partition ?? partitionOf(region) };
  }

  #anyRegion({ addressed }: PlannedResource): string {
    const global = /^aws_(iam_|s3_account_)/.test(addressed.type);
    return global ? someRegion : this.#makeUp('region', someRegion);
  }

  /** Whether nothing has to stand for the account or region of any resource. */
  get areTold(): boolean {
    return [...new Set(this.#resources.map(providerOf))].every((provider) => {
      const { accountId, region } = this.#toldBy(provider);
      return accountId !== undefined && region !== undefined;
    });
  }

  get diagnostics(): readonly Diagnostic[] {
    return [...this.#madeUp].map((what) =>
      diagnostic('TB7024', {
        path: 'the plan',
        message: `the plan does not tell the ${what}, so ${what === 'account' ? someAccountId : someRegion} stands for it`,
        fix:
          what === 'account'
            ? 'name the account in the provider by allowed_account_ids, or read data.aws_caller_identity'
            : 'write the region of the provider as a constant',
      }),
    );
  }

  #makeUp(what: 'account' | 'region', value: string): string {
    if (this.#reading === 0) this.#madeUp.add(what);
    else this.#guesses += 1;
    return value;
  }

  #hintsOf(provider: string): Hints {
    const found = this.#hints.get(provider);
    if (found) return found;
    const hints = { accounts: new Set<string>(), regions: new Set<string>() };
    this.#hints.set(provider, hints);
    return hints;
  }

  #toldBy(provider: string): Partial<Place> {
    const told = this.#byProvider.get(provider);
    if (told) return told;
    // While a provider is read, it may be asked for: an ARN in it may be that of a resource.
    this.#byProvider.set(provider, {});
    this.#reading += 1;
    const found = this.#findOut(provider);
    this.#reading -= 1;
    this.#byProvider.set(provider, found);
    return found;
  }

  #findOut(provider: string): Partial<Place> {
    const accountId = this.#accountOf(provider) ?? this.#accountShown(provider);
    const region = textOf(this.#written(provider, 'region')) ?? this.#regionShown(provider);
    return placeParts(accountId, region);
  }

  #accountShown(provider: string): string | undefined {
    this.#learnAll();
    return only(this.#hintsOf(provider).accounts) ?? only(this.#all.accounts) ?? only(this.#rootAccounts());
  }

  /** The accounts that key policies hand the administration to. */
  #rootAccounts(): ReadonlySet<string> {
    const roots = this.#resources.flatMap(({ addressed, values }) => {
      const policy = addressed.type.startsWith('aws_kms_') ? member(values.values, 'policy') : undefined;
      return typeof policy === 'string' ? [...policy.matchAll(/:iam::(\d{12}):root"/g)] : [];
    });
    return new Set(roots.flatMap(([, root]) => root ?? []));
  }

  #regionShown(provider: string): string | undefined {
    this.#learnAll();
    return only(this.#hintsOf(provider).regions) ?? only(this.#all.regions);
  }

  #accountOf(provider: string): string | undefined {
    const allowed = this.#written(provider, 'allowed_account_ids');
    const [id, ...more] = allowed?.known === true ? asList(allowed.value) : [];
    if (typeof id === 'string' && isAccountId(id) && more.length === 0) return id;
    return this.#accountOfRole(provider);
  }

  #accountOfRole(provider: string): string | undefined {
    const guesses = this.#guesses;
    const roles = this.#written(provider, 'assume_role');
    const [role] = roles?.known === true ? blocksIn(roles.value) : [];
    const arn = role?.['role_arn'];
    return typeof arn === 'string' && guesses === this.#guesses ? accountIn(arn) : undefined;
  }

  #written(provider: string, argument: string): Fact<unknown> | undefined {
    const expression = member(this.#document.configuration.providers.get(provider), argument);
    const [module = ''] = provider.includes(':') ? provider.split(':') : [''];
    return expression === undefined
      ? undefined
      : this.#expressions.evaluate({ argument, expression, part: false }, { module });
  }
}

function providerOf({ configured }: PlannedResource): string {
  return configured?.providerKey ?? '';
}

/** What the attributes of a resource tell, those that must not be shown left aside. */
function shownPlace(resource: PlannedResource): Partial<Place> {
  const named = shownText(resource, 'arn') ?? shownText(resource, 'key_id') ?? shownText(resource, 'target_key_arn');
  const arn = named === undefined ? undefined : parseArn(named);
  const accountId = accountOfArn(arn?.accountId) ?? accountOfArn(shownText(resource, 'account_id'));
  const region = shownText(resource, 'region') ?? (arn?.region || undefined);
  const place = placeParts(accountId, region);
  return arn ? { ...place, partition: arn.partition } : place;
}

function placeParts(accountId: string | undefined, region: string | undefined): Partial<Place> {
  if (accountId !== undefined && region !== undefined) return { accountId, region };
  return { ...(accountId !== undefined && { accountId }), ...(region !== undefined && { region }) };
}

function shownText({ values, addressed }: PlannedResource, name: string): string | undefined {
  // The data source of the region has called it otherwise before version 6 of the provider.
  const attribute = name === 'region' && addressed.type === 'aws_region' ? 'id' : name;
  const value = values.values[attribute];
  if (typeof value !== 'string' || value === '') return undefined;
  const hidden = values.sensitive === true || member(values.sensitive, attribute) === true;
  return hidden ? undefined : value;
}

function accountIn(arn: string): string | undefined {
  return accountOfArn(parseArn(arn)?.accountId);
}

function accountOfArn(id: string | undefined): string | undefined {
  return id !== undefined && isAccountId(id) ? id : undefined;
}

function only(found: ReadonlySet<string>): string | undefined {
  const [first, ...more] = found;
  return more.length === 0 ? first : undefined;
}

function textOf(fact: Fact<unknown> | undefined): string | undefined {
  return fact?.known === true && typeof fact.value === 'string' && fact.value !== '' ? fact.value : undefined;
}
