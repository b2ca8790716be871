import { formatArn, unknown, type NamedDocument } from '../../core';
import type { Described, Resources } from '../stacks/described';

/** The managed policies of the stacks by ARN. */
export interface ManagedPolicies {
  /** The policy of an ARN; one that no stack makes has an unknown text. */
  named(arn: string): NamedDocument;
}

export function managedPolicies(resources: Resources): ManagedPolicies {
  const policies = new Map<string, Described>();
  for (const located of resources.all('aws_iam_policy')) {
    const arn = arnOf(located);
    if (arn !== undefined) policies.set(arn, located);
  }
  return {
    named: (arn) => ({
      name: arn,
      document: policies.get(arn)?.section.document('policy') ?? unknown(`policy ${arn} is not in ${resources.source}`),
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
