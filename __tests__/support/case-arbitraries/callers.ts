import fc from 'fast-check';
import { weighted } from './weighted';

/** Accounts: ours, one that differs in a digit, another. */
export const accounts = ['111122223333', '111122223334', '444455556666'] as const;

const kinds = weighted(
  [30, 'session'],
  [8, 'sessionWithPath'],
  [12, 'user'],
  [5, 'userWithPath'],
  [5, 'federated'],
  [3, 'federatedFromUser'],
  [8, 'root'],
  [6, 'service'],
  [6, 'anonymous'],
  [2, 'serviceLinked'],
);

/** Who calls, before it is written out. */
export const callerSpec = fc.record({
  kind: kinds,
  account: weighted([8, accounts[0]], [1, accounts[1]], [2, accounts[2]]),
  name: weighted([4, 'app'], [1, 'app2']),
  userid: weighted([6, 'given'], [1, 'unknown']),
  /** By whom the user of a role session was signed in. */
  provider: weighted([6, 'none'], [2, 'saml'], [1, 'web'], [1, 'unknown']),
});

/** What the arbitrary of callers yields. */
export type CallerSpec = typeof callerSpec extends fc.Arbitrary<infer T> ? T : never;

/** A caller with the names by which policies may call it, and names that only look like it. */
export interface Caller {
  readonly principal: string;
  readonly account: string | undefined;
  readonly kind: CallerSpec['kind'];
  /** What AWS has as `aws:PrincipalArn`. */
  readonly principalArn: string | undefined;
  /** Context that goes with the caller. */
  readonly context: Readonly<Record<string, string>>;
  readonly unknownContext: readonly string[];
  readonly uniqueId: string;
  /** The identity provider by which a policy may name the caller; one that it does not come from is a near miss. */
  readonly provider: string;
  readonly nearMisses: readonly [string, ...string[]];
}

/** Identity providers: of SAML, of OpenID Connect, and one that nobody comes from. */
export const providers = {
  saml: 'arn:aws:iam::111122223333:saml-provider/idp',
  web: 'cognito-identity.amazonaws.com',
  other: 'arn:aws:iam::111122223333:saml-provider/idp2',
} as const;

const uniqueIds: Readonly<Record<string, string>> = { session: 'AROAEXAMPLEEXAMPLE01', user: 'AIDAEXAMPLEEXAMPLE01' };

/** Writes a caller out. */
export function buildCaller(spec: CallerSpec): Caller {
  const { kind, account, name } = spec;
  const iam = `arn:aws:iam::${account}`;
  const sts = `arn:aws:sts::${account}`;
  const session = `${sts}:assumed-role/${name}/s1`;
  const nearMisses = nearNames(account, name);
  const is = (principal: string, principalArn: string, givesArn = false): Caller => ({
    principal,
    account,
    kind,
    principalArn,
    nearMisses,
    ...identifiers(spec, givesArn ? { 'aws:PrincipalArn': principalArn } : {}),
  });
  const nobody = { account: undefined, kind, principalArn: undefined, nearMisses, ...identifiers(spec, {}) };
  const built: Readonly<Record<CallerSpec['kind'], Caller>> = {
    session: is(session, `${iam}:role/${name}`),
    sessionWithPath: is(session, `${iam}:role/team/${name}`, true),
    serviceLinked: is(session, `${iam}:role/aws-service-role/x/${name}`, true),
    user: is(`${iam}:user/${name}`, `${iam}:user/${name}`),
    userWithPath: is(`${iam}:user/team/${name}`, `${iam}:user/team/${name}`),
    federated: is(`${sts}:federated-user/${name}`, `${sts}:federated-user/${name}`),
    federatedFromUser: is(`${sts}:federated-user/${name}`, `${iam}:user/${name}`, true),
    root: is(`${iam}:root`, `${iam}:root`),
    service: { principal: 'logging.s3.amazonaws.com', ...nobody },
    anonymous: { principal: 'anonymous', ...nobody },
  };
  return built[kind];
}

type Identifiers = Pick<Caller, 'context' | 'unknownContext' | 'uniqueId' | 'provider'>;

function identifiers(spec: CallerSpec, context: Readonly<Record<string, string>>): Identifiers {
  const { kind, userid } = spec;
  const uniqueId = uniqueIds[kind.startsWith('user') ? 'user' : 'session'] ?? '';
  const { provider, ...signedIn } = signInOf(spec);
  if (kind === 'service' || kind === 'anonymous') return { context, unknownContext: [], uniqueId, provider };
  const named = userid === 'given' ? { 'aws:userid': useridOf(spec, uniqueId) } : {};
  const unnamed = userid === 'given' ? [] : ['aws:userid'];
  return {
    context: { ...context, ...named, ...signedIn.context },
    unknownContext: [...unnamed, ...signedIn.unknownContext],
    uniqueId,
    provider,
  };
}

/** Only the sessions of roles come from an identity provider. */
function signInOf({ kind, provider }: CallerSpec): Omit<Identifiers, 'uniqueId'> {
  const nobody = { context: {}, unknownContext: [], provider: providers.saml };
  if (kind !== 'session' && kind !== 'sessionWithPath') return nobody;
  const by = (name: string) => ({ context: { 'aws:FederatedProvider': name }, unknownContext: [], provider: name });
  const signIns: Readonly<Record<CallerSpec['provider'], Omit<Identifiers, 'uniqueId'>>> = {
    none: nobody,
    saml: by(providers.saml),
    web: by(providers.web),
    unknown: { ...nobody, unknownContext: ['aws:FederatedProvider'] },
  };
  return signIns[provider];
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-infotouse */
function useridOf({ kind, account, name }: CallerSpec, uniqueId: string): string {
  if (kind === 'root') return account;
  if (kind.startsWith('user')) return uniqueId;
  return kind.startsWith('federated') ? `${account}:${name}` : `${uniqueId}:s1`;
}

function nearNames(account: string, name: string): readonly [string, ...string[]] {
  const other = account === accounts[0] ? accounts[1] : accounts[0];
  return [
    `arn:aws:sts::${account}:assumed-role/${name}/s2`,
    `arn:aws:sts::${account}:assumed-role/${name}2/s1`,
    `arn:aws:iam::${account}:role/${name}2`,
    `arn:aws:iam::${account}:role/${name.toUpperCase()}`,
    `arn:aws:iam::${account}:role/${name}`,
    `arn:aws:iam::${account}:user/${name}`,
    `arn:aws:iam::${other}:role/${name}`,
    `arn:aws:iam::${other}:root`,
    other,
    'AROAEXAMPLEEXAMPLE02',
  ];
}
