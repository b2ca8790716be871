import { isJsonObject } from '../../core';
import { textAt } from '../json-value';
import { askService, demandOfService, type Service } from './ask-service';
import { allPages, pageSize, type HostedComment, type Hosting } from './hosting';

export interface GithubPlace {
  readonly api: string;
  /** `owner/name` */
  readonly repository: string;
  readonly pullRequest: number;
  readonly token: string;
  readonly signal: AbortSignal;
}

/** @see https://docs.github.com/en/rest/issues/comments */
export function github({ api, repository, pullRequest, token, signal }: GithubPlace): Hosting {
  const headers = {
    authorization: `Bearer ${token}`,
    accept: 'application/vnd.github+json',
    'x-github-api-version': '2022-11-28',
  };
  const service: Service = { name: 'GitHub', api, headers, signal };
  const issues = `/repos/${repository.split('/').map(encodeURIComponent).join('/')}/issues`;
  const comments = `${issues}/${String(pullRequest)}/comments`;
  return {
    list: async () => {
      const isOwn = await whoAmI(service);
      const all = await allPages((page) =>
        demandOfService(service, {
          method: 'GET',
          path: `${comments}?per_page=${String(pageSize)}&page=${String(page)}`,
        }),
      );
      return all.flatMap((one) => toComment(one, isOwn) ?? []);
    },
    create: async (body) =>
      textAt(await demandOfService(service, { method: 'POST', path: comments, body: { body } }), 'html_url'),
    update: async (id, body) => {
      const path = `${issues}/comments/${String(id)}`;
      return textAt(await demandOfService(service, { method: 'PATCH', path, body: { body } }), 'html_url');
    },
  };
}

/** The token of a workflow is no user's: what it writes is a bot's. */
async function whoAmI(service: Service): Promise<(author: unknown) => boolean> {
  const request = { method: 'GET', path: '/user' } as const;
  const { status, value } = await askService(service, request);
  if (status === 403) return (author) => textAt(author, 'type') === 'Bot';
  const login = status === 200 ? textAt(value, 'login') : textAt(await demandOfService(service, request), 'login');
  return (author) => login !== undefined && textAt(author, 'login') === login;
}

function toComment(value: unknown, isOwn: (author: unknown) => boolean): HostedComment | undefined {
  const body = textAt(value, 'body');
  if (!isJsonObject(value) || typeof value['id'] !== 'number' || body === undefined) return undefined;
  const url = textAt(value, 'html_url');
  return { id: value['id'], body, own: isOwn(value['user']), ...(url !== undefined && { url }) };
}
