import { placed, type Draft } from '../draft';
import { valueOf, type KeyPair, type Reviewed } from '../reviewed';
import { keyName, ofTenant } from '../words';

/** Rotation that ends, and a deletion window that gets shorter. */
export function keySettings(reviewed: Reviewed): readonly Draft[] {
  return reviewed.keys.flatMap((pair) => [...rotation(reviewed, pair), ...deletionWindow(reviewed, pair)]);
}

function rotation({ vended }: Reviewed, { id, after, detailBefore, detailAfter }: KeyPair): readonly Draft[] {
  const isOff = valueOf(detailBefore?.rotationEnabled) === true && valueOf(detailAfter?.rotationEnabled) === false;
  if (!isOff || !after) return [];
  const tenant = vended.ofKey(id);
  return [
    {
      topic: 'rotation-disabled',
      severity: 'medium',
      message: `${ofTenant(keyName(id), tenant)} is no longer rotated`,
      fix: 'set enable_key_rotation = true',
      about: [`key:${id}`],
      ...placed(tenant, detailAfter?.address),
    },
  ];
}

function deletionWindow({ vended }: Reviewed, { id, detailBefore, detailAfter }: KeyPair): readonly Draft[] {
  const [before, after] = [valueOf(detailBefore?.deletionWindowDays), valueOf(detailAfter?.deletionWindowDays)];
  if (before === undefined || after === undefined || after >= before) return [];
  const tenant = vended.ofKey(id);
  return [
    {
      topic: 'deletion-window-shortened',
      severity: 'medium',
      message: `once ${ofTenant(keyName(id), tenant)} is deleted, it can be rescued for ${String(after)} days instead of ${String(before)}`,
      fix: `set deletion_window_in_days = ${String(before)}`,
      about: [`key:${id}`],
      ...placed(tenant, detailAfter?.address),
    },
  ];
}
