import { known, type Bucket, type DefaultEncryption } from '../../core';
import { malformedXml, type S3Error } from './error';
import { isElement, readXml, xmlDocument, xmlList, xmlText, type XmlElement } from './xml';

type Encryption = Pick<Bucket, 'encryption' | 'blockedEncryptionTypes'>;

/** Default encryption as S3 answers it: the key as it was put. @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketEncryption.html */
export function encryptionXml({ encryption, blockedEncryptionTypes }: Encryption): string {
  const value = encryption.known ? encryption.value : { algorithm: 'AES256' as const };
  const kms = value.algorithm === 'AES256' ? undefined : value;
  const blocked = blockedEncryptionTypes.known ? blockedEncryptionTypes.value : [];
  return xmlDocument('ServerSideEncryptionConfiguration', {
    '@xmlns': 'http://s3.amazonaws.com/doc/2006-03-01/',
    Rule: {
      ApplyServerSideEncryptionByDefault: {
        SSEAlgorithm: value.algorithm,
        ...(kms?.keyId?.known === true ? { KMSMasterKeyID: kms.keyId.value } : {}),
      },
      BucketKeyEnabled: kms?.bucketKeyEnabled.known === true && kms.bucketKeyEnabled.value,
      ...(blocked.length === 0 ? {} : { BlockedEncryptionTypes: { EncryptionType: [...blocked] } }),
    },
  });
}

/** Reads what PutBucketEncryption was sent: one rule. Whether the key exists is not asked. */
export function readEncryptionXml(text: string): Encryption | S3Error {
  const configuration = readXml(text)?.['ServerSideEncryptionConfiguration'];
  const rules = isElement(configuration) ? xmlList(configuration, 'Rule') : [];
  const [rule] = rules;
  if (rules.length !== 1 || !isElement(rule)) return malformedXml;
  const encryption = readDefault(rule);
  const blockedEncryptionTypes = readBlocked(rule);
  if ('code' in encryption) return encryption;
  return blockedEncryptionTypes ? { encryption: known(encryption), blockedEncryptionTypes } : malformedXml;
}

function readDefault(rule: XmlElement): DefaultEncryption | S3Error {
  if (rule['ApplyServerSideEncryptionByDefault'] === undefined) return { algorithm: 'AES256' };
  const algorithm = xmlText(rule, 'ApplyServerSideEncryptionByDefault', 'SSEAlgorithm');
  const keyId = xmlText(rule, 'ApplyServerSideEncryptionByDefault', 'KMSMasterKeyID');
  const bucketKeyEnabled = known(xmlText(rule, 'BucketKeyEnabled') === 'true');
  if (algorithm === 'AES256') return keyId ? keyNotApplicable : { algorithm };
  if (algorithm !== 'aws:kms' && algorithm !== 'aws:kms:dsse') return malformedXml;
  return { algorithm, bucketKeyEnabled, ...(keyId ? { keyId: known(keyId) } : {}) };
}

/** `NONE` says that nothing is blocked. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-s3-c-encryption-setting-faq.html */
function readBlocked(rule: XmlElement): Bucket['blockedEncryptionTypes'] | undefined {
  const types = xmlList(rule, 'BlockedEncryptionTypes').flatMap((one) =>
    isElement(one) ? xmlList(one, 'EncryptionType') : [one],
  );
  if (types.some((one) => one !== 'SSE-C' && one !== 'NONE')) return undefined;
  return known(types.includes('SSE-C') ? ['SSE-C'] : []);
}

const keyNotApplicable: S3Error = {
  status: 400,
  code: 'InvalidArgument',
  message: 'a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse',
  details: { ArgumentName: 'ApplyServerSideEncryptionByDefault' },
};
