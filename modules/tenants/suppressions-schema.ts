import { z } from 'zod';
import { textLike } from './schema-parts';

const shape = /^\d{4}-\d{2}-\d{2}$/;
const day = textLike(shape, 'a day such as 2027-01-31').refine(isDay, 'a day that the calendar has');

const entrySchema = z
  .strictObject({
    code: textLike(/^TB8\d{3}$/, 'a code such as TB8018').optional(),
    topic: textLike(/^[a-z]+(-[a-z]+)*$/, 'a topic such as grant-removed').optional(),
    tenant: textLike(/./, 'the id of a tenant').optional(),
    address: textLike(/./, 'the address of a resource').optional(),
    reason: textLike(/\S/, 'the reason, for whoever reads the file next'),
    until: day,
  })
  .refine(({ code, topic }) => (code === undefined) !== (topic === undefined), 'either a topic or a code');

/** What `review.suppressions.yaml` holds. The message of each part says what is allowed, as it follows "give". */
export const suppressionFileSchema = z.strictObject({
  suppressions: z.array(entrySchema, 'a list of suppressions'),
});

/** The keys that a suppression can have. */
export const suppressionKeys = ['code', 'topic', 'tenant', 'address', 'reason', 'until'] as const;

/** One of those, as its file has it. */
export type SuppressionEntry = z.infer<typeof entrySchema>;

/** The 31st of February is none; what has not the shape of a day is told of already. */
function isDay(text: string): boolean {
  if (!shape.test(text)) return true;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
