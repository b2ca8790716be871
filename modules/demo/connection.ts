/** How an AWS SDK client reaches the emulator. */
export interface Connection {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** What terraform gave out for one tenant. */
export interface DeployedTenant {
  readonly id: string;
  readonly bucketName: string;
  readonly keyArn: string;
  readonly aliasName: string;
  readonly principalArns: readonly string[];
}
