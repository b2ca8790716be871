import { describe, expect, test } from '@jest/globals';
import { chooseLauncher } from '../../modules/emulator/choose-launcher';
import { standInDocker } from './stand-in/place';

describe('chooseLauncher', () => {
  test.each([
    { asked: undefined, engine: '28.0.0', chosen: 'docker' },
    { asked: undefined, engine: null, chosen: 'python' },
    { asked: 'python', engine: '28.0.0', chosen: 'python' },
    { asked: 'docker', engine: null, chosen: 'docker' },
  ] as const)('asked for $asked with engine $engine: $chosen', async ({ asked, engine, chosen }) => {
    const dockerCommand = standInDocker({ engine }).command;
    const launcher = await chooseLauncher({ launcher: asked, dockerCommand, root: '.' });
    expect(launcher.name).toBe(chosen);
  });
});
