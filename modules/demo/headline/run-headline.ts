import { pocSettings, type GatewaySettings } from '../../gateway';
import type { Connection } from '../connection';
import { savedShare, type Metered } from './bill';
import { GatewayControl } from './gateway-control';
import { runWorkload } from './run-workload';
import { furnish, type Stage } from './stage';
import type { Workload } from './workload';

/** One way to run the published trace. */
export interface HeadlineRow {
  readonly name: string;
  readonly metered: Metered;
}

/** One point of the sweep: what is other than in the first one, and what came of it. */
export interface SweepPoint {
  readonly name: string;
  readonly workload: Workload;
  readonly metered: Metered;
  /** Of the requests to KMS without a Bucket Key. */
  readonly savedShare: number;
}

export interface Headline {
  readonly trace: readonly HeadlineRow[];
  readonly sweep: readonly SweepPoint[];
}

/** 50 writes and 100 reads by one requester. @see https://github.com/aws-samples/s3-bucketkey-poc */
const published: Workload = { writes: 50, reads: 100, requesters: 1, tenants: 1, spanSeconds: 0 };

/** A quarter of an hour of a small application. */
const quarter: Workload = { writes: 4, reads: 44, requesters: 1, tenants: 1, spanSeconds: 900 };
const readHeavy: Workload = { writes: 2, reads: 198, requesters: 1, tenants: 1, spanSeconds: 0 };
/** The same for an application that serves many: an object or two of each. */
const readHeavyForMany: Workload = { ...readHeavy, writes: 8, reads: 192, tenants: 4 };

/** A workload of the sweep, and under which settings it runs. */
interface Point {
  readonly name: string;
  readonly workload: Workload;
  readonly settings?: Partial<GatewaySettings>;
}

const sweepPoints: readonly Point[] = [
  { name: '15 minutes: one role, one tenant, keys kept 300 s', workload: quarter },
  { name: 'keys kept 60 s', workload: quarter, settings: { bucketKeyTtlSeconds: 60 } },
  { name: 'keys kept 900 s', workload: quarter, settings: { bucketKeyTtlSeconds: 900 } },
  { name: 'keys kept 300 s since their last use', workload: quarter, settings: { bucketKeyExpiry: 'sliding' } },
  { name: 'four roles', workload: { ...quarter, requesters: 4 } },
  { name: 'four tenants', workload: { ...quarter, tenants: 4 } },
  { name: 'four roles, four tenants', workload: { ...quarter, requesters: 4, tenants: 4 } },
  { name: 'many reads at once: one role, one tenant', workload: readHeavy },
  { name: 'many reads of four tenants', workload: readHeavyForMany },
  { name: 'many reads of four tenants by four roles', workload: { ...readHeavyForMany, requesters: 4 } },
  {
    name: 'the same within 15 minutes',
    workload: { ...readHeavyForMany, requesters: 4, spanSeconds: 900 },
  },
];

const most = { tenants: 4, requesters: 4 };

/** Measures, through the gateway, what Bucket Keys save: on the published trace, and on what else it depends. */
export async function runHeadline(connection: Connection, signal: AbortSignal): Promise<Headline> {
  const control = new GatewayControl(connection.endpoint);
  using stage = await furnish(connection, most.tenants, most.requesters);
  try {
    return { trace: await runTrace(stage, control, signal), sweep: await runSweep(stage, control, signal) };
  } finally {
    await control.startOver({});
  }
}

async function runTrace(stage: Stage, control: GatewayControl, signal: AbortSignal): Promise<readonly HeadlineRow[]> {
  const without = await runWorkload(stage, control, published, { bucketKey: false, signal });
  const under = await runWorkload(stage, control, published, { bucketKey: true, signal });
  const settings = pocSettings;
  const inTwoPlaces = await runWorkload(stage, control, published, { bucketKey: true, settings, signal });
  return [
    { name: 'without Bucket Key', metered: without },
    { name: 'with Bucket Key', metered: under },
    { name: 'with Bucket Key, kept in two places', metered: inTwoPlaces },
  ];
}

async function runSweep(stage: Stage, control: GatewayControl, signal: AbortSignal): Promise<readonly SweepPoint[]> {
  const found: SweepPoint[] = [];
  for (const { name, workload, settings = {} } of sweepPoints) {
    const metered = await runWorkload(stage, control, workload, { bucketKey: true, settings, signal });
    found.push({ name, workload, metered, savedShare: savedShare(unsaved(metered), metered) });
  }
  return found;
}

/** Without a Bucket Key each request to S3 is one to KMS: the first row of the trace shows it. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html */
function unsaved({ requests }: Metered): Metered {
  return { requests, calls: { all: requests }, events: requests };
}
