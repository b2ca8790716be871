import { join } from 'node:path';
import type { Terraform, TerraformBinary } from '../../terraform';
import type { CommandIo } from '../io';
import { progressOf } from '../progress';

/** The terraform of this machine, for the folder of any stack. */
export interface StackTerraform {
  readonly binary: TerraformBinary;
  readonly in: (workingDirectory: string) => Terraform;
}

/** Finds terraform and lets it find its provider; what it keeps stands in `.tenant-buckets` of the project. */
export async function prepareTerraform(io: CommandIo, folder: string, quiet = false): Promise<StackTerraform> {
  const { configureCli, createTerraform, findTerraform } = await import('../../terraform/index.js');
  const { environment, signal, force } = io;
  const binary = await findTerraform({ environment, signal });
  const own = join(folder, '.tenant-buckets');
  const { variables } = configureCli({
    folder: join(own, 'terraform'),
    environment,
    binary,
    workingDirectory: folder,
    pluginCache: join(own, 'plugins'),
  });
  return {
    binary,
    in: (workingDirectory) =>
      createTerraform({
        binary,
        workingDirectory,
        environment: { ...environment, ...variables },
        signal,
        force,
        onProgress: progressOf(io, quiet),
      }),
  };
}
