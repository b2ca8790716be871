import { describe, expect, test } from '@jest/globals';
import { parsePrincipal } from '../../../modules/evaluation';

const iam = 'arn:aws:iam::111122223333';
const sts = 'arn:aws:sts::111122223333';

describe('parsePrincipal', () => {
  test.each([
    ['anonymous', 'anonymous', undefined],
    ['s3.amazonaws.com', 'service', undefined],
    ['delivery.logs.amazonaws.com', 'service', undefined],
    ['ec2.amazonaws.com.cn', 'service', undefined],
    ['accounts.google.com', 'provider', undefined],
    [`${iam}:saml-provider/idp`, 'provider', undefined],
    [`${iam}:oidc-provider/idp.example.com/id`, 'provider', undefined],
    [`${iam}:root`, 'root', `${iam}:root`],
    [`${iam}:user/path/ann`, 'user', `${iam}:user/path/ann`],
    [`${iam}:role/app`, 'role', `${iam}:role/app`],
    [`${sts}:assumed-role/app/s1`, 'session', `${iam}:role/app`],
    [`${sts}:federated-user/fay`, 'federated', `${sts}:federated-user/fay`],
    ['arn:aws-cn:sts::111122223333:assumed-role/app/s1', 'session', 'arn:aws-cn:iam::111122223333:role/app'],
  ])('%s is of kind %s', (text, kind, arn) => {
    const principal = parsePrincipal(text);
    expect([principal?.kind, principal && 'arn' in principal ? principal.arn : undefined]).toEqual([kind, arn]);
  });

  test.each([
    '',
    '*',
    'somebody',
    '111122223333',
    `${iam}:group/g`,
    `${iam}:user/`,
    `${iam}:role/*`,
    `${sts}:assumed-role/app`,
    `${sts}:assumed-role/app/s1/x`,
    `${sts}:federated-user/a/b`,
    'arn:aws:iam::1111:user/ann',
    'arn:aws:iam:us-east-1:111122223333:user/ann',
    'arn:aws:s3:::b',
    'arn:aws:sqs::111122223333:queue',
  ])('fails when it is %j', (text) => {
    expect(parsePrincipal(text)).toBeUndefined();
  });
});
