import { dockerLauncher, engineVersion } from './docker-launcher';
import type { Launcher } from './launcher';
import type { ResolvedOptions } from './options';
import { pythonLauncher } from './python-launcher';

/** The launcher that was asked for, else Docker where an engine answers, else Python. */
export async function chooseLauncher(
  options: Pick<ResolvedOptions, 'launcher' | 'dockerCommand' | 'root'>,
): Promise<Launcher> {
  const { dockerCommand, root } = options;
  const name = options.launcher ?? ((await engineVersion(dockerCommand)) === undefined ? 'python' : 'docker');
  return name === 'docker' ? dockerLauncher(dockerCommand) : pythonLauncher(root);
}
