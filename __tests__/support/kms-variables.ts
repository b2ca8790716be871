/** Whatever an SDK in this process could take its endpoint or credentials from. */
const variables = [
  'AWS_ACCESS_KEY_ID',
  'AWS_EC2_METADATA_DISABLED',
  'AWS_ENDPOINT_URL_KMS',
  'AWS_MAX_ATTEMPTS',
  'AWS_PROFILE',
  'AWS_REGION',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
] as const;

/** Lets the SDKs of this process talk to one endpoint, as the root user of an account or as nobody, until it is disposed. */
export function pointSdkAt(endpoint: string, accountId?: string): Disposable {
  const before = variables.map((name) => [name, process.env[name]] as const);
  for (const name of variables) set(name, undefined);
  set('AWS_ENDPOINT_URL_KMS', endpoint);
  set('AWS_EC2_METADATA_DISABLED', 'true');
  set('AWS_MAX_ATTEMPTS', '1');
  if (accountId !== undefined) {
    set('AWS_ACCESS_KEY_ID', accountId);
    set('AWS_SECRET_ACCESS_KEY', 'test');
  }
  return {
    [Symbol.dispose]: () => {
      for (const [name, value] of before) set(name, value);
    },
  };
}

function set(name: string, value: string | undefined): void {
  if (value === undefined) Reflect.deleteProperty(process.env, name);
  else process.env[name] = value;
}
