import { describe, expect, test } from '@jest/globals';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  configureCli,
  type CliConfiguration,
  type CliConfigurationOptions,
  type Environment,
} from '../../modules/terraform';
import { newFolder, write } from './fixtures/stand-in';

const quiet = { CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1', TF_INPUT: '0' };
const unpacked = 'registry.terraform.io/hashicorp/aws/5.100.0/linux_amd64/terraform-provider-aws_v5.100.0_x5';
const packed = 'registry.terraform.io/hashicorp/aws/terraform-provider-aws_5.100.0_linux_amd64.zip';

interface Machine {
  readonly home: string;
  readonly root: string;
  readonly folder: string;
  readonly configure: (environment?: Environment, more?: Partial<CliConfigurationOptions>) => CliConfiguration;
}

/** A machine with nothing on it: an empty home, an empty system root. */
function machine(): Machine {
  const [home, root, parent] = [newFolder(), newFolder(), newFolder()];
  const folder = join(parent, 'made', 'by-us');
  return {
    home,
    root,
    folder,
    configure: (environment = {}, more = {}) =>
      configureCli({
        folder,
        environment: { HOME: home, XDG_DATA_DIRS: join(home, 'share'), ...environment },
        binary: { product: 'terraform', platform: 'linux_amd64' },
        workingDirectory: home,
        roots: [root],
        ...more,
      }),
  };
}

function writtenText({ variables }: CliConfiguration): string {
  return readFileSync(variables['TF_CLI_CONFIG_FILE'] ?? 'not set', 'utf8');
}

function mirrorBlock(folder: string): string {
  return `provider_installation {
  filesystem_mirror {
    path    = "${folder}"
    include = ["registry.terraform.io/hashicorp/aws"]
  }
  direct {
    exclude = ["registry.terraform.io/hashicorp/aws"]
  }
}
`;
}

describe('configureCli', () => {
  test('leaves everything to terraform and the registry when no mirror is found', () => {
    const { configure, folder } = machine();
    expect(configure()).toEqual({ variables: quiet, provider: { kind: 'registry' } });
    expect(existsSync(folder)).toBe(false);
  });

  test('names a mirror that lies one level below a system root (F57)', () => {
    const { configure, root } = machine();
    write(join(root, 'plugins', unpacked));
    const configuration = configure();
    expect(configuration.provider).toEqual({ kind: 'mirror', folder: join(root, 'plugins') });
    expect(configuration.variables).toMatchObject(quiet);
    expect(writtenText(configuration)).toBe(mirrorBlock(join(root, 'plugins')));
  });

  test('replaces a configuration file that the environment names and that does not exist', () => {
    const { configure, home } = machine();
    const configuration = configure({ TF_CLI_CONFIG_FILE: join(home, 'missing') });
    expect(writtenText(configuration)).toBe('');
    expect(configuration.provider).toEqual({ kind: 'registry' });
  });

  test('respects where the user gets providers from', () => {
    const { configure, home, root } = machine();
    write(join(root, 'plugins', unpacked));
    const file = write(join(home, '.terraformrc'), '# mine\n  provider_installation {\n direct {}\n}\n');
    expect(configure()).toEqual({ variables: quiet, provider: { kind: 'configured', file } });
    const named = write(join(home, 'named.json'), '{"provider_installation": {}}');
    expect(configure({ TF_CLI_CONFIG_FILE: named }).provider).toEqual({ kind: 'configured', file: named });
  });

  test('keeps the rest of the user’s configuration, readable by nobody else, when it adds a mirror', () => {
    const { configure, home, root } = machine();
    write(join(root, 'plugins', unpacked));
    const mine = 'credentials "app.terraform.io" {\n  token = "t"\n}\n# provider_installation {}';
    write(join(home, '.terraformrc'), mine);
    const configuration = configure();
    expect(writtenText(configuration)).toBe(`${mine}\n\n${mirrorBlock(join(root, 'plugins'))}`);
    expect(statSync(configuration.variables['TF_CLI_CONFIG_FILE'] ?? '').mode & 0o777).toBe(0o600);
  });

  test.each([
    ['the folder of the stack', 'terraform.d/plugins', {}],
    ['the home folder', '.terraform.d/plugins', {}],
    ['the data folder', '.local/share/terraform/plugins', {}],
    ['a system data folder', 'share/terraform/plugins', {}],
  ])('leaves a provider to terraform that it finds by itself in %s', (_, place, environment) => {
    const { configure, home, root } = machine();
    write(join(root, 'plugins', unpacked));
    write(join(home, place, packed));
    const provider = { kind: 'implied', folder: join(home, place) };
    expect(configure(environment)).toEqual({ variables: quiet, provider });
  });

  test('takes the mirror that TENANT_BUCKETS_PROVIDER_MIRROR names before all others', () => {
    const { configure, home, root } = machine();
    write(join(root, 'plugins', unpacked));
    write(join(home, '.terraformrc'), 'provider_installation {\n  direct {}\n}\n');
    const mirror = newFolder();
    write(join(mirror, packed));
    const configuration = configure({ TENANT_BUCKETS_PROVIDER_MIRROR: mirror });
    expect(configuration.provider).toEqual({ kind: 'mirror', folder: mirror });
    expect(writtenText(configuration)).toBe(mirrorBlock(mirror));
  });

  test('fails when TENANT_BUCKETS_PROVIDER_MIRROR names a folder without the provider', () => {
    const { configure, home } = machine();
    expect(() => configure({ TENANT_BUCKETS_PROVIDER_MIRROR: home })).toThrow(
      `TB3004 TENANT_BUCKETS_PROVIDER_MIRROR: '${home}' holds no registry.terraform.io/hashicorp/aws from 5.100.0 to below 7.0.0 for linux_amd64`,
    );
  });

  test('looks for the provider of OpenTofu in the tree of its own registry', () => {
    const { configure, root } = machine();
    write(join(root, 'a', unpacked));
    write(join(root, 'b', unpacked.replace('terraform.io', 'opentofu.org')));
    const configuration = configure({}, { binary: { product: 'tofu', platform: 'linux_amd64' } });
    expect(configuration.provider).toEqual({ kind: 'mirror', folder: join(root, 'b') });
    expect(writtenText(configuration)).toContain('["registry.opentofu.org/hashicorp/aws"]');
  });

  test('keeps a plugin cache only where providers are downloaded or unpacked', () => {
    const cache = join(newFolder(), 'cache');
    const cached = { TF_PLUGIN_CACHE_DIR: cache, TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: '1' };
    const { configure, root } = machine();
    expect(configure({}, { pluginCache: cache }).variables).toEqual({ ...quiet, ...cached });
    expect(existsSync(cache)).toBe(true);
    expect(configure({ TF_PLUGIN_CACHE_DIR: 'own' }, { pluginCache: cache }).variables).toEqual(quiet);
    write(join(root, 'plugins', packed));
    expect(configure({}, { pluginCache: cache }).variables).toMatchObject(cached);
    write(join(root, 'plugins', unpacked));
    expect(configure({}, { pluginCache: cache }).variables).not.toMatchObject(cached);
  });

  test('leaves nothing but the finished file when it writes again', () => {
    const { configure, folder, root } = machine();
    write(join(root, 'plugins', unpacked));
    expect(configure()).toEqual(configure());
    expect(readdirSync(folder)).toEqual(['terraform.tfrc']);
  });
});
