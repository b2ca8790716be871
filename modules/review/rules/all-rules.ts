import type { Draft } from '../draft';
import type { Reviewed } from '../reviewed';
import { bucketRemoval } from './bucket-removal';
import { contextFlip } from './context-flip';
import { deadPrincipal } from './dead-principal';
import { drift } from './drift';
import { encryption } from './encryption';
import { enforcement } from './enforcement';
import { grants } from './grants';
import { hiddenPolicies } from './hidden-policies';
import { keyAllowances } from './key-allowances';
import { keyDenials } from './key-denials';
import { keyRemoval } from './key-removal';
import { keySettings } from './key-settings';
import { lockout } from './lockout';
import { malformedPolicy } from './malformed-policy';
import { openKeys } from './open-keys';
import { publicAcls } from './public-acls';
import { publicAccess } from './public-access';
import { reEncryption } from './re-encryption';
import { replication } from './replication';
import { retention } from './retention';
import { sizeLimit } from './size-limit';
import { strayPolicies } from './stray-policies';
import { trust } from './trust';
import { unjudgedOpenings } from './unjudged-openings';
import { unknownValue } from './unknown-value';

/** One way to look at what a plan does. */
export type Rule = (reviewed: Reviewed) => readonly Draft[];

/** Every rule that looks at facts alone; access and cost are told apart from them. */
export const rules: readonly Rule[] = [
  bucketRemoval,
  keyRemoval,
  keySettings,
  keyDenials,
  keyAllowances,
  reEncryption,
  encryption,
  contextFlip,
  enforcement,
  publicAccess,
  retention,
  replication,
  publicAcls,
  openKeys,
  grants,
  trust,
  lockout,
  deadPrincipal,
  sizeLimit,
  unjudgedOpenings,
  unknownValue,
  malformedPolicy,
  hiddenPolicies,
  strayPolicies,
  drift,
];
