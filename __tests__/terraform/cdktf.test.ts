import { describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import type { ProgressEvent } from '../../modules/core';
import { runCdktf, type CdktfOptions } from '../../modules/terraform';
import { newFolder, write } from './fixtures/stand-in';

/** A project whose cdktf is the given JavaScript. */
function project(script: string): CdktfOptions & { readonly events: readonly ProgressEvent[] } {
  const workingDirectory = newFolder();
  write(join(workingDirectory, 'node_modules', 'cdktf-cli', 'bundle', 'bin', 'cdktf.js'), script);
  const events: ProgressEvent[] = [];
  return {
    workingDirectory,
    parameters: ['deploy', 'demo'],
    environment: { PATH: process.env['PATH'], FORCE_COLOR: '1' },
    onProgress: (event) => events.push(event),
    events,
  };
}

const binary = { path: '/opt/terraform', product: 'terraform', version: '1.11.4', platform: 'linux_amd64' } as const;

describe('runCdktf', () => {
  test('runs the cdktf of the project without colours, questions and telemetry, on the terraform given', async () => {
    const names = [
      'TERRAFORM_BINARY_NAME',
      'CI',
      'NO_COLOR',
      'FORCE_COLOR',
      'CHECKPOINT_DISABLE',
      'DISABLE_VERSION_CHECK',
    ];
    const script = `console.log(JSON.stringify([process.argv.slice(2), ${JSON.stringify(names)}.map((n) => process.env[n])]))`;
    const { stdout } = await runCdktf({ ...project(script), binary });
    expect(JSON.parse(stdout)).toEqual([
      ['deploy', 'demo'],
      ['/opt/terraform', '1', '1', '0', '1', '1'],
    ]);
  });

  test('tells its lines as progress', async () => {
    const options = project('console.log("demo  Creating\\n\\n")');
    await runCdktf(options);
    const step = 'cdktf deploy';
    expect(options.events).toEqual([
      { step, state: 'started' },
      { step, state: 'running', detail: 'demo  Creating' },
      { step, state: 'done' },
    ]);
  });

  test('fails when cdktf fails, with the errors of its terraform', async () => {
    const script =
      'console.log("demo  Error: creating KMS Key: AccessDeniedException\\n\\n  with aws_kms_key.k,\\n"); process.exit(1)';
    await expect(runCdktf(project(script))).rejects.toThrow(
      'TB3012 aws_kms_key.k: cdktf deploy failed: creating KMS Key: AccessDeniedException',
    );
  });

  test('fails when cdktf is not installed, with the cure', async () => {
    const options = { ...project(''), workingDirectory: newFolder() };
    await expect(runCdktf(options)).rejects.toMatchObject({
      diagnostics: [{ code: 'TB3021', fix: 'run `npm ci` in the folder of the project' }],
    });
  });
});
