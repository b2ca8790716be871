import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startEmulator, type EmulatorRecord, type RunningEmulator } from '../../../modules/emulator';
import {
  configureCli,
  createTerraform,
  findTerraform,
  type Terraform,
  type TerraformBinary,
} from '../../../modules/terraform';
import type { JsonObject } from '../json';
import { baseStack, type BaseName } from './bases';
import { Normaliser } from './normalise';
import type { PlanCase } from './plan-case';
import type { StackFiles } from './stack-files';

/** What a recording leaves: the changed stack, and the plan that terraform made of it. */
export interface Recording {
  readonly stack: string;
  readonly plan: string;
}

/** An emulator and a folder in which bases are applied, one terraform at a time. */
export class PlanRecorder implements AsyncDisposable {
  private constructor(
    private readonly emulator: RunningEmulator,
    private readonly folder: string,
    private readonly binary: TerraformBinary,
  ) {}

  static async start(): Promise<PlanRecorder> {
    const [emulator, binary] = await Promise.all([
      startEmulator({ launcher: 'python' }),
      findTerraform({ environment: process.env }),
    ]);
    return new PlanRecorder(emulator, mkdtempSync(join(tmpdir(), 'tenant-buckets-plans-')), binary);
  }

  get record(): EmulatorRecord {
    return this.emulator.record;
  }

  /** Applies a base, so that plans can be made of what is changed in it. */
  async apply(base: BaseName): Promise<AppliedBase> {
    const { endpoint } = this.record;
    const folder = join(this.folder, base);
    const files = baseStack(base, endpoint);
    const terraform = this.terraform(folder);
    writeStack(folder, files);
    await terraform.init();
    if (base !== 'nothing') await terraform.apply();
    const normaliser = Normaliser.of(endpoint);
    normaliser.text(JSON.stringify(await terraform.show()));
    return new AppliedBase(this, files, folder, normaliser);
  }

  /** Terraform in a folder; without `refresh` it believes what its state says. */
  terraform(workingDirectory: string, refresh = true): Terraform {
    const { variables } = configureCli({ folder: this.folder, environment: process.env, binary: this.binary });
    const { accessKeyId, secretAccessKey } = this.record;
    const outside = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
    const environment = {
      ...Object.fromEntries(outside),
      ...variables,
      ...(!refresh && { TF_CLI_ARGS_plan: '-refresh=false' }),
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
    };
    return createTerraform({ binary: this.binary, environment, workingDirectory });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.emulator.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const planFile = 'case.tfplan';

/** A base as it stands; recording a case leaves it as it is. */
export class AppliedBase {
  constructor(
    private readonly recorder: PlanRecorder,
    private readonly files: StackFiles,
    private readonly folder: string,
    private readonly normaliser: Normaliser,
  ) {}

  async plan(one: Pick<PlanCase, 'change' | 'drift'>): Promise<Recording> {
    const { endpoint } = this.recorder.record;
    const stack = one.change(this.files.stack, endpoint);
    writeStack(this.folder, { ...this.files, stack });
    const undo = await one.drift?.(this.recorder.record);
    const terraform = this.recorder.terraform(this.folder, one.drift !== undefined);
    await terraform.plan({ out: planFile });
    await undo?.();
    const normaliser = this.normaliser.fork();
    const plan = normaliser.text(JSON.stringify(await terraform.show({ planFile })));
    return { plan, stack: normaliser.text(JSON.stringify(stack)) };
  }
}

function writeStack(folder: string, { stack, others }: StackFiles): void {
  const files: { readonly [path: string]: JsonObject } = { 'cdk.tf.json': stack, ...others };
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), JSON.stringify(content));
  }
}
