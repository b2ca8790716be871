/** Major, minor and patch of a released version. */
export type Version = readonly [number, number, number];

/** Reads `1.11.4` or `v1.11.4`; a suffix (`-beta1`, `+ent`) is not judged. Undefined when it is no version. */
export function parseVersion(text: string): Version | undefined {
  const match = /^v?(\d+)\.(\d+)\.(\d+)(?:[-+].*)?$/.exec(text.trim());
  return match ? [Number(match[1]), Number(match[2]), Number(match[3])] : undefined;
}

/** Negative when `left` is older, positive when it is newer, 0 when they are equal. */
export function compareVersions(left: Version, right: Version): number {
  return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
}
