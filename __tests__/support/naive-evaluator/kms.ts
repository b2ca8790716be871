import { anyForm, callersSide, directlyAllowed, resourceAllows, type Inputs } from './allowance';
import { lookUp } from './context';
import { judgeGrants } from './grants';
import { all, some, sure, type Trilean } from './trilean';

/** The operations that work on another account's key, in lower case. */
const acrossAccounts = new Set([
  'encrypt',
  'decrypt',
  'reencryptfrom',
  'reencryptto',
  'generatedatakey',
  'generatedatakeywithoutplaintext',
  'generatedatakeypair',
  'generatedatakeypairwithoutplaintext',
  'generatemac',
  'verifymac',
  'sign',
  'verify',
  'derivesharedsecret',
  'creategrant',
  'describekey',
  'getkeyrotationstatus',
  'getpublickey',
  'listgrants',
  'retiregrant',
  'revokegrant',
]);

/** Whether the key's policy, identity policies under delegation, or a grant allow; nobody has access otherwise, least of all unsigned. */
export function kmsAllows(inputs: Inputs): Trilean {
  const { leg, resource } = inputs;
  const { kind, account } = leg.requester;
  if (kind === 'anonymous') return 'no';
  if (kind === 'service') return resourceAllows(resource, ['everyone', 'service']);
  const caller = callersSide(inputs);
  if (account !== leg.resourceAccount) {
    const operation = leg.action.toLowerCase().split(':')[1] ?? '';
    const opened = some([all([resourceAllows(resource, anyForm), caller]), grantAllows(inputs, caller)]);
    return acrossAccounts.has(operation) ? opened : 'no';
  }
  return some([
    directlyAllowed(inputs),
    all([resourceAllows(resource, ['account']), caller]),
    grantAllows(inputs, caller),
    managedKeyAllows(inputs),
  ]);
}

function grantAllows({ leg }: Inputs, caller: Trilean): Trilean {
  return some(judgeGrants(leg).map(({ matches, toAccount }) => (toAccount ? all([matches, caller]) : matches)));
}

const useOfKeys = /^kms:(encrypt|decrypt|reencrypt.*|generatedatakey.*|describekey)$/i;

/** The AWS managed key for S3, unless its policy is given, is open to everyone of its account for use, through S3 in its Region only. */
function managedKeyAllows({ leg }: Inputs): Trilean {
  if (leg.resourceSide['awsManagedKey'] !== true || leg.resourceSide['resourcePolicy'] !== undefined) return 'no';
  if (!useOfKeys.test(leg.action)) return 'no';
  const via = lookUp(leg, 'kms:ViaService');
  if (via.state === 'unknown') return 'maybe';
  const region = leg.resource.split(':')[3] ?? '';
  return sure(via.state === 'present' && via.values.includes(`s3.${region}.amazonaws.com`));
}
