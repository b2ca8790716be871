import { describe, expect, test } from '@jest/globals';
import { dockerLauncher, engineVersion } from '../../modules/emulator/docker-launcher';
import { standInDocker } from './stand-in/place';
import { refusalOf } from './stand-in/refusal';

const request = { port: 4567, directory: 'unused', instanceId: 'i-1' };

describe('engineVersion', () => {
  test('says the version of the engine that answers', async () => {
    expect(await engineVersion(standInDocker({ engine: '27.1.0' }).command)).toBe('27.1.0');
  });

  test('is undefined when only the command is there', async () => {
    expect(await engineVersion(standInDocker({ engine: null }).command)).toBeUndefined();
  });

  test('is undefined when not even the command is there', async () => {
    expect(await engineVersion('no-such-command')).toBeUndefined();
  });
});

describe('dockerLauncher', () => {
  test('publishes on the loopback address only, labels the container and names it for its removal', async () => {
    const { command } = standInDocker();
    const launch = (await dockerLauncher(command).prepare(() => undefined, undefined))(request);
    const line = launch.args.join(' ');
    expect(line).toContain('--publish 127.0.0.1:4567:4566 ');
    expect(launch.args.filter((arg) => arg === '--publish')).toHaveLength(1);
    expect(line).toContain('--label tenant-buckets.instance=i-1 ');
    expect(line).toContain('--rm --interactive --name tenant-buckets-i-1 ');
    expect(line).toContain('localstack/localstack:4.9.2');
    expect(launch.sweep).toEqual({ command, args: ['rm', '--force', 'tenant-buckets-i-1'] });
  });

  test('pulls the image only when it is not there', async () => {
    const [there, absent] = [standInDocker(), standInDocker({ image: false })];
    const lines: string[] = [];
    for (const { command } of [there, absent]) {
      await dockerLauncher(command).prepare((line) => lines.push(line), undefined);
    }
    expect(there.calls().map((call) => call.split(' ')[0])).toEqual(['version', 'image']);
    expect(absent.calls().at(-1)).toBe('pull --quiet localstack/localstack:4.9.2');
    expect(lines).toEqual(['pulling localstack/localstack:4.9.2']);
  });

  test('fails when no engine answers', async () => {
    const { command } = standInDocker({ engine: null });
    const [first] = await refusalOf(() => dockerLauncher(command).prepare(() => undefined, undefined));
    expect(first).toMatchObject({ code: 'TB4005', message: 'no container engine answers' });
  });

  test('fails when the image cannot be pulled', async () => {
    const { command } = standInDocker({ image: false, pull: false });
    const [first] = await refusalOf(() => dockerLauncher(command).prepare(() => undefined, undefined));
    expect(first?.message).toContain('cannot be pulled: denied: no rights');
  });
});
