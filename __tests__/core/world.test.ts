import { describe, expect, test } from '@jest/globals';
import {
  describeAccount,
  describeBucket,
  describeGrant,
  describeKey,
  describeRole,
  describeRootUser,
  describeSession,
  describeUser,
  describeWorld,
  known,
  unknown,
} from '../../modules/core';

const arn = 'arn:aws:iam::111122223333:role/team/app';
const keyArn = 'arn:aws:kms:eu-west-1:111122223333:key/k';

describe('facts', () => {
  test('an unknown fact says why, and what it will be when somebody can name it', () => {
    expect([known(1), unknown('not applied yet'), unknown('not applied yet', 'aws_kms_key.a')]).toEqual([
      { known: true, value: 1 },
      { known: false, why: 'not applied yet' },
      { known: false, why: 'not applied yet', symbol: 'aws_kms_key.a' },
    ]);
  });
});

describe('the things of a world', () => {
  test('take their account and region from their ARN', () => {
    expect(describeRole({ arn })).toMatchObject({ kind: 'role', accountId: '111122223333' });
    expect(describeUser({ arn: 'arn:aws:iam::111122223333:user/ann' })).toMatchObject({ accountId: '111122223333' });
    expect(describeKey({ arn: keyArn })).toMatchObject({ accountId: '111122223333', region: 'eu-west-1' });
    expect(describeRootUser('aws', '111122223333').arn).toBe('arn:aws:iam::111122223333:root');
  });

  test('have nothing special that is not said', () => {
    expect(describeAccount({ id: '111122223333' })).toMatchObject({ partition: 'aws', organization: known('none') });
    expect(describeBucket({ name: 'b', accountId: '111122223333', region: 'eu-west-1' })).toMatchObject({
      encryption: known({ algorithm: 'AES256' }),
      policy: known(undefined),
    });
    const grant = describeGrant({ id: 'g', keyArn, granteePrincipal: known(arn), operations: known(['Decrypt']) });
    expect(grant).toMatchObject({ constraints: known({}), visible: known(true) });
    const session = describeSession({ arn: 'arn:aws:sts::111122223333:assumed-role/app/s', roleArn: arn });
    expect(session).toMatchObject({ sessionPolicies: known([]), tags: known({}) });
  });

  test('belong to no account when their name is no ARN', () => {
    expect(describeRole({ arn: 'app' }).accountId).toBe('');
    expect(describeKey({ arn: 'k' })).toMatchObject({ accountId: '', region: '' });
  });
});

describe('describeWorld', () => {
  test('keys everything by its name and knows nothing of what is not listed', () => {
    const world = describeWorld({
      principals: [describeRole({ arn })],
      keys: [describeKey({ arn: keyArn })],
      tenants: [{ id: 'acme', bucket: 'b', keyArn: known(keyArn) }],
    });
    expect([...world.principals.keys(), ...world.keys.keys(), ...world.tenants.keys()]).toEqual([arn, keyArn, 'acme']);
    expect(world.complete).toBe(false);
    expect(describeWorld({ complete: true }).complete).toBe(true);
  });

  test('lets the later of two things with one name stand', () => {
    const [old, now] = [describeKey({ arn: keyArn }), describeKey({ arn: keyArn, awsManaged: true })];
    expect(describeWorld({ keys: [old, now] }).keys.get(keyArn)).toBe(now);
  });
});
