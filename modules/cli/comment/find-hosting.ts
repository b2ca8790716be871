import { readFileSync } from 'node:fs';
import { diagnostic, DiagnosticError } from '../../core';
import type { CommandIo } from '../io';
import { isRecord } from '../json-value';
import { github } from './github';
import { gitlab } from './gitlab';
import type { Hosting } from './hosting';

/** The pull or merge request that a pipeline is about, as its variables say. @throws DiagnosticError when they do not */
export function findHosting(io: CommandIo, pullRequest: number | undefined): Hosting {
  const gitlabApi = io.environment['CI_API_V4_URL'] ?? '';
  return gitlabApi === '' ? onGithub(io, pullRequest) : onGitlab(io, gitlabApi, pullRequest);
}

function onGitlab({ environment, signal }: CommandIo, api: string, pullRequest: number | undefined): Hosting {
  const mergeRequest = pullRequest ?? numberIn(environment['CI_MERGE_REQUEST_IID']);
  const project = environment['CI_PROJECT_ID'] ?? '';
  if (mergeRequest === undefined || project === '') throw nowhere('the variables of GitLab name no merge request');
  return gitlab({ api: bare(api), project, mergeRequest, token: tokenIn(environment, ['GITLAB_TOKEN']), signal });
}

function onGithub({ environment, signal }: CommandIo, pullRequest: number | undefined): Hosting {
  const repository = environment['GITHUB_REPOSITORY'] ?? '';
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository)) throw nowhere('neither GitHub nor GitLab runs this');
  const number = pullRequest ?? pullRequestOf(environment);
  if (number === undefined) throw nowhere('the event of the workflow is no pull request');
  const api = bare(environment['GITHUB_API_URL'] || 'https://api.github.com');
  const token = tokenIn(environment, ['GITHUB_TOKEN', 'GH_TOKEN']);
  return github({ api, repository, pullRequest: number, token, signal });
}

type Variables = CommandIo['environment'];

/** Of the event that started the workflow, else of the ref that is checked out. */
function pullRequestOf(environment: Variables): number | undefined {
  return (
    eventNumber(environment['GITHUB_EVENT_PATH'] ?? '') ??
    numberIn(/^refs\/pull\/(\d+)\//.exec(environment['GITHUB_REF'] ?? '')?.[1])
  );
}

function eventNumber(file: string): number | undefined {
  try {
    const event: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const pull = isRecord(event) ? event['pull_request'] : undefined;
    const number = isRecord(pull) ? pull['number'] : undefined;
    return typeof number === 'number' ? number : undefined;
  } catch {
    return undefined;
  }
}

function numberIn(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,9}$/.test(text) ? Number(text) : undefined;
}

function bare(address: string): string {
  return address.replace(/\/+$/, '');
}

function tokenIn(environment: Variables, names: readonly string[]): string {
  for (const name of names) {
    const token = environment[name]?.trim() ?? '';
    if (token !== '') return token;
  }
  throw new DiagnosticError(
    diagnostic('TB8062', {
      path: names.join(', '),
      message: 'no token is given',
      fix: `hand one over in ${names[0] ?? ''}`,
    }),
  );
}

function nowhere(message: string): DiagnosticError {
  const fix = 'run this in the pipeline of a pull request, or set GITHUB_REPOSITORY and --pull-request';
  return new DiagnosticError(diagnostic('TB8061', { path: 'comment', message, fix }));
}
