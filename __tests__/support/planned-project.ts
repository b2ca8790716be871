import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CommandIo } from '../../modules/cli/io';
import { runCommandLine, type CommandResult } from './command-line';
import { temporaryFolder, type TemporaryFolder } from './temporary-folder';

/** A project whose app and terraform are scripts that do as told by files, and that write down what they were asked. */
export interface PlannedProject extends Disposable {
  readonly folder: string;
  readonly write: (path: string, text: string) => void;
  readonly read: (path: string) => string;
  /** What terraform was asked so far: `STACK: command parameters`. */
  readonly calls: () => readonly string[];
  readonly run: (parameters: readonly string[], change?: Partial<CommandIo>) => Promise<CommandResult>;
}

const summary = (type: string) =>
  `echo '{"type":"change_summary","@message":"${type}","changes":{"add":2,"change":0,"remove":1,"import":0}}'`;

/** A plan is what stands in `next` beside the stack, so that a test can change what is planned. */
const terraform = `#!/bin/sh
case $1 in version) echo '{"terraform_version":"1.11.4","platform":"linux_amd64"}'; exit;; esac
stack=$(basename "$PWD")
echo "$stack: $*" >> "$CALLS"
[ -e "fails-$1" ] && { cat "fails-$1"; exit 1; }
case $1 in
  init) printf 'provider "registry.terraform.io/hashicorp/aws" {\\n  version     = "5.100.0"\\n}\\n' > .terraform.lock.hcl;;
  plan) [ -e unchanged ] && what=none || what=some
    cat cdk.tf.json next 2>/dev/null > plan.tfplan; echo "$what" >> plan.tfplan
    ${summary('plan')}; [ -e unchanged ] || exit 2;;
  show) printf '{"format_version":"1.2","stack":"%s","of":"%s"}' "$stack" "$(cksum < plan.tfplan)";;
  apply) ${summary('apply')};;
esac
exit 0
`;

/** Stacks with the names of those that they rest on. */
interface Stacks {
  readonly [name: string]: readonly string[];
}

export function plannedProject(stacks: Stacks): PlannedProject {
  const project = projectIn(temporaryFolder());
  const described = Object.entries(stacks).map(([name, dependencies]) => [name, { name, dependencies }] as const);
  project.write('manifest.json', JSON.stringify({ version: '0.21.0', stacks: Object.fromEntries(described) }));
  for (const name of Object.keys(stacks))
    project.write(`synthesized/stacks/${name}/cdk.tf.json`, JSON.stringify({ name }));
  project.write('cdktf.json', JSON.stringify({ app: 'sh ./app.sh' }));
  const copy = 'mkdir -p "$CDKTF_OUTDIR" && cp -R synthesized/. manifest.json "$CDKTF_OUTDIR"';
  project.write('app.sh', `echo "asked for: $TENANT_BUCKETS_ENVIRONMENT" > asked; ${copy}`);
  project.write('terraform', terraform);
  project.write('calls', '');
  return project;
}

const planned = new Map<string, Promise<PlannedProject>>();

/** A project of which every stack is planned; equal ones are planned once, and each caller gets a copy. */
export async function plannedCopy(stacks: Stacks): Promise<PlannedProject> {
  const key = JSON.stringify(stacks);
  const plan = async () => {
    const project = plannedProject(stacks);
    await project.run(['plan', '--quiet']);
    project.write('calls', '');
    return project;
  };
  const first = planned.get(key) ?? plan();
  planned.set(key, first);
  const copy = projectIn(temporaryFolder());
  cpSync((await first).folder, copy.folder, { recursive: true });
  return copy;
}

function projectIn(place: TemporaryFolder): PlannedProject {
  const folder = place.path;
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text, { mode: 0o755 });
  };
  const read = (path: string): string => readFileSync(join(folder, path), 'utf8');
  const variables = {
    ...process.env,
    TENANT_BUCKETS_TERRAFORM: join(folder, 'terraform'),
    CALLS: join(folder, 'calls'),
    TENANT_BUCKETS_ENVIRONMENT: '',
  };
  return {
    folder,
    write,
    read,
    calls: () =>
      read('calls')
        .split('\n')
        .filter((line) => line !== ''),
    run: (parameters, change = {}) => runCommandLine(parameters, { folder, environment: variables, ...change }),
    [Symbol.dispose]: () => place[Symbol.dispose](),
  };
}
