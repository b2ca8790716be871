import { beforeAll, describe, expect, test } from '@jest/globals';
import { stateChanges, type StateChange, type TenantState } from '../../modules/core';
import { runCommandLine, type CommandResult } from '../support/command-line';
import { trialProject } from '../support/project';

const states: readonly TenantState[] = ['active', 'suspended', 'retiring', 'retired'];
const trials = stateChanges.flatMap((change) => states.map((from) => ({ change, from, id: `${change.verb}-${from}` })));
const file = 'environments/tenants/prod/all.yaml';

const allowed = (change: StateChange, from: TenantState): boolean => change.from.includes(from);

describe('tenant suspend, resume and retire', () => {
  const ended = new Map<string, CommandResult>();
  let text = '';

  beforeAll(async () => {
    const entries = trials.map(({ id, from }) => `  - { id: ${id}, placement: main, state: ${from} }\n`);
    const { folder, read } = trialProject({ [file]: `tenants:\n${entries.join('')}` });
    await runCommandLine(['pin'], { folder });
    for (const { change, id } of trials) ended.set(id, await runCommandLine(['tenant', change.verb, id], { folder }));
    text = read(file);
  }, 120_000);

  test.each(trials.filter(({ change, from }) => allowed(change, from)))(
    '$change.verb a tenant that is $from',
    (trial) => {
      expect(ended.get(trial.id)).toMatchObject({ exitCode: 0 });
      expect(text).toContain(`  - { id: ${trial.id}, placement: main, state: ${trial.change.to} }\n`);
    },
  );

  test.each(trials.filter(({ change, from }) => !allowed(change, from)))(
    'fails to $change.verb a tenant that is $from, and leaves its entry as it is',
    ({ id, change, from }) => {
      expect(ended.get(id)).toEqual({
        exitCode: 2,
        stdout: '',
        stderr: `error TB5111: tenant ${id} is ${from}\n  at prod/${id}\n  fix: ${change.verb} a tenant that is ${change.from.join(' or ')}\n`,
      });
      expect(text).toContain(`  - { id: ${id}, placement: main, state: ${from} }\n`);
    },
  );
});
