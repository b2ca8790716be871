import { wrap } from '../../modules/core';
import type { LookUp } from './part-calls';

/** What was asked, and the answer beside ours. */
export interface Finding {
  readonly question: string;
  readonly saw: string;
  readonly ours: string;
}

/** What was not asked, and why. */
export interface NotAsked {
  readonly question: string;
  readonly ours: string;
  readonly why: string;
}

export interface Report {
  readonly findings: readonly Finding[];
  readonly notAsked: readonly NotAsked[];
  readonly lookUps: readonly LookUp[];
}

const columns = 80;
const indent = ' '.repeat(11);

/** For people: a word for how it stands, and nothing beyond the edge of a narrow terminal but what cannot be broken. */
export function render({ findings, notAsked, lookUps }: Report): string {
  const differing = findings.filter(({ saw, ours }) => saw !== ours).length;
  const counts = [
    `${String(findings.length - differing)} the same`,
    `${String(differing)} different`,
    `${String(notAsked.length)} not asked`,
    `${String(lookUps.length)} to look up`,
  ];
  return [...findings.map(found), ...notAsked.map(missing), ...lookUps.map(lookUp), `${counts.join(', ')}\n`].join('');
}

function found({ question, saw, ours }: Finding): string {
  if (saw === ours) return entry('same', question, [`saw ${saw}`]);
  return entry('DIFFERS', question, [`saw ${saw}`, `ours is ${ours}`]);
}

function missing({ question, ours, why }: NotAsked): string {
  return entry('not asked', question, [why, `ours is ${ours}`]);
}

function lookUp({ question, ours, note, commands }: LookUp): string {
  const shell = commands.map((one) => `${one}\n`).join('');
  return `${entry('look up', question, [`ours is ${ours}`, note])}${shell}`;
}

function entry(word: string, question: string, more: readonly string[]): string {
  const first = wrap(`${word.padEnd(indent.length)}${question}`, columns, indent);
  return [first, ...more.map((one) => wrap(`${indent}${one}`, columns, indent))].map((one) => `${one}\n`).join('');
}
