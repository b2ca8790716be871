import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import type { GatewaySettings } from '../../gateway';
import type { Metered } from './bill';
import type { GatewayControl } from './gateway-control';
import type { Stage } from './stage';
import { stepsOf, type Step, type Workload } from './workload';

/** How a workload is run. */
export interface RunOptions {
  readonly bucketKey: boolean;
  /** @default the gateway's defaults */
  readonly settings?: Partial<GatewaySettings>;
  readonly signal: AbortSignal;
}

/** The clock is put forward in so many strides at most: time passes for all requests between them at once. */
const strides = 12;

/** Runs a workload through the gateway, one request after the other, and tells what KMS was asked meanwhile. */
export async function runWorkload(
  stage: Stage,
  control: GatewayControl,
  workload: Workload,
  { bucketKey, settings = {}, signal }: RunOptions,
): Promise<Metered> {
  const steps = stepsOf(workload);
  const stride = Math.max(1, Math.ceil(steps.length / strides));
  await control.startOver(settings);
  for (const [index, step] of steps.entries()) {
    signal.throwIfAborted();
    if (index > 0 && index % stride === 0 && workload.spanSeconds > 0) {
      await control.advance((workload.spanSeconds * stride) / steps.length);
    }
    await take(stage, step, bucketKey);
  }
  return { requests: steps.length, calls: await control.calls(), events: await control.countEvents() };
}

async function take(
  { buckets, requesters }: Stage,
  { kind, tenant, requester, key }: Step,
  BucketKeyEnabled: boolean,
): Promise<void> {
  const [client, Bucket] = [requesters[requester], buckets[tenant]];
  if (!client || Bucket === undefined) throw new Error('the workload is larger than its stage');
  const Key = `${BucketKeyEnabled ? 'with' : 'without'}/${key}`;
  if (kind === 'write') {
    await client.send(new PutObjectCommand({ Bucket, Key, Body: 'data', BucketKeyEnabled }));
  } else {
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
    await Body?.transformToByteArray();
  }
}
