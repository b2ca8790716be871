import { describe, expect, test } from '@jest/globals';
import { DiagnosticError } from '../../../modules/core';
import { evaluateCases, readCases } from '../../../modules/evaluation';
import { account, allow, bucket, key, object, role, session } from '../asking';

const request = { action: 's3:GetObject', resource: object, resourceAccount: account, principal: session };

/** Codes and places of what is wrong with a file of cases. */
function faults(value: unknown): readonly (readonly [string, string])[] {
  try {
    evaluateCases(value);
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostics.map(({ code, path }) => [code, path]);
    throw error;
  }
  return [];
}

const malformedCases = [
  7,
  { request },
  {
    name: 'a',
    request: { action: 's3:*', resource: '', resourceAccount: 111122223333, principal: 'me', context: [] },
  },
  { name: 'b', request: { ...request, contexts: {}, unknownContext: 'x', objectOwner: 'me' }, identityPolicy: [] },
  {
    name: 'c',
    request: { ...request, context: { k: {}, l: [1], 'x:K': '1', 'x:k': '2' }, unknownContext: [1] },
    identityPolicies: {},
  },
  {
    name: 'd',
    request,
    serviceControlPolicies: [allow()],
    publicAccessBlock: { restrictPublicBuckets: 'yes', other: true },
  },
  { name: 'e', request, grants: {}, encryptionContext: [], awsManagedKey: 1, then: {} },
  {
    name: 'f',
    request,
    encryptionContext: { a: 1 },
    then: [{ request: { principal: session }, identityPolicies: [] }],
  },
  { name: 'g' },
];

const malformedPlaces = [
  ['TB6002', 'cases[0]'],
  ['TB6002', 'cases[1].name'],
  ['TB6002', 'cases[2].request.resourceAccount'],
  ['TB6002', 'cases[2].request.context'],
  ['TB6002', 'cases[2].request.action'],
  ['TB6002', 'cases[2].request.resource'],
  ['TB6003', 'cases[2].request.principal'],
  ['TB6002', 'cases[3].identityPolicy'],
  ['TB6002', 'cases[3].request.contexts'],
  ['TB6002', 'cases[3].request.unknownContext'],
  ['TB6002', 'cases[3].request.objectOwner'],
  ['TB6002', 'cases[4].request.context.k'],
  ['TB6002', 'cases[4].request.context.l'],
  ['TB6002', 'cases[4].request.context.x:k'],
  ['TB6002', 'cases[4].request.unknownContext'],
  ['TB6002', 'cases[4].identityPolicies'],
  ['TB6002', 'cases[5].serviceControlPolicies[0]'],
  ['TB6002', 'cases[5].publicAccessBlock.other'],
  ['TB6002', 'cases[5].publicAccessBlock.restrictPublicBuckets'],
  ['TB6002', 'cases[6].grants'],
  ['TB6002', 'cases[6].encryptionContext'],
  ['TB6002', 'cases[6].awsManagedKey'],
  ['TB6002', 'cases[6].then'],
  ['TB6002', 'cases[7].encryptionContext.a'],
  ['TB6002', 'cases[7].then[0].identityPolicies'],
  ['TB6002', 'cases[7].then[0].request.principal'],
  ['TB6002', 'cases[7].then[0].request.action'],
  ['TB6002', 'cases[7].then[0].request.resource'],
  ['TB6002', 'cases[8].request'],
];

describe('evaluateCases', () => {
  test('decides in the order of the cases, in the shape of the contract', () => {
    const cases = [
      { name: 'one', request, identityPolicies: [allow()] },
      { name: 'two', request },
      { name: 'three', request: { ...request, resourceAccount: null } },
    ];
    const { report, unknown, warnings } = evaluateCases({ cases });
    expect(JSON.parse(JSON.stringify(report))).toEqual({
      schemaVersion: 1,
      results: [
        {
          name: 'one',
          decision: 'allow',
          reasons: [{ policy: 'identityPolicies[0]', statement: 'may', effect: 'Allow', why: 'allows s3:GetObject' }],
        },
        {
          name: 'two',
          decision: 'implicitDeny',
          reasons: [{ policy: 'implicit' }, { policy: 'implicit' }].map((one) => expect.objectContaining(one)),
        },
        { name: 'three', decision: 'unknown', reasons: [expect.objectContaining({ statement: 'resourceAccount' })] },
      ],
    });
    expect([unknown, warnings]).toEqual([1, []]);
  });

  test('takes every field of a case', () => {
    const whole = {
      name: 'all',
      description: 'annotations pass',
      request: {
        ...request,
        context: { 'aws:SecureTransport': true, 's3:max-keys': 10, 'x:many': ['a'], 'x:absent': null },
        unknownContext: ['x:u'],
        objectOwner: account,
      },
      identityPolicies: [allow()],
      resourcePolicy: allow({ Principal: '*' }),
      permissionBoundaries: [allow()],
      sessionPolicies: [allow()],
      serviceControlPolicies: [[allow()]],
      resourceControlPolicies: [[allow({ Principal: '*' })]],
      vpcEndpointPolicy: allow({ Principal: '*' }),
      publicAccessBlock: { blockPublicAcls: true, restrictPublicBuckets: false },
      grants: [],
      encryptionContext: {},
      awsManagedKey: false,
      then: [
        {
          request: { action: 'kms:Decrypt', resource: key, resourceAccount: account, context: {} },
          resourcePolicy: allow({ Principal: { AWS: role } }),
          resourceControlPolicies: [],
          grants: [
            {
              GrantId: 'g1',
              GranteePrincipal: role,
              Operations: ['Decrypt'],
              Constraints: { EncryptionContextSubset: { 'aws:s3:arn': bucket } },
            },
          ],
          encryptionContext: { 'aws:s3:arn': bucket },
          awsManagedKey: false,
        },
      ],
    };
    expect(faults({ cases: [whole], schemaVersion: 1 })).toEqual([]);
    const { report } = evaluateCases({ cases: [whole] });
    expect(report.results.map(({ name, decision }) => [name, decision])).toEqual([['all', 'allow']]);
  });

  test('fails when cases are malformed: every fault at once, each with its place', () => {
    expect(faults({ cases: malformedCases })).toEqual(malformedPlaces);
  });

  test.each([
    [null, 'file'],
    [{}, 'cases'],
    [{ cases: 1 }, 'cases'],
    [{ cases: [], case: [] }, 'file.case'],
  ])('fails when the file is %j', (value, path) => {
    expect(faults(value).map(([, place]) => place)).toContain(path);
  });

  test('tells what is wrong with policies and grants as warnings, with the place of the case', () => {
    const broken = { Statement: { Effect: 'Allow', Action: 'x', Resource: '*' } };
    const cases = [
      {
        name: 'a',
        request,
        identityPolicies: [{}],
        permissionBoundaries: [{}],
        sessionPolicies: [{}],
        serviceControlPolicies: [[{}]],
      },
      {
        name: 'b',
        request,
        resourcePolicy: {},
        vpcEndpointPolicy: {},
        resourceControlPolicies: [[{}]],
        grants: [0],
        then: [{ request: { action: 'kms:Decrypt', resource: key }, resourcePolicy: {} }],
      },
      { name: 'c', request, identityPolicies: [allow(), broken] },
    ];
    const { unknown, warnings } = evaluateCases({ cases });
    expect(unknown).toBe(2);
    expect(warnings.map(({ path }) => path)).toEqual(
      [
        'cases[0].identityPolicies[0]',
        'cases[0].permissionBoundaries[0]',
        'cases[0].sessionPolicies[0]',
        'cases[0].serviceControlPolicies[0][0]',
        'cases[1].resourcePolicy',
        'cases[1].vpcEndpointPolicy',
        'cases[1].resourceControlPolicies[0][0]',
        'cases[1].grants[0]',
        'cases[1].then[0].resourcePolicy',
        'cases[2].identityPolicies[1].Statement.Action',
      ].map((path) => path.replace('Statement.Action', 'Statement[0].Action')),
    );
  });
});

describe('readCases', () => {
  test('reads JSON, with or without a byte order mark', () => {
    expect(readCases('\uFEFF{"cases":[]}', 'cases.json')).toEqual({ cases: [] });
    expect(evaluateCases(readCases('{"cases":[]}', 'cases.json')).report.results).toEqual([]);
  });

  test('fails when the text is no JSON, with the place where it stops', () => {
    expect(() => readCases('{"cases":[}', 'cases.json')).toThrow(
      /^TB6001 cases.json: the cases are not JSON: Unexpected token/,
    );
    expect(() => readCases(' ', 'cases.json')).toThrow('TB6001 cases.json: there are no cases: the text is empty');
    expect(() => readCases('{"cases":\n [1 2]}', 'cases.json')).toThrow(
      /^TB6001 cases.json: the cases are not JSON: Expected ',' or '\]' after array element at line 2, column 5/,
    );
  });
});
