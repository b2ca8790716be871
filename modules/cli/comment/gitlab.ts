import { isJsonObject } from '../../core';
import { textAt } from '../json-value';
import { demandOfService, type Service } from './ask-service';
import { allPages, pageSize, type HostedComment, type Hosting } from './hosting';

export interface GitlabPlace {
  readonly api: string;
  /** Its number, or its path with slashes. */
  readonly project: string;
  readonly mergeRequest: number;
  readonly token: string;
  readonly signal: AbortSignal;
}

/** @see https://docs.gitlab.com/api/notes/#merge-requests */
export function gitlab({ api, project, mergeRequest, token, signal }: GitlabPlace): Hosting {
  const service: Service = { name: 'GitLab', api, headers: { 'private-token': token }, signal };
  const notes = `/projects/${encodeURIComponent(project)}/merge_requests/${String(mergeRequest)}/notes`;
  const write = async (method: 'POST' | 'PUT', path: string, body: string): Promise<undefined> => {
    await demandOfService(service, { method, path, body: { body } });
  };
  return {
    list: async () => {
      const me = await demandOfService(service, { method: 'GET', path: '/user' });
      const all = await allPages((page) => {
        const path = `${notes}?per_page=${String(pageSize)}&page=${String(page)}&sort=asc`;
        return demandOfService(service, { method: 'GET', path });
      });
      return all.flatMap((one) => toComment(one, me) ?? []);
    },
    create: (body) => write('POST', notes, body),
    update: (id, body) => write('PUT', `${notes}/${String(id)}`, body),
  };
}

function toComment(value: unknown, me: unknown): HostedComment | undefined {
  const body = textAt(value, 'body');
  if (!isJsonObject(value) || typeof value['id'] !== 'number' || body === undefined) return undefined;
  const [author, myself] = [value['author'], me].map((one) => (isJsonObject(one) ? one['id'] : undefined));
  return { id: value['id'], body, own: author !== undefined && author === myself };
}
