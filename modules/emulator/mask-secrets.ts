const masks: readonly (readonly [RegExp, string])[] = [
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
  [/\b(AKIA|ASIA)[A-Z0-9]{16}\b/g, '$1****************'],
  [/((?:secret|token|password)[\w-]*["']?\s*[=:]\s*["']?)[^\s"',;]+/gi, '$1****'],
  [/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi, '$1****@'],
];

/** Text in which access keys, named secrets and passwords inside addresses are masked. */
export function maskSecrets(text: string): string {
  return masks.reduce((masked, [pattern, mask]) => masked.replace(pattern, mask), text);
}
