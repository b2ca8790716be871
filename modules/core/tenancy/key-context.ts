/**
 * Which encryption context named users may bring. `bucket`: the ARN of the bucket alone, so that whoever opts out of the
 * Bucket Key is refused. `both`: ARNs of objects too, for objects from before the Bucket Key; this enforces no Bucket Key.
 */
export type KeyContext = 'bucket' | 'both';
