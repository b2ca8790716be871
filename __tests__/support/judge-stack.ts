import {
  compileGrant,
  compilePolicy,
  decideLegs,
  parsePrincipal,
  type CompiledPolicy,
  type Decision,
  type Leg,
  type RequestContext,
} from '../../modules/evaluation';
import { objectAt, objectsAt, parseJson, textAt, type JsonObject } from './json';
import { SynthesizedStack } from './synthesize';
import { accountId } from './tenancy';

const algorithm = 's3:x-amz-server-side-encryption';
const keyId = 's3:x-amz-server-side-encryption-aws-kms-key-id';

/** How S3 fills the key that policies test: with the one that it will use, or with the one in the header. */
export type Reading = 'effective' | 'headerOnly';

/** What the caller sends to say how an object is to be encrypted. */
export interface Sent {
  readonly algorithm?: string;
  readonly keyArn?: string;
  readonly customerKey?: boolean;
  readonly bucketKey?: boolean;
}

export interface Caller {
  readonly arn: string;
  readonly identityPolicy: unknown;
  /** What AWS says of the caller beyond its ARN. @default nothing */
  readonly context?: RequestContext;
}

/** Puts requests to the policies of a synthesized stack, as S3 and KMS would decide them once it is applied. */
export class StackJudge {
  private readonly stack: SynthesizedStack;
  private readonly bucketPolicy: CompiledPolicy;

  constructor(stack: SynthesizedStack) {
    this.stack = new SynthesizedStack(stack.text.replaceAll(/\$\{aws_kms_key\.([\w-]+)\.arn\}/g, keyArnOf('$1')));
    this.bucketPolicy = policyIn('bucket', this.stack.only('aws_s3_bucket_policy').fields);
  }

  /** The ARN of the key whose description ends so. */
  keyArn(ending: string): string {
    const key = this.stack.all('aws_kms_key').find(({ fields }) => textAt(fields, 'description').endsWith(ending));
    if (key === undefined) throw new Error(`no key is described by ${ending}`);
    return keyArnOf(key.address.replace('aws_kms_key.', ''));
  }

  /** A role of the stack with the policy that it gives it. */
  role(name: string): Caller {
    const role = this.stack.all('aws_iam_role').find((one) => one.fields['name'] === name);
    const policy = this.stack
      .all('aws_iam_role_policy')
      .find((one) => one.fields['role'] === `\${${role?.address ?? ''}.name}`);
    if (role === undefined || policy === undefined) throw new Error(`no role ${name}`);
    const arn = `arn:aws:iam::${accountId}:role${textAt(role.fields, 'path')}${name}`;
    return { arn, identityPolicy: parseJson(textAt(policy.fields, 'policy')) };
  }

  /** Somebody in the account whose own policies allow everything. */
  administrator(arn = `arn:aws:iam::${accountId}:role/administrator`): Caller {
    return {
      arn,
      identityPolicy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
    };
  }

  /** A write of an object, at S3 and then at KMS under the key that S3 uses. */
  write(caller: Caller, object: string, sent: Sent, reading: Reading = 'effective'): Decision {
    const used = sent.keyArn ?? (sent.algorithm === undefined ? this.defaultKeyArn() : awsManagedKeyArn);
    const context = { ...headers(sent), ...this.keySeen(sent, used, reading) };
    const legs = this.usesKms(sent) ? [this.kmsLeg('GenerateDataKey', used, object, sent.bucketKey ?? true)] : [];
    return this.decide(caller, 's3:PutObject', object, context, legs);
  }

  /** A read of an object that lies under the given key. */
  read(caller: Caller, object: string, keyArn: string): Decision {
    return this.decide(caller, 's3:GetObject', object, {}, [this.kmsLeg('Decrypt', keyArn, object, true)]);
  }

  /** Any other request to S3, for an object or for the bucket. */
  ask(caller: Caller, action: string, object: string | undefined, context: RequestContext = {}): Decision {
    return this.decide(caller, action, object, context, []);
  }

  private decide(
    caller: Caller,
    action: string,
    object: string | undefined,
    context: RequestContext,
    legs: readonly Leg[],
  ): Decision {
    const principal = parsePrincipal(caller.arn);
    if (principal === undefined) throw new Error(`no principal: ${caller.arn}`);
    const resource = object === undefined ? this.bucketArn() : `${this.bucketArn()}/${object}`;
    const absent = Object.fromEntries([algorithm, keyId, customerAlgorithm, 's3:prefix'].map((key) => [key, null]));
    const request = {
      action,
      resource,
      resourceAccount: accountId,
      principal,
      context: {
        'aws:SecureTransport': 'true',
        's3:authType': 'REST-HEADER',
        ...absent,
        ...caller.context,
        ...context,
      },
    };
    const identityPolicies = [compilePolicy('identity', 'identity', caller.identityPolicy)];
    return decideLegs({ request, identityPolicies, resourcePolicy: this.bucketPolicy }, legs);
  }

  private kmsLeg(operation: string, keyArn: string, object: string, bucketKey: boolean): Leg {
    const key = this.stack
      .all('aws_kms_key')
      .find((one) => one.address === `aws_kms_key.${keyArn.split('/')[1] ?? ''}`);
    return {
      request: {
        action: `kms:${operation}`,
        resource: keyArn,
        context: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com', 'aws:PrincipalIsAWSService': 'false' },
      },
      ...(key && { resourcePolicy: policyIn('key', key.fields) }),
      grants: this.grantsOn(keyArn),
      encryptionContext: { 'aws:s3:arn': bucketKey ? this.bucketArn() : `${this.bucketArn()}/${object}` },
    };
  }

  private grantsOn(keyArn: string): NonNullable<Leg['grants']> {
    const grants = this.stack.all('aws_kms_grant').filter(({ fields }) => fields['key_id'] === keyArn);
    return grants.map(({ address, fields }) => {
      const [constraint = {}] = objectsAt(fields, 'constraints');
      return compileGrant(address, {
        GrantId: address,
        GranteePrincipal: fields['grantee_principal'],
        Operations: fields['operations'],
        Constraints: { EncryptionContextEquals: objectAt(constraint, 'encryption_context_equals') },
      });
    });
  }

  private usesKms(sent: Sent): boolean {
    return sent.customerKey !== true && (sent.algorithm ?? 'aws:kms') === 'aws:kms';
  }

  private keySeen(sent: Sent, used: string, reading: Reading): RequestContext {
    if (!this.usesKms(sent)) return {};
    if (reading === 'effective') return { [keyId]: used };
    return sent.keyArn === undefined ? {} : { [keyId]: sent.keyArn };
  }

  private bucketArn(): string {
    return `arn:aws:s3:::${textAt(this.stack.only('aws_s3_bucket').fields, 'bucket')}`;
  }

  private defaultKeyArn(): string {
    const [rule = {}] = objectsAt(this.stack.only('aws_s3_bucket_server_side_encryption_configuration').fields, 'rule');
    return textAt(objectAt(rule, 'apply_server_side_encryption_by_default'), 'kms_master_key_id');
  }
}

const customerAlgorithm = 's3:x-amz-server-side-encryption-customer-algorithm';
const awsManagedKeyArn = keyArnOf('aws-managed');

function keyArnOf(id: string): string {
  return `arn:aws:kms:eu-west-1:${accountId}:key/${id}`;
}

function headers(sent: Sent): RequestContext {
  return {
    ...(sent.algorithm !== undefined && { [algorithm]: sent.algorithm }),
    ...(sent.customerKey === true && { [customerAlgorithm]: 'AES256' }),
  };
}

function policyIn(name: string, fields: JsonObject): CompiledPolicy {
  return compilePolicy(name, 'resource', parseJson(textAt(fields, 'policy')));
}
