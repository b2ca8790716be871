import { known, type DefaultEncryption } from '../../core';
import type { S3Error } from './error';
import { isElement, readXml, xmlDocument, xmlList, xmlText } from './xml';

/** Default encryption as S3 answers it. @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketEncryption.html */
export function encryptionXml(encryption: DefaultEncryption): string {
  const kms = encryption.algorithm === 'AES256' ? undefined : encryption;
  const byDefault = {
    SSEAlgorithm: encryption.algorithm,
    ...(kms?.keyId?.known === true ? { KMSMasterKeyID: kms.keyId.value } : {}),
  };
  const bucketKey = kms?.bucketKeyEnabled.known === true && kms.bucketKeyEnabled.value;
  return xmlDocument('ServerSideEncryptionConfiguration', {
    '@xmlns': 'http://s3.amazonaws.com/doc/2006-03-01/',
    Rule: { ApplyServerSideEncryptionByDefault: byDefault, BucketKeyEnabled: bucketKey },
  });
}

/** Reads what PutBucketEncryption was sent: one rule. Whether the key exists is not asked. */
export function readEncryptionXml(text: string): DefaultEncryption | S3Error {
  const configuration = readXml(text)?.['ServerSideEncryptionConfiguration'];
  const rules = isElement(configuration) ? xmlList(configuration, 'Rule') : [];
  const [rule] = rules;
  if (rules.length !== 1 || !isElement(rule)) return malformedXml;
  const algorithm = xmlText(rule, 'ApplyServerSideEncryptionByDefault', 'SSEAlgorithm');
  const keyId = xmlText(rule, 'ApplyServerSideEncryptionByDefault', 'KMSMasterKeyID');
  const bucketKeyEnabled = known(xmlText(rule, 'BucketKeyEnabled') === 'true');
  if (algorithm === 'AES256') return keyId ? keyNotApplicable : { algorithm };
  if (algorithm !== 'aws:kms' && algorithm !== 'aws:kms:dsse') return malformedXml;
  return { algorithm, bucketKeyEnabled, ...(keyId ? { keyId: known(keyId) } : {}) };
}

const malformedXml: S3Error = {
  status: 400,
  code: 'MalformedXML',
  message: 'The XML you provided was not well-formed or did not validate against our published schema',
};
const keyNotApplicable: S3Error = {
  status: 400,
  code: 'InvalidArgument',
  message: 'a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse',
};
