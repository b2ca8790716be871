import { isAbsolute, join, relative, sep } from 'node:path';
import type { CommandIo } from '../io';

/** Where build servers check a repository out. */
const checkouts = ['GITHUB_WORKSPACE', 'CI_PROJECT_DIR'];

/**
 * How a build server calls a file of a project: by its path in the repository, of which the project may be a part, so that
 * annotations and code scanning find its lines. Elsewhere by its path in the project.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/variables
 */
export function repositoryPath({ environment }: Pick<CommandIo, 'environment'>, folder: string, file: string): string {
  const paths = checkouts.flatMap((name) => {
    const root = environment[name];
    return root === undefined || root === '' ? [] : [relative(root, join(folder, file))];
  });
  const inside = paths.find((path) => !isAbsolute(path) && !path.startsWith('..'));
  return inside === undefined ? file : inside.split(sep).join('/');
}
