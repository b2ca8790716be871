import { describe, expect, test } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommandLine, type CommandResult } from '../support/command-line';
import { commentService, type SeenRequest, type StandInAnswer } from '../support/comment-service';
import { temporaryFolder } from '../support/temporary-folder';

const marker = '<!-- tenant-buckets review -->';
const report = `${marker}\n\n### Nothing is lost.\n`;
const token = 'ghs_this-must-never-be-seen';

interface Written {
  readonly id: number;
  readonly body: string;
  readonly user: { readonly login: string; readonly type: string };
  readonly html_url: string;
}

const bot = { login: 'github-actions[bot]', type: 'Bot' };
const mallory = { login: 'mallory', type: 'User' };

function written(id: number, body: string, user = bot): Written {
  return { id, body, user, html_url: `https://github.example/c/${String(id)}` };
}

/** GitHub with these comments, as the token of a workflow sees it. */
function githubWith(comments: readonly Written[]) {
  return ({ method, path }: SeenRequest): StandInAnswer => {
    if (path === '/user') return { status: 403, value: { message: 'Resource not accessible by integration' } };
    if (method !== 'GET') return { status: method === 'POST' ? 201 : 200, value: written(99, report) };
    const page = Number(new URL(path, 'http://x').searchParams.get('page'));
    return { value: comments.slice((page - 1) * 100, page * 100) };
  };
}

/** Runs `comment` in the workflow of pull request 7. */
async function commentOn(
  api: string,
  { text = report, ...change }: { readonly text?: string; readonly [variable: string]: string | undefined } = {},
): Promise<CommandResult> {
  using folder = temporaryFolder();
  writeFileSync(join(folder.path, 'review.md'), text);
  writeFileSync(join(folder.path, 'event.json'), JSON.stringify({ pull_request: { number: 7 } }));
  const environment = {
    GITHUB_API_URL: `${api}/`,
    GITHUB_REPOSITORY: 'corp/vending',
    GITHUB_EVENT_PATH: join(folder.path, 'event.json'),
    GITHUB_TOKEN: token,
    ...change,
  };
  const result = await runCommandLine(['comment', '--file', 'review.md'], { folder: folder.path, environment });
  expect(result.stdout + result.stderr).not.toContain(token);
  return result;
}

describe('comment on GitHub', () => {
  test('writes a comment where none is ours, and says where it stands', async () => {
    await using service = await commentService(githubWith([written(1, 'looks good', mallory)]));
    expect(await commentOn(service.api)).toEqual({
      exitCode: 0,
      stdout: 'https://github.example/c/99\n',
      stderr: 'the comment is written\n',
    });
    expect(service.seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /user',
      'GET /repos/corp/vending/issues/7/comments?per_page=100&page=1',
      'POST /repos/corp/vending/issues/7/comments',
    ]);
    expect(service.seen.at(-1)).toMatchObject({
      headers: { authorization: `Bearer ${token}`, 'x-github-api-version': '2022-11-28' },
      body: JSON.stringify({ body: report }),
    });
  });

  test('updates its comment in place, also when it stands on the third page', async () => {
    const others = Array.from({ length: 250 }, (_, index) => written(index + 1, 'a talk', mallory));
    const old = written(4_711, `${marker}\r\n\r\nolder`);
    await using service = await commentService(githubWith([...others, old]));
    const { exitCode, stderr } = await commentOn(service.api);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: 'the comment is updated\n' });
    expect(service.seen.at(-1)).toMatchObject({ method: 'PATCH', path: '/repos/corp/vending/issues/comments/4711' });
    expect(service.seen.filter(({ path }) => path.includes('page='))).toHaveLength(3);
  });

  test('changes nothing when nothing has changed', async () => {
    await using service = await commentService(githubWith([written(5, report.trimEnd())]));
    expect(await commentOn(service.api)).toMatchObject({
      stdout: 'https://github.example/c/5\n',
      stderr: 'the comment is as it was\n',
    });
    expect(service.seen.every(({ method }) => method === 'GET')).toBe(true);
  });

  test('leaves alone the comment of somebody else who has copied the marker, and that of another review (F08)', async () => {
    const comments = [written(1, report, mallory), written(2, '<!-- tenant-buckets review prod -->\n\nx')];
    await using service = await commentService(githubWith(comments));
    expect((await commentOn(service.api)).stderr).toBe('the comment is written\n');
  });

  test('knows its own comment by the login, when the token is a user’s', async () => {
    const carol = { login: 'carol', type: 'User' };
    const answer = githubWith([written(1, marker, bot), written(2, marker, carol)]);
    await using service = await commentService((request) =>
      request.path === '/user' ? { value: carol } : answer(request),
    );
    await commentOn(service.api);
    expect(service.seen.at(-1)).toMatchObject({ method: 'PATCH', path: '/repos/corp/vending/issues/comments/2' });
  });

  test.each([401, 403, 404])('fails when the service answers %i, with exit code 3', async (status) => {
    await using service = await commentService(({ method }) =>
      method === 'POST'
        ? { status, value: { message: 'Resource not accessible by integration' } }
        : { status: 200, value: [] },
    );
    const { exitCode, stderr } = await commentOn(service.api);
    expect(exitCode).toBe(3);
    expect(stderr).toContain(
      `error TB8062: GitHub answered ${String(status)}: Resource not accessible by integration\n  at POST /repos/corp/vending/issues/7/comments\n`,
    );
  });

  test.each([
    [{ status: 502, value: '<html>' }, 'GitHub answered 502'],
    [{ status: 200, value: 'no JSON' }, 'GitHub answered 200'],
    [{ status: 302, headers: { location: 'https://evil.example/' } }, 'GitHub answered 302'],
  ])('fails when the answer is none, and follows it nowhere: %j', async (answer, message) => {
    await using service = await commentService(({ path }) => (path === '/user' ? { status: 403 } : answer));
    const { exitCode, stderr } = await commentOn(service.api);
    expect(exitCode).toBe(4);
    expect(stderr).toContain(`error TB8063: ${message}`);
  });

  test('fails when nobody answers', async () => {
    const service = await commentService(() => ({}));
    await service[Symbol.asyncDispose]();
    const { exitCode, stderr } = await commentOn(service.api);
    expect(exitCode).toBe(4);
    expect(stderr).toMatch(/error TB8063: GitHub could not be reached \(ECONNREFUSED\)/);
  });

  test.each([
    [{ GITHUB_TOKEN: '' }, 3, 'TB8062: no token is given'],
    [{ GITHUB_REPOSITORY: undefined }, 2, 'TB8061: neither GitHub nor GitLab runs this'],
    [{ GITHUB_REPOSITORY: 'a/../b' }, 2, 'TB8061: GITHUB_REPOSITORY is "a/../b"'],
    [{ GITHUB_EVENT_PATH: undefined }, 2, 'TB8061: the event of the workflow is no pull request'],
    [{ text: '# a report' }, 2, 'TB8064: its first line is no marker of a review'],
  ])('fails when the pipeline says %j, before anything is asked', async (change, exitCode, message) => {
    await using service = await commentService(() => ({}));
    const result = await commentOn(service.api, change);
    expect(result.exitCode).toBe(exitCode);
    expect(result.stderr).toContain(`error ${message}\n`);
    expect(service.seen).toEqual([]);
  });

  test('tells at once all that the step of a workflow lacks, each with its cure', async () => {
    const lacking = { GITHUB_REPOSITORY: undefined, GITHUB_EVENT_PATH: undefined, GITHUB_TOKEN: undefined };
    const { exitCode, stderr } = await commentOn('http://127.0.0.1:1', { ...lacking, GITHUB_ACTIONS: 'true' });
    expect(exitCode).toBe(3);
    expect(stderr.split('\n').filter((line) => /^error|fix:/.test(line))).toEqual([
      'error TB8062: no token is given',
      '  fix: set it to ${{ github.token }}, in the env of the step',
      'error TB8061: GITHUB_REPOSITORY is ""',
      '  fix: set it to owner/name',
      'error TB8061: the event of the workflow is no pull request',
      '  fix: run this on pull_request, or give --pull-request',
    ]);
  });

  test('takes the number from the ref when the event has none', async () => {
    await using service = await commentService(githubWith([]));
    await commentOn(service.api, { GITHUB_EVENT_PATH: undefined, GITHUB_REF: 'refs/pull/12/merge' });
    expect(service.seen.at(-1)?.path).toBe('/repos/corp/vending/issues/12/comments');
  });
});

describe('comment on GitLab', () => {
  const variables = { CI_PROJECT_ID: '42', CI_MERGE_REQUEST_IID: '3', GITLAB_TOKEN: token, GITHUB_TOKEN: '' };
  const notes =
    (...list: readonly object[]) =>
    ({ method, path }: SeenRequest): StandInAnswer =>
      path === '/user' ? { value: { id: 8 } } : method === 'GET' ? { value: list } : { value: { id: 1 } };

  test('writes a note on the merge request', async () => {
    await using service = await commentService(notes({ id: 1, body: report, author: { id: 9 } }));
    const result = await commentOn('', { ...variables, CI_API_V4_URL: service.api });
    expect(result).toEqual({ exitCode: 0, stdout: '', stderr: 'the comment is written\n' });
    expect(service.seen.at(-1)).toMatchObject({
      method: 'POST',
      path: '/projects/42/merge_requests/3/notes',
      headers: { 'private-token': token },
      body: JSON.stringify({ body: report }),
    });
  });

  test('updates its note in place', async () => {
    await using service = await commentService(notes({ id: 5, body: `${marker}\nold`, author: { id: 8 } }));
    const result = await commentOn('', { ...variables, CI_API_V4_URL: service.api });
    expect(result.stderr).toBe('the comment is updated\n');
    expect(service.seen.at(-1)).toMatchObject({ method: 'PUT', path: '/projects/42/merge_requests/3/notes/5' });
  });

  test('fails when the pipeline is none of a merge request', async () => {
    const result = await commentOn('', { ...variables, CI_API_V4_URL: 'http://127.0.0.1:1', CI_MERGE_REQUEST_IID: '' });
    expect(result.exitCode).toBe(2);
    expect(result.stderr).toContain('error TB8061: the variables of GitLab name no merge request');
    const tokenless = { ...variables, CI_API_V4_URL: 'http://127.0.0.1:1', GITLAB_TOKEN: ' ' };
    expect(await commentOn('', tokenless)).toMatchObject({
      exitCode: 3,
      stderr: expect.stringMatching(/^error TB8062: no token is given\n {2}at GITLAB_TOKEN\n.*scope api\n$/),
    });
  });
});
