import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { diagnostic, DiagnosticError, renderDiagnostics, throwErrors } from '../core';
import type { GuardrailJudgement } from '../evaluation';
import type { GuardrailFile, Guardrails, StackPlace, StackWorld, VendNeed } from '../plan';
import type { CommandIo, SetExitCode } from './io';
import { renderJudgements, reportJudgements, type JudgedNeed } from './judgements';
import { readStackWorld, type StackSelection } from './synthesized';

/** What is judged against what. */
export interface GuardrailFlags extends StackSelection {
  readonly guardrails: string;
  readonly deployer?: string;
  readonly json?: true;
}

/** What `validate --guardrails DIR` does: which needed actions the organization's policies would refuse. Exit code 1 when there are any. */
export async function checkGuardrails(io: CommandIo, setExitCode: SetExitCode, flags: GuardrailFlags): Promise<void> {
  const stacks = await readStackWorld(io.folder, flags);
  const guardrails = await readFolder(io.folder, flags.guardrails);
  if (stacks.diagnostics.length > 0) io.err(`${renderDiagnostics(stacks.diagnostics, {}, io.errColumns)}\n`);
  const judged = await judge(stacks, guardrails, flags.deployer);
  io.out(flags.json === true ? `${JSON.stringify(reportJudgements(judged))}\n` : renderJudgements(judged));
  if (stacks.diagnostics.length > 0 || judged.some(({ verdict }) => verdict !== 'passes')) setExitCode(1);
}

async function judge(
  stacks: StackWorld,
  guardrails: Guardrails,
  deployer: string | undefined,
): Promise<readonly JudgedNeed[]> {
  const { quoteGuardrail, vendNeeds, withGuardrails } = await import('../plan/index.js');
  const { compile, judgeGuardrails } = await import('../evaluation/index.js');
  const needs = vendNeeds(stacks, deployed(stacks.places, deployer));
  const judgements = judgeGuardrails(compile(withGuardrails(stacks.world, guardrails)), needs.map(neededAction));
  return needs.flatMap((need, index) => {
    const judgement: GuardrailJudgement | undefined = judgements[index];
    if (!judgement) return [];
    const blockers = judgement.blockers.map((one) => ({ ...one, quote: quoteGuardrail(guardrails, one) }));
    return { ...need, verdict: judgement.verdict, blockers };
  });
}

function neededAction({ principal, action, resource, accountId, values, unknown }: VendNeed) {
  return { principal, action, resource, resourceAccountId: accountId, context: { values, unknown } };
}

/** Every place with its deployer: the role that the provider assumes, else whom the caller names. */
function deployed(places: readonly StackPlace[], deployer: string | undefined) {
  throwErrors(places.filter((one) => (one.deployerArn ?? deployer) === undefined).map(nobodyDeploys));
  return places.flatMap((place) => {
    const deployerArn = place.deployerArn ?? deployer;
    return deployerArn === undefined ? [] : { ...place, deployerArn };
  });
}

function nobodyDeploys({ stack }: StackPlace) {
  return diagnostic('TB7007', {
    path: stack,
    message: 'the provider of the stack assumes no role',
    fix: 'name the principal that runs terraform with --deployer, or choose other stacks with --environment',
  });
}

async function readFolder(folder: string, name: string): Promise<Guardrails> {
  const { readGuardrails } = await import('../plan/index.js');
  const files = filesBelow(resolve(folder, name));
  if (files.length === 0) {
    const message = 'the folder holds no policies, or cannot be read';
    const fix = 'write policy documents to scp/LEVEL-NAME.json and rcp/LEVEL-NAME.json';
    throw new DiagnosticError(diagnostic('TB7006', { path: name, message, fix }));
  }
  const guardrails = readGuardrails(files);
  throwErrors(guardrails.diagnostics);
  return guardrails;
}

/** Sorted, so that levels and answers have one order. */
function filesBelow(folder: string): readonly GuardrailFile[] {
  const policies = ['scp', 'rcp'].flatMap((kind) => jsonFiles(join(folder, kind)).map((file) => `${kind}/${file}`));
  const organization = jsonFiles(folder).filter((file) => file === 'organization.json');
  return [...policies, ...organization].map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }));
}

function jsonFiles(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .sort();
  } catch {
    return [];
  }
}
