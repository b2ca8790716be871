import { keptAttributes } from '../document/kept-attributes';
import { member } from '../document/fields';
import type { PlannedChange } from '../document/planned-change';
import type { PlannedResources } from '../planned/planned-resources';
import { isJsonObject } from '../stacks/json';
import { aboutBuckets } from '../world/buckets';
import { splitOff } from './effective-resources';
import { attachedArns, inlineNames } from './effective-roles';

/**
 * Drift that somebody caused. After every apply terraform finds drift in attributes in which a resource shows what other
 * resources of the plan set at it, and in such as are read back empty and not as nothing.
 */
export function realDrift(drift: readonly PlannedChange[], before: PlannedResources): readonly PlannedChange[] {
  const ownOf = othersIn(before);
  return drift.flatMap((change) => {
    const names = keptAttributes(change.mode, change.type);
    if (!names || !change.before || !change.after) return [change];
    const [was, is] = [change.before.values, change.after.values];
    const own = (values: unknown, name: string) => withoutEmpty(ownOf(change.type, was, name, member(values, name)));
    const changed = change.changed.filter(
      (name) => names.includes(name) && JSON.stringify(own(was, name)) !== JSON.stringify(own(is, name)),
    );
    return changed.length > 0 || change.previousAddress !== undefined ? [{ ...change, changed }] : [];
  });
}

type Own = (type: string, values: unknown, name: string, value: unknown) => unknown;

/** Takes from a value what other resources say. */
function othersIn(before: PlannedResources): Own {
  const split = new Map(splitOff.map(([argument, type]) => [argument, aboutBuckets(before, type)]));
  const [inline, attached] = [inlineNames([before]), attachedArns([before])];
  return (type, values, name, value) => {
    if (type === 'aws_s3_bucket') {
      const bucket = member(values, 'bucket');
      return typeof bucket === 'string' && split.get(name)?.of(bucket).length ? undefined : value;
    }
    const known = (name === 'inline_policy' ? inline : attached).get(String(member(values, 'name')));
    if (type !== 'aws_iam_role' || !['inline_policy', 'managed_policy_arns'].includes(name)) return value;
    return Array.isArray(value) ? value.filter((one) => !known?.has(String(member(one, 'name') ?? one))) : value;
  };
}

/** A value without what is as good as nothing: null, and empty texts, lists and objects. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) {
    const list = value.map(withoutEmpty).filter((one) => one !== undefined);
    return list.length > 0 ? list : undefined;
  }
  if (!isJsonObject(value)) return value === null || value === '' ? undefined : value;
  const entries = Object.entries(value).flatMap(([name, one]): [string, unknown][] => {
    const own = withoutEmpty(one);
    return own === undefined ? [] : [[name, own]];
  });
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}
