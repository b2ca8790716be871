import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import type { EmulatorRecord } from '../../modules/emulator';
import { s3OfRole } from './assumed-role';
import { objectsAt, textAt, type JsonObject } from './json';

/** One access of a role to the objects of a bucket, as a review has it. */
export interface AccessOfRole {
  readonly role: string;
  readonly bucket: string;
  readonly action: 'read' | 'write';
  readonly before: string;
  readonly after: string;
}

/** The object that every reader is asked to read; somebody has to write it first. */
export const reviewedKey = 'reviewed/object';

/** The reads and writes of roles that the JSON of a review speaks of. */
export function accessOfRoles(review: JsonObject): readonly AccessOfRole[] {
  return objectsAt(review, 'access').flatMap((row): readonly AccessOfRole[] => {
    const role = textAt(row, 'principal');
    const bucket = /^arn:aws:s3:::([^/]+)\//.exec(textAt(row, 'resource'))?.[1];
    const action = (['read', 'write'] as const).find((one) => one === row['action']);
    const isRole = /^arn:aws:iam::[0-9]{12}:role\//.test(role);
    if (bucket === undefined || !isRole || action === undefined) return [];
    return [{ role, bucket, action, before: textAt(row, 'before'), after: textAt(row, 'after') }];
  });
}

/** What the gateway says to each of them now. */
export async function answersNow(record: EmulatorRecord, rows: readonly AccessOfRole[]): Promise<readonly string[]> {
  const answers: string[] = [];
  for (const row of rows) answers.push(await answerTo(record, row));
  return answers;
}

/** A role that is not there can do nothing. */
async function answerTo(record: EmulatorRecord, { role, bucket, action }: AccessOfRole): Promise<string> {
  try {
    const s3 = await s3OfRole(record, role);
    const object = { Bucket: bucket, Key: reviewedKey };
    if (action === 'read') await s3.send(new GetObjectCommand(object));
    else await s3.send(new PutObjectCommand({ ...object, Body: 'data' }));
    s3.destroy();
    return 'allow';
  } catch (error) {
    if (error instanceof Error && error.name === 'AccessDenied') return 'deny';
    throw error;
  }
}
