import { bucketArn, formatArn, known, roleArn, unknown, type Fact } from '../../core';
import type { Place } from './place';
import type { JsonObject } from './json';

/** What an attribute may look at. */
export interface AttributeScope {
  /** Its name in all that was read. */
  readonly symbol: string;
  readonly type: string;
  /** `TYPE.ID`, for reasons. */
  readonly name: string;
  readonly fields: JsonObject;
  readonly place: Fact<Place>;
  /** An argument of the resource itself. */
  readonly argument: (name: string) => Fact<unknown>;
}

type Attribute = (scope: AttributeScope) => Fact<unknown>;

const keyAttributes: { readonly [attribute: string]: Attribute } = { arn: keyArn, id: keyId, key_id: keyId };

/** The attributes that terraform computes and that are known before: from the arguments, the place, or as a symbol. */
const computed: { readonly [type: string]: { readonly [attribute: string]: Attribute } } = {
  aws_s3_bucket: {
    id: ({ argument }) => argument('bucket'),
    arn: (scope) => withPlace(scope, 'bucket', ({ partition }, name) => bucketArn(partition, name)),
  },
  aws_kms_key: keyAttributes,
  aws_kms_replica_key: keyAttributes,
  aws_kms_external_key: keyAttributes,
  aws_kms_replica_external_key: keyAttributes,
  aws_kms_alias: {
    id: ({ argument }) => argument('name'),
    arn: (scope) => withPlace(scope, 'name', (place, name) => formatArn({ ...place, service: 'kms', resource: name })),
  },
  aws_iam_role: {
    id: ({ argument }) => argument('name'),
    arn: (scope) => pathArn(scope, ({ partition, accountId }, path, name) => roleArn(partition, accountId, path, name)),
  },
  aws_iam_user: {
    id: ({ argument }) => argument('name'),
    arn: (scope) =>
      pathArn(scope, ({ partition, accountId }, path, name) =>
        formatArn({ partition, service: 'iam', region: '', accountId, resource: `user${path}${name}` }),
      ),
  },
  aws_iam_policy: { id: policyArn, arn: policyArn },
};

/** The same of data sources. */
const looked: typeof computed = {
  aws_caller_identity: {
    account_id: ({ place }) => ofPlace(place, ({ accountId }) => accountId),
    id: ({ place }) => ofPlace(place, ({ accountId }) => accountId),
  },
  aws_partition: {
    partition: ({ place }) => ofPlace(place, ({ partition }) => partition),
    id: ({ place }) => ofPlace(place, ({ partition }) => partition),
  },
  aws_region: {
    name: ({ place }) => ofPlace(place, ({ region }) => region),
    region: ({ place }) => ofPlace(place, ({ region }) => region),
    id: ({ place }) => ofPlace(place, ({ region }) => region),
  },
};

/** An attribute of a resource. */
export function resourceAttribute(scope: AttributeScope, attribute: string): Fact<unknown> {
  const { type, name, fields } = scope;
  const attributeOf = own(own(computed, type) ?? {}, attribute);
  if (attributeOf) return attributeOf(scope);
  if (Object.hasOwn(fields, attribute)) return scope.argument(attribute);
  return unknown(`${name}.${attribute} is known only after apply`);
}

/** An attribute of a data source. */
export function dataAttribute(scope: AttributeScope, attribute: string): Fact<unknown> {
  const attributeOf = own(own(looked, scope.type) ?? {}, attribute);
  return attributeOf?.(scope) ?? unknown(`data.${scope.name}.${attribute} is looked up only when terraform runs`);
}

function own<T>(table: { readonly [key: string]: T }, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

function keyId({ symbol }: AttributeScope): Fact<string> {
  return known(symbol);
}

function keyArn({ symbol, place }: AttributeScope): Fact<string> {
  return ofPlace(place, (at) => formatArn({ ...at, service: 'kms', resource: `key/${symbol}` }));
}

function policyArn(scope: AttributeScope): Fact<string> {
  return pathArn(scope, ({ partition, accountId }, path, name) =>
    formatArn({ partition, service: 'iam', region: '', accountId, resource: `policy${path}${name}` }),
  );
}

function ofPlace<T>(place: Fact<Place>, make: (place: Place) => T): Fact<T> {
  return place.known ? known(make(place.value)) : place;
}

function withPlace(
  { place, argument }: AttributeScope,
  name: string,
  make: (place: Place, name: string) => string,
): Fact<string> {
  const value = argument(name);
  if (!value.known) return value;
  if (typeof value.value !== 'string') return unknown(`${name} is known only after apply`);
  const text = value.value;
  return ofPlace(place, (at) => make(at, text));
}

function pathArn(scope: AttributeScope, make: (place: Place, path: string, name: string) => string): Fact<string> {
  const path = scope.argument('path');
  if (!path.known) return path;
  return withPlace(scope, 'name', (place, name) =>
    make(place, typeof path.value === 'string' ? path.value : '/', name),
  );
}
