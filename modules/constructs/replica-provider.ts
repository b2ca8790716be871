import type { TerraformProvider } from 'cdktf';
import { diagnostic, type Diagnostic, type Replication } from '../core';

interface ReplicaProvider extends Replication {
  readonly destinationProvider?: TerraformProvider;
}

/** A provider of terraform works in one region. */
export function checkReplicaProvider(path: string, props: ReplicaProvider): readonly Diagnostic[] {
  const [from, to] = [props.source.placement.region, props.destination.placement.region];
  if (from === to || props.destinationProvider !== undefined) return [];
  return [
    diagnostic('TB2196', {
      path,
      message: `the key of the replicas is in ${to}, and the stack works in ${from}`,
      fix: `give destinationProvider, an AwsProvider of ${to} with an alias`,
    }),
  ];
}
