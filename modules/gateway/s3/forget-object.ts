import type { UpstreamReply } from '../http/upstream';
import type { GatewayState } from '../state/gateway-state';

/** Without a version, a delete leaves a marker where versions are kept, and nothing where they are not. */
export function forgetObject(
  { objects }: GatewayState,
  bucket: string,
  key: string,
  versionId: string | undefined,
  { headers }: UpstreamReply,
): void {
  const marker = headers.get('x-amz-delete-marker') === 'true' ? headers.get('x-amz-version-id') : undefined;
  if (versionId !== undefined) objects.remove(bucket, key, versionId);
  else if (marker !== undefined) objects.add(bucket, key, { versionId: marker, encryption: { kind: 'none' } });
  else objects.remove(bucket, key, 'null');
}
