import { describe, expect, test } from '@jest/globals';
import { accountId, factsOf, unchanged } from '../plan-documents';

const document = { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
const policy = JSON.stringify(document);
const managed = `arn:aws:iam::${accountId}:policy/p`;

describe('policies of roles and users that are not in the plan', () => {
  test('are those that are given to them one by one or together', async () => {
    const { after } = await factsOf([
      unchanged('aws_iam_policy', 'P', { name: 'p', arn: managed, policy }),
      unchanged('aws_iam_role_policy', 'I', { role: 'elsewhere', name: 'inline', policy }),
      unchanged('aws_iam_role_policy_attachment', 'A', { role: 'elsewhere', policy_arn: managed }),
      unchanged('aws_iam_user_policy', 'U', { user: 'ann', name: 'inline', policy }),
      unchanged('aws_iam_policy_attachment', 'M', {
        roles: ['elsewhere'],
        users: ['ann'],
        policy_arn: 'arn:aws:iam::aws:policy/X',
      }),
    ]);
    const read = { known: true, value: document };
    expect(after.strays).toEqual([
      { address: 'aws_iam_role_policy.I', kind: 'role', holder: 'elsewhere', document: read },
      { address: 'aws_iam_role_policy_attachment.A', kind: 'role', holder: 'elsewhere', document: read },
      expect.objectContaining({ address: 'aws_iam_policy_attachment.M', kind: 'role', holder: 'elsewhere' }),
      { address: 'aws_iam_user_policy.U', kind: 'user', holder: 'ann', document: read },
      expect.objectContaining({ address: 'aws_iam_policy_attachment.M', kind: 'user', holder: 'ann' }),
    ]);
    expect(after.strays[2]?.document.known).toBe(false);
  });

  test('are none of those that the plan holds, or does not name yet', async () => {
    const { after } = await factsOf([
      unchanged('aws_iam_role', 'R', { name: 'app', path: '/' }),
      unchanged('aws_iam_role_policy', 'I', { role: 'app', name: 'inline', policy }),
      { type: 'aws_iam_role_policy', name: 'L', after: { name: 'later', policy }, unknown: { role: true } },
    ]);
    expect(after.strays).toEqual([]);
  });
});
