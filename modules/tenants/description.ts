import { z } from 'zod';
import type { Placement } from '../core';

/** What the command line knows of an environment: its name and where its tenants can live. */
export interface DescribedEnvironment {
  readonly name: string;
  readonly placements: readonly Placement[];
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
});

const descriptionSchema = z.object({
  schemaVersion: z.literal(1),
  environments: z.array(z.object({ name: z.string(), placements: z.array(placementSchema) })),
});

/** What an app answers when it is asked for its environments; `readDescription` reads it. */
export function describeEnvironments(environments: readonly DescribedEnvironment[]): string {
  return `${JSON.stringify({ schemaVersion: 1, environments })}\n`;
}

/** The environments in an app's answer; nothing when the answer is of another kind. */
export function readDescription(text: string): readonly DescribedEnvironment[] | undefined {
  const result = descriptionSchema.safeParse(parseJson(text));
  if (!result.success) return undefined;
  return result.data.environments.map(({ name, placements }) => ({
    name,
    placements: placements.map(({ shardSize, ...rest }) => ({
      ...rest,
      ...(shardSize !== undefined && { shardSize }),
    })),
  }));
}

function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
