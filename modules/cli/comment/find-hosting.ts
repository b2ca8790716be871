import { readFileSync } from 'node:fs';
import { diagnostic, DiagnosticError, isJsonObject, type Diagnostic } from '../../core';
import type { CommandIo } from '../io';
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
  const project = textIn(environment, ['CI_PROJECT_ID']);
  const token = textIn(environment, ['GITLAB_TOKEN']);
  const noRequest = nowhere('the variables of GitLab name no merge request', 'run this in the pipeline of one');
  if (project === undefined || mergeRequest === undefined || token === undefined)
    throw lacking(
      [project === undefined ? undefined : mergeRequest, noRequest],
      [token, tokenless('GITLAB_TOKEN', 'a project access token with the scope api')],
    );
  return gitlab({ api: bare(api), project, mergeRequest, token, signal });
}

function onGithub({ environment, signal }: CommandIo, pullRequest: number | undefined): Hosting {
  const repository = /^[\w.-]+\/[\w.-]+$/.exec(environment['GITHUB_REPOSITORY'] ?? '')?.[0];
  const number = pullRequest ?? pullRequestOf(environment);
  const token = textIn(environment, ['GITHUB_TOKEN', 'GH_TOKEN']);
  if (repository === undefined || number === undefined || token === undefined)
    throw lackingOnGithub(environment, { repository, number, token });
  const api = bare(environment['GITHUB_API_URL'] || 'https://api.github.com');
  return github({ api, repository, pullRequest: number, token, signal });
}

interface Found {
  readonly repository: string | undefined;
  readonly number: number | undefined;
  readonly token: string | undefined;
}

function lackingOnGithub(environment: Variables, { repository, number, token }: Found): DiagnosticError {
  const named = textIn(environment, ['GITHUB_REPOSITORY']);
  const fix = 'run this in the pipeline of a pull request, or set GITHUB_REPOSITORY and --pull-request';
  if (named === undefined && environment['GITHUB_ACTIONS'] !== 'true')
    return new DiagnosticError(nowhere('neither GitHub nor GitLab runs this', fix));
  const noNumber = 'the event of the workflow is no pull request';
  return lacking(
    [repository, nowhere(`GITHUB_REPOSITORY is ${JSON.stringify(named ?? '')}`, 'set it to owner/name')],
    [number, nowhere(noNumber, 'run this on pull_request, or give --pull-request')],
    [token, tokenless('GITHUB_TOKEN', '${{ github.token }}, in the env of the step')],
  );
}

/** What is needed, and what is said where it is not there. */
type Needed = readonly [value: unknown, otherwise: Diagnostic];

/** Everything that is not there, at once. */
function lacking(...needed: readonly [Needed, ...Needed[]]): DiagnosticError {
  const missing = needed.flatMap(([value, otherwise]) => (value === undefined ? [otherwise] : []));
  const [first = needed[0][1], ...more] = missing;
  return new DiagnosticError(first, ...more);
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
    const pull = isJsonObject(event) ? event['pull_request'] : undefined;
    const number = isJsonObject(pull) ? pull['number'] : undefined;
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

/** The first of some variables that says something. */
function textIn(environment: Variables, names: readonly string[]): string | undefined {
  return names.map((name) => environment[name]?.trim() ?? '').find((text) => text !== '');
}

function tokenless(name: string, example: string): Diagnostic {
  return diagnostic('TB8062', { path: name, message: 'no token is given', fix: `set it to ${example}` });
}

function nowhere(message: string, fix: string): Diagnostic {
  return diagnostic('TB8061', { path: 'comment', message, fix });
}
