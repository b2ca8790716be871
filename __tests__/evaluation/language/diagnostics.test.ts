import { describe, expect, test } from '@jest/globals';
import { compileGrant, compilePolicy } from '../../../modules/evaluation';

const elements = 'Sid, Effect, Principal, NotPrincipal, Action, NotAction, Resource, NotResource, Condition';
const listOfTexts = 'write a text or a list of texts';
const oneOfThem = 'write one of them';
const asReturned = 'give the policy document as AWS returns it';
const fullNames =
  'write "*", or the full ARN, account id or service name under AWS or Service; wildcards inside a name are not allowed';
const resourceForm = 'write a full ARN, or "*"; a variable is ${key} or ${key, \'default\'}';

/** A sound document, but for what is said of its statement. */
function stating(extra: object): object {
  return {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*', ...extra },
  };
}

function condition(element: unknown): object {
  return stating({ Condition: element });
}

type Row = readonly [document: unknown, message: string, fix: string];

const documents: readonly Row[] = [
  [1, 'a policy is an object with a Statement, not 1', asReturned],
  [{}, 'a policy is an object with a Statement, not {}', asReturned],
  [{ ...stating({}), Version: '1' }, 'Version is 2012-10-17 or 2008-10-17, not "1"', 'write 2012-10-17'],
  [{ ...stating({}), More: 1 }, '"More" is not an element of a policy', 'use Version, Id and Statement'],
  [{ Statement: 'x' }, 'a statement is an object, not "x"', 'write {"Effect": …, "Action": …, "Resource": …}'],
  [stating({ More: 1 }), '"More" is not an element of a statement', `use one of ${elements}`],
  [stating({ Sid: 1 }), 'a Sid is a text, not 1', 'write a text or leave it out'],
  [stating({ Effect: 'allow' }), 'Effect is Allow or Deny, not "allow"', 'write Allow or Deny'],
  [stating({ NotPrincipal: '*' }), 'a statement of a resource policy has either Principal or NotPrincipal', oneOfThem],
  [stating({ Principal: {} }), '{} is no principal', fullNames],
  [stating({ Principal: { Aws: '*' } }), '"*" is no principal', fullNames],
  [stating({ Principal: { AWS: 'role/*' } }), '"role/*" is no principal', fullNames],
  [stating({ NotAction: '*' }), 'a statement has either Action or NotAction', oneOfThem],
  [stating({ Action: ['s3'] }), '"s3" is no action', 'write SERVICE:Action, or "*"'],
  [stating({ Action: [] }), 'Action is a text or a list of texts, not []', listOfTexts],
  [stating({ NotResource: '*' }), 'a statement has either Resource or NotResource', oneOfThem],
  [stating({ Resource: 1 }), 'Resource is a text or a list of texts, not 1', listOfTexts],
  [stating({ Resource: 'b/k' }), '"b/k" is no resource', resourceForm],
  [stating({ Resource: 'arn:aws:s3:::${b' }), '"arn:aws:s3:::${b" is no resource', resourceForm],
  [condition([]), 'a Condition is an object of operators, not []', 'write {"operator": {"key": "value"}}'],
  [condition({ Bool: 1 }), 'an operator has an object of keys, not 1', 'write {"key": "value"}'],
  [condition({ Bool: { k: null } }), 'a condition value is a text, a number or true or false, not null', listOfTexts],
  [
    condition({ StringSame: { k: 'v' } }),
    '"StringSame" is not a condition operator',
    'use an operator that IAM documents, with its exact spelling',
  ],
  [
    condition({ NumericEquals: { k: ['x', '1', 'y'] } }),
    'NumericEquals cannot compare with "x", "y"',
    'write values that NumericEquals takes',
  ],
];

describe('what is wrong with a policy', () => {
  test.each(documents)('%j is told once, with what to do', (document, message, fix) => {
    expect(compilePolicy('p', 'resource', document).diagnostics).toMatchObject([{ message, fix, severity: 'warning' }]);
  });

  test('a principal in a policy of an identity is told, in either form', () => {
    const message = 'a policy of an identity names no principal';
    const fix = 'take Principal out, or give the document as resource policy';
    const inverse = {
      Version: '2012-10-17',
      Statement: { Effect: 'Deny', NotPrincipal: '*', Action: '*', Resource: '*' },
    };
    expect(compilePolicy('p', 'identity', stating({})).diagnostics).toMatchObject([{ message, fix }]);
    expect(compilePolicy('p', 'identity', inverse).diagnostics).toMatchObject([{ message, fix }]);
  });

  test('a long value is cut, one of eighty characters is not', () => {
    const [fits, long] = ['x'.repeat(78), 'x'.repeat(79)];
    const messageOf = (value: string) =>
      compilePolicy('p', 'resource', value).diagnostics.map(({ message }) => message);
    expect(messageOf(fits)).toEqual([`a policy is an object with a Statement, not "${fits}"`]);
    expect(messageOf(long)).toEqual([`a policy is an object with a Statement, not "${'x'.repeat(76)}...`]);
  });
});

describe('what is wrong with a grant', () => {
  const sound = { GranteePrincipal: 'arn:aws:iam::111122223333:role/app', Operations: ['Decrypt'] };

  test.each<readonly [unknown, string, string, string]>([
    [1, 'grants[0]', 'a grant is an object, not 1', 'give the grant as ListGrants returns it'],
    [
      { ...sound, Operations: 'Decrypt' },
      'grants[0].Operations',
      'Operations is a list of operations, not "Decrypt"',
      'give the grant as ListGrants returns it',
    ],
    [
      { ...sound, GranteePrincipal: '*' },
      'grants[0].GranteePrincipal',
      'GranteePrincipal is the ARN of an account root, user, role or session, not "*"',
      'name the role by its full ARN',
    ],
    [
      { ...sound, Constraints: { EncryptionContext: {} } },
      'grants[0].Constraints',
      'Constraints is one of EncryptionContextEquals and EncryptionContextSubset, not {"EncryptionContext":{}}',
      'give one constraint with texts as values',
    ],
  ])('%j is told once, with what to do', (grant, path, message, fix) => {
    expect(compileGrant('0', grant).diagnostics).toMatchObject([{ path, message, fix }]);
  });
});
