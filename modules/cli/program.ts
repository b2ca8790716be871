import { Command } from 'commander';
import { addAdoptCommand } from './commands/adopt';
import { addApplyCommand } from './commands/apply';
import { addCommentCommand } from './commands/comment';
import { addDemoCommand } from './commands/demo';
import { addDoctorCommand } from './commands/doctor';
import { addEmulatorCommands } from './commands/emulator';
import { addEstimateCommand } from './commands/estimate';
import { addEvaluateCommand } from './commands/evaluate';
import { addExplainCommand } from './commands/explain';
import { addHandshakeCommands } from './commands/handshake';
import { addInitCommand } from './commands/init';
import { addLedgerCommand } from './commands/ledger';
import { addMoveCommand } from './commands/move';
import { addPinCommand } from './commands/pin';
import { addPlanCommand } from './commands/plan';
import { addReviewCommand } from './commands/review';
import { addTenantCommands } from './commands/tenant';
import { addValidateCommand } from './commands/validate';
import { addWhoCanCommand } from './commands/who-can';
import { addExamples } from './examples';
import { helpItem, leastHelpWidth, widthOfPipes } from './help-item';
import type { CommandIo, SetExitCode } from './io';
import { nameMistakes } from './usage';
import { version } from './version';

/** The whole command line. Every command loads its room only when it runs, so that help is instant. */
export function createProgram(io: CommandIo, setExitCode: SetExitCode): Command {
  const program = new Command('tenant-buckets')
    .description('S3 buckets whose data each tenant locks with its own KMS key, and the proof that the locks hold.')
    .version(version)
    .configureOutput({
      writeOut: io.out,
      writeErr: io.err,
      outputError: () => undefined,
      getOutHelpWidth: () => io.outColumns ?? widthOfPipes,
      getErrHelpWidth: () => io.errColumns ?? widthOfPipes,
    })
    .configureHelp({ formatItem: helpItem, minWidthToWrap: leastHelpWidth });
  addEmulatorCommands(program, io);
  addLedgerCommand(program, io);
  addDoctorCommand(program, io, setExitCode);
  addEvaluateCommand(program, io, setExitCode);
  addWhoCanCommand(program, io, setExitCode);
  addExplainCommand(program, io);
  addInitCommand(program, io);
  addTenantCommands(program, io, setExitCode);
  addAdoptCommand(program, io, setExitCode);
  addPinCommand(program, io, setExitCode);
  addMoveCommand(program, io, setExitCode);
  addHandshakeCommands(program, io, setExitCode);
  addValidateCommand(program, io, setExitCode);
  addReviewCommand(program, io, setExitCode);
  addCommentCommand(program, io);
  addPlanCommand(program, io);
  addApplyCommand(program, io);
  addEstimateCommand(program, io, setExitCode);
  addDemoCommand(program, io);
  addExamples(program, io);
  nameMistakes(program);
  return program;
}
