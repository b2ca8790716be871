import { formatArn, unknown, type Fact, type NamedDocument } from '../../core';
import type { Located, LocatedResources } from '../stacks/located';

/** The managed policies of the stacks by ARN. */
export interface ManagedPolicies {
  /** The policy of an ARN; one that no stack makes has an unknown text. */
  named(arn: string): NamedDocument;
}

export function managedPolicies(resources: LocatedResources): ManagedPolicies {
  const documents = new Map<string, Fact<unknown>>();
  for (const located of resources.all('aws_iam_policy')) {
    const arn = arnOf(located);
    if (arn !== undefined) documents.set(arn, located.section.document('policy'));
  }
  return {
    named: (arn) => ({
      name: arn,
      document: documents.get(arn) ?? unknown(`policy ${arn} is not in the stacks`),
    }),
  };
}

function arnOf({ section, place }: Located): string | undefined {
  const [name, path] = [section.text('name'), section.optionalText('path')];
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
