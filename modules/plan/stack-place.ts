import type { Place } from './stacks/place';

/** Where a stack's default provider works, and as whom. */
export interface StackPlace extends Place {
  readonly stack: string;
  /** The role that the provider assumes. @default whoever runs terraform */
  readonly deployerArn?: string;
}
