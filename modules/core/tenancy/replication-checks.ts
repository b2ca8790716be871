import { bucketArn } from '../arn';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic';
import { replicationContexts, type Replication, type ReplicationEnd } from './replication';

/** A replication that S3 would take and never do: it says nothing of it but `FAILED` on each object. */
export function checkReplication(path: string, replication: Replication): readonly Diagnostic[] {
  const { source, destination } = replication;
  return [
    ...checkEnds(path, replication),
    ...checkContexts(path, 'the key of the originals', source),
    ...checkContexts(path, 'the key of the replicas', destination),
  ];
}

function checkEnds(path: string, { source, destination }: Replication): readonly Diagnostic[] {
  if (source.bucketName === destination.bucketName)
    return [
      diagnostic('TB2194', {
        path,
        message: `bucket ${source.bucketName} is to be replicated into itself`,
        fix: 'name another bucket as destination',
      }),
    ];
  const [from, to] = [source.placement.accountId, destination.placement.accountId];
  if (from === to && source.placement.partition === destination.placement.partition) return [];
  return [
    diagnostic('TB2195', {
      path,
      message: `bucket ${source.bucketName} of account ${from} is to be replicated into account ${to}`,
      fix: `name a destination in account ${from}`,
    }),
  ];
}

/** The classic break: a policy written for object ARNs, and then the Bucket Key is turned on. */
function checkContexts(path: string, key: string, end: ReplicationEnd): readonly Diagnostic[] {
  const sent = bucketArn(end.placement.partition, end.bucketName);
  const allowed = replicationContexts(end);
  if (allowed.some((pattern) => matches(pattern, sent))) return [];
  return [
    diagnostic('TB2193', {
      path,
      message: `the role could never use ${key}: with a Bucket Key, S3 sends ${sent}, and its policy names ${allowed.join(', ') || 'nothing'}`,
      fix: `name ${sent} in contextArns, or leave contextArns out`,
    }),
  ];
}

/** As `StringLike` compares. */
function matches(pattern: string, text: string): boolean {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(text);
}
