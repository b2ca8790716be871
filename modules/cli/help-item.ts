import type { Help } from 'commander';
import { fit } from './fit';

/** Where nobody sees where the edge is, help is as wide as this. */
export const widthOfPipes = 80;

/** Help is wrapped down to terminals as narrow as this. */
export const leastHelpWidth = 20;

/** A command, argument or option and what it is; on a narrow terminal the one below the other. */
export function helpItem(term: string, termWidth: number, description: string, { helpWidth }: Help): string {
  if (description === '') return `  ${term}`;
  const columns = helpWidth ?? widthOfPipes;
  const indent = termWidth + 4;
  return columns - indent < leastHelpWidth
    ? `  ${term}\n      ${fit(description, 6, columns)}`
    : `  ${term.padEnd(termWidth)}  ${fit(description, indent, columns)}`;
}
