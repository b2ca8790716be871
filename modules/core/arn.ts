/** An Amazon Resource Name in its six parts. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly accountId: string;
  /** All after the fifth colon, colons and slashes included. */
  readonly resource: string;
}

const arnText = /^arn:([^:]+):([^:]+):([^:]*):([^:]*):(.+)$/s;

/** Reads an ARN; `undefined` when the text is none. Region and account may be empty, the other parts may not. */
export function parseArn(text: string): Arn | undefined {
  const match = arnText.exec(text);
  if (!match) return undefined;
  const [, partition = '', service = '', region = '', accountId = '', resource = ''] = match;
  return { partition, service, region, accountId, resource };
}

export function formatArn(arn: Arn): string {
  return `arn:${arn.partition}:${arn.service}:${arn.region}:${arn.accountId}:${arn.resource}`;
}

export function isAccountId(text: string): boolean {
  return /^[0-9]{12}$/.test(text);
}

export function bucketArn(partition: string, bucket: string): string {
  return formatArn({ partition, service: 's3', region: '', accountId: '', resource: bucket });
}

export function objectArn(partition: string, bucket: string, key: string): string {
  return `${bucketArn(partition, bucket)}/${key}`;
}

export function accountRootArn(partition: string, accountId: string): string {
  return formatArn({ partition, service: 'iam', region: '', accountId, resource: 'root' });
}

/** A role's ARN; `path` starts and ends with a slash. */
export function roleArn(partition: string, accountId: string, path: string, name: string): string {
  return formatArn({ partition, service: 'iam', region: '', accountId, resource: `role${path}${name}` });
}
