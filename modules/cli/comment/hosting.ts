/** A comment on a pull or merge request. */
export interface HostedComment {
  readonly id: number;
  readonly body: string;
  /** Whether whoever holds the token wrote it: others may copy a marker. */
  readonly own: boolean;
  /** @default the service does not say */
  readonly url?: string;
}

/** Where the comments of one pull or merge request are kept. */
export interface Hosting {
  /** Every comment, page after page. */
  readonly list: () => Promise<readonly HostedComment[]>;
  /** Both give back where the comment can be seen, if the service says it. */
  readonly create: (body: string) => Promise<string | undefined>;
  readonly update: (id: number, body: string) => Promise<string | undefined>;
}

/** As many comments as a page of both services holds at most. */
export const pageSize = 100;

/** More pages than anybody writes comments; an endless answer ends here. */
const mostPages = 100;

/** Reads page after page until one is not full. Only our own addresses are asked: no answer says where the next page is. */
export async function allPages(read: (page: number) => Promise<unknown>): Promise<readonly unknown[]> {
  const all: unknown[] = [];
  for (let page = 1; page <= mostPages; page += 1) {
    const answer = await read(page);
    const one: readonly unknown[] = Array.isArray(answer) ? answer : [];
    all.push(...one);
    if (one.length < pageSize) break;
  }
  return all;
}
