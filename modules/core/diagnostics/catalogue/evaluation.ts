import { entries } from '../entry';

/** TB6xxx */
export const evaluationEntries = entries({
  TB6001: {
    severity: 'error',
    exitCode: 2,
    summary: 'the cases are not JSON',
    explanation:
      'The file of cases must be one JSON object {"cases": […]}. The message says where the text stops being JSON.',
  },
  TB6002: {
    severity: 'error',
    exitCode: 2,
    summary: 'a case is malformed',
    explanation:
      'A field is missing, misspelt or of the wrong type. Only name and request are required; unknown fields are refused, because a misspelt policy list would silently count as not set.',
  },
  TB6003: {
    severity: 'error',
    exitCode: 2,
    summary: 'the principal of a request cannot be read',
    explanation:
      'A request is made by an IAM user, a role session, a federated user or a root user, given by its full ARN, by a service such as s3.amazonaws.com, or by "anonymous".',
  },
  TB6010: {
    severity: 'warning',
    exitCode: 1,
    summary: 'a policy document is malformed',
    explanation:
      'AWS would refuse this document. Whatever it might have said is judged as unknown, and unknown is treated as a deny.',
  },
  TB6011: {
    severity: 'warning',
    exitCode: 1,
    summary: 'an element of a statement is missing, unknown or malformed',
    explanation:
      'AWS would refuse this statement. Where its other elements match, the decision is unknown, and unknown is treated as a deny.',
  },
  TB6012: {
    severity: 'warning',
    exitCode: 1,
    summary: 'a condition operator is unknown',
    explanation:
      'The operator is misspelt, or newer than this version. A condition that cannot be judged never allows: where the rest of its statement matches, the decision is unknown.',
  },
  TB6013: {
    severity: 'warning',
    exitCode: 1,
    summary: 'a condition value is malformed',
    explanation:
      'The operator cannot compare with this value: a Numeric operator takes numbers, a Date operator ISO 8601 or epoch seconds, IpAddress a CIDR range, Bool and Null true or false, an Arn operator six parts.',
  },
  TB6014: {
    severity: 'warning',
    exitCode: 1,
    summary: 'a principal is malformed',
    explanation:
      'A Principal is "*", or lists full ARNs, account ids, unique ids, services or identity providers. AWS allows no wildcard inside a name: to match many, use "*" with a condition on aws:PrincipalArn.',
  },
  TB6017: {
    severity: 'warning',
    exitCode: 1,
    summary: 'a grant is malformed',
    explanation:
      'KMS would not have made this grant. It is judged as unknown where its other parts match, and never allows.',
  },
});
