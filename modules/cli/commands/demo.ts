import { relative } from 'node:path';
import type { Command } from 'commander';
import { diagnostic, DiagnosticError } from '../../core';
import { renderDemo } from '../demo-report';
import type { CommandIo } from '../io';
import { progressOf } from '../progress';

/** `demo`: hidden, because it deploys the environments of this project itself and is not part of the package. */
export function addDemoCommand(program: Command, io: CommandIo): void {
  program.command('demo', { hidden: true }).action(async () => {
    // The AWS SDK announces years ahead that it will drop a Node version; in the demo's output that reads like a fault.
    process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
    const { runDemo } = await loadDemo();
    const { inWorkFolder } = await import('../../emulator/index.js');
    const report = await inWorkFolder({ root: io.folder, name: 'demo' }, (workFolder) =>
      runDemo({
        projectFolder: io.folder,
        workFolder: relative(io.folder, workFolder),
        environment: io.environment,
        signal: io.signal,
        force: io.force,
        onProgress: progressOf(io),
      }),
    );
    io.out(renderDemo(report, io.outColumns));
  });
}

async function loadDemo(): Promise<typeof import('../../demo/index.js')> {
  try {
    return await import('../../demo/index.js');
  } catch (error) {
    if (!(error instanceof Error) || !/Cannot find module/.test(error.message)) throw error;
    throw new DiagnosticError(
      diagnostic('TB5005', {
        path: 'demo',
        message: 'the demo is not part of the package',
        fix: 'run npm start in a checkout of the project, or tenant-buckets emulator up here',
      }),
    );
  }
}
