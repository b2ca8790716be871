import { formatArn, unknown, type Fact, type NamedDocument } from '../../core';
import type { Described, Resources } from '../stacks/described';

/** The managed policies of the stacks by ARN. */
export interface ManagedPolicies {
  /** The policy of an ARN; one that no stack makes has an unknown text. */
  named(arn: string): NamedDocument;
}

export function managedPolicies(resources: Resources): ManagedPolicies {
  const documents = new Map<string, Fact<unknown>>();
  for (const located of resources.all('aws_iam_policy')) {
    const arn = arnOf(located);
    if (arn !== undefined) documents.set(arn, located.section.document('policy'));
  }
  return {
    named: (arn) => ({
      name: arn,
      document: documents.get(arn) ?? unknown(`policy ${arn} is not in ${resources.source}`),
    }),
  };
}

function arnOf({ section, place }: Described): string | undefined {
  const [arn, name, path] = [section.optionalText('arn'), section.text('name'), section.optionalText('path')];
  if (arn.known && arn.value !== undefined) return arn.value;
  if (!name.known || !path.known || !place.known) return undefined;
  const { partition, accountId } = place.value;
  return formatArn({
    partition,
    service: 'iam',
    region: '',
    accountId,
    resource: `policy${path.value ?? '/'}${name.value}`,
  });
}
