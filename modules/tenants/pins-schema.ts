import { z } from 'zod';
import type { PlacementPin, TenantMove, TenantPin } from '../core';

const number = z.int().min(1).max(100_000);
const account = z.string().regex(/^[0-9]{12}$/);

const placementSchema = z.strictObject({
  account,
  region: z.string(),
  partition: z.string(),
  prefix: z.string(),
  rolePath: z.string(),
});

const tenantSchema = z
  .strictObject({
    placement: z.string(),
    shard: number.optional(),
    pool: number.optional(),
    key: z.union([z.literal('platform'), account]),
    construct: z.string(),
    bucket: z.string(),
    keyArn: z.string().optional(),
    objectLock: z.literal(true).optional(),
    retired: z.literal(true).optional(),
  })
  .refine((pin) => (pin.shard === undefined) !== (pin.pool === undefined));

/** What `tenant-buckets pin` writes. */
export const pinFileSchema = z.strictObject({
  version: z.literal(1),
  placements: z.record(z.string(), placementSchema),
  tenants: z.record(z.string(), tenantSchema),
});

/** What `tenant-buckets move` writes. */
export const moveFileSchema = z.strictObject({
  version: z.literal(1),
  moves: z.record(
    z.string(),
    z.strictObject({ from: number, to: number, resources: z.record(z.string(), z.string()) }),
  ),
});

type PlacementEntry = z.infer<typeof placementSchema>;
type TenantEntry = z.infer<typeof tenantSchema>;
type MoveEntry = z.infer<typeof moveFileSchema>['moves'][string];

export function toPlacementPin(name: string, { account: accountId, prefix, ...rest }: PlacementEntry): PlacementPin {
  return { name, accountId, namePrefix: prefix, ...rest };
}

export function fromPlacementPin({ accountId, region, partition, namePrefix, rolePath }: PlacementPin): PlacementEntry {
  return { account: accountId, region, partition, prefix: namePrefix, rolePath };
}

export function toTenantPin(id: string, entry: TenantEntry): TenantPin {
  const { placement, shard, pool, key, construct, bucket, keyArn, objectLock, retired = false } = entry;
  return {
    id,
    placement,
    isolation: shard === undefined ? 'shared' : 'dedicated',
    number: shard ?? pool ?? 1,
    keyOwner: key,
    constructId: construct,
    bucketName: bucket,
    ...(keyArn !== undefined && { keyArn }),
    ...(objectLock && { objectLock }),
    retired,
  };
}

export function fromTenantPin(pin: TenantPin): TenantEntry {
  return {
    placement: pin.placement,
    ...(pin.isolation === 'dedicated' ? { shard: pin.number } : { pool: pin.number }),
    key: pin.keyOwner,
    construct: pin.constructId,
    bucket: pin.bucketName,
    ...(pin.keyArn !== undefined && { keyArn: pin.keyArn }),
    ...(pin.objectLock && { objectLock: true }),
    ...(pin.retired && { retired: true }),
  };
}

export function toMove(id: string, { from, to, resources }: MoveEntry): TenantMove {
  return { id, from, to, resources: Object.entries(resources).map(([address, importId]) => ({ address, importId })) };
}

export function fromMove({ from, to, resources }: TenantMove): MoveEntry {
  return { from, to, resources: Object.fromEntries(resources.map((one) => [one.address, one.importId])) };
}
