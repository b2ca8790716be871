import {
  forwardedBucketRows,
  mirroredSettingRows,
  ownSettingRows,
  refusedBucketRows,
  serviceRows,
} from './bucket-rows';
import { forwardedObjectRows, objectRows, refusedObjectRows } from './object-rows';
import type { Shape } from './row';

/** How the gateway treats an operation: it answers for it, passes it on, or refuses it. */
export type Treatment = 'owned' | 'forwarded' | 'refused';

/** What the whole table says of one operation. */
export interface OperationRow {
  readonly operation: string;
  readonly treatment: Treatment;
  readonly shape: Shape;
  /** Why forwarding is harmless, or why the operation is refused; empty for what is owned. */
  readonly why: string;
}

function owned(rows: { readonly [operation: string]: { readonly shape: Shape } }): readonly OperationRow[] {
  return Object.entries(rows).map(([operation, { shape }]) => ({ operation, treatment: 'owned', shape, why: '' }));
}

/** Every operation of S3 and what becomes of it. */
export const s3Rows: readonly OperationRow[] = [
  ...owned(objectRows),
  ...owned(ownSettingRows),
  ...owned(mirroredSettingRows),
  ...owned(serviceRows),
  ...Object.entries({ ...forwardedObjectRows, ...forwardedBucketRows }).map(
    ([operation, { shape, harmless }]): OperationRow => ({ operation, treatment: 'forwarded', shape, why: harmless }),
  ),
  ...Object.entries({ ...refusedObjectRows, ...refusedBucketRows }).map(
    ([operation, { shape, why }]): OperationRow => ({ operation, treatment: 'refused', shape, why }),
  ),
];
