import { z } from 'zod';
import type { DeployedPlacement } from '../core';

/** What the command line knows of an environment: its name and where its tenants can live. */
export interface DescribedEnvironment {
  readonly name: string;
  readonly placements: readonly DeployedPlacement[];
  /** On every resource that takes tags. */
  readonly tags: { readonly [key: string]: string };
}

const placementSchema = z.object({
  name: z.string(),
  accountId: z.string(),
  region: z.string(),
  partition: z.string(),
  deployerArn: z.string(),
  namePrefix: z.string(),
  rolePath: z.string(),
  shardSize: z.int().min(1).optional(),
  assumeRoleArn: z.string().optional(),
  requiredTags: z.array(z.string()).optional(),
  roleQuota: z.number().optional(),
  allowLockout: z.object({ reason: z.string() }).optional(),
  /** Of a foundation only what its buckets are called: it is compared with the buckets of tenants. */
  foundation: z
    .object({ nameSuffixes: z.object({ logs: z.string(), reports: z.string() }).optional() })
    .transform(({ nameSuffixes }) => (nameSuffixes === undefined ? {} : { nameSuffixes }))
    .optional(),
});

const descriptionSchema = z.object({
  schemaVersion: z.literal(1),
  environments: z.array(
    z.object({
      name: z.string(),
      placements: z.array(placementSchema),
      tags: z.record(z.string(), z.string()).default({}),
    }),
  ),
});

/** What an app answers when it is asked for its environments; `readDescription` reads it. */
export function describeEnvironments(environments: readonly DescribedEnvironment[]): string {
  return `${JSON.stringify({ schemaVersion: 1, environments })}\n`;
}

/** The environments in an app's answer; nothing when the answer is of another kind. */
export function readDescription(text: string): readonly DescribedEnvironment[] | undefined {
  const result = descriptionSchema.safeParse(parseJson(text));
  if (!result.success) return undefined;
  return result.data.environments.map(({ placements, ...environment }) => ({
    ...environment,
    placements: placements.map(toPlacement),
  }));
}

/** What was left out stays left out, rather than being undefined. */
function toPlacement({
  shardSize,
  assumeRoleArn,
  requiredTags,
  roleQuota,
  allowLockout,
  foundation,
  ...rest
}: z.infer<typeof placementSchema>): DeployedPlacement {
  return {
    ...rest,
    ...(shardSize !== undefined && { shardSize }),
    ...(assumeRoleArn !== undefined && { assumeRoleArn }),
    ...(requiredTags !== undefined && { requiredTags }),
    ...(roleQuota !== undefined && { roleQuota }),
    ...(allowLockout !== undefined && { allowLockout }),
    ...(foundation !== undefined && { foundation }),
  };
}

function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
