import { describe, expect, test } from '@jest/globals';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { noPins, renderDiagnostics, type Pins } from '../../modules/core';
import { loadPins, savePins } from '../../modules/tenants';
import { acmePin, pinsOf } from '../support/pins';
import { temporaryFolder } from '../support/temporary-folder';

const header = `# Where each tenant lives and what it is called there, decided once. Written by \`tenant-buckets pin\`, read by synth.
# Commit it, and change it by that command only.

version: 1
placements:
  main: { account: '111122223333', region: eu-west-1, partition: aws, prefix: corp, rolePath: /tenants/ }
tenants:
`;
const acmeLine = '  acme: { placement: main, shard: 1, key: platform, construct: acme, bucket: corp-acme }\n';

/** The text of the pin file after these pins are saved over this text. */
function saved(pins: Pins, old?: string): string {
  using folder = temporaryFolder();
  const file = join(folder.path, 'prod.yaml');
  if (old !== undefined) writeFileSync(file, old);
  savePins(folder.path, 'prod', pins);
  return readFileSync(file, 'utf8');
}

function complaintsAbout(text: string, name = 'prod.yaml'): string {
  using folder = temporaryFolder();
  writeFileSync(join(folder.path, name), text);
  const { diagnostics, sources } = loadPins(folder.path, 'environments/pins', 'prod');
  return renderDiagnostics(diagnostics, sources);
}

describe('savePins', () => {
  test('writes one sorted line a tenant', () => {
    const zeta = {
      ...acmePin,
      id: 'zeta',
      isolation: 'shared',
      keyOwner: '444455556666',
      keyArn: 'arn:aws:kms:eu-west-1:444455556666:key/1',
      constructId: 'zeta',
      bucketName: 'corp-pool-1',
      retired: true,
    } as const;
    expect(saved(pinsOf(zeta, acmePin))).toBe(
      `${header}${acmeLine}  zeta: { placement: main, pool: 1, key: '444455556666', construct: zeta, bucket: corp-pool-1, keyArn: arn:aws:kms:eu-west-1:444455556666:key/1, retired: true }\n`,
    );
  });

  test('adds a line and leaves the other lines and their comments as they are', () => {
    const old = `${header}  # the first customer\n${acmeLine.trimEnd()} # do not touch\n`;
    const aaa = { ...acmePin, id: 'aaa', constructId: 'aaa', bucketName: 'corp-aaa' };
    const zeta = { ...acmePin, id: 'zeta', constructId: 'zeta', bucketName: 'corp-zeta' };
    const line = (id: string): string => acmeLine.replaceAll('acme', id);
    const text = saved(pinsOf(aaa, acmePin, zeta), old);
    expect(text).toContain(`  # the first customer\n${acmeLine.trimEnd()} # do not touch\n${line('zeta')}`);
    expect(text).toContain(line('aaa'));
  });

  test('keeps the comment of a line that changes', () => {
    const old = `${header}${acmeLine.trimEnd()} # moved in May\n`;
    expect(saved(pinsOf({ ...acmePin, number: 2 }), old)).toBe(old.replace('shard: 1', 'shard: 2'));
  });

  test('writes nothing when nothing differs, and says so', () => {
    using folder = temporaryFolder();
    expect(savePins(folder.path, 'prod', pinsOf(acmePin))).toBe(true);
    const before = readFileSync(join(folder.path, 'prod.yaml'), 'utf8');
    expect(savePins(folder.path, 'prod', pinsOf(acmePin))).toBe(false);
    expect(readFileSync(join(folder.path, 'prod.yaml'), 'utf8')).toBe(before);
  });

  test('keeps moves in a file of their own, which goes with the last of them', () => {
    using folder = temporaryFolder();
    const file = join(folder.path, 'prod.moves.yaml');
    const resources = [{ address: 'aws_s3_bucket.acme_Bucket_1', importId: 'corp-acme' }];
    const pins = { ...pinsOf(acmePin), moves: [{ id: 'acme', from: 2, to: 1, resources }] };
    savePins(folder.path, 'prod', pins);
    expect(readFileSync(file, 'utf8')).toMatch(
      /\nmoves:\n {2}acme:\n {4}from: 2\n {4}to: 1\n {4}resources:\n {6}aws_s3_bucket.acme_Bucket_1: corp-acme\n$/,
    );
    expect(loadPins(folder.path, 'pins', 'prod').pins).toEqual(pins);
    savePins(folder.path, 'prod', pinsOf(acmePin));
    expect(existsSync(file)).toBe(false);
  });
});

describe('loadPins', () => {
  test('reads what was saved', () => {
    using folder = temporaryFolder();
    const pins = pinsOf(acmePin, { ...acmePin, id: 'no', isolation: 'shared', number: 12, retired: true });
    savePins(folder.path, 'prod', pins);
    expect(loadPins(folder.path, 'pins', 'prod')).toMatchObject({ pins, diagnostics: [] });
  });

  test('finds nothing pinned where there is no file', () => {
    using folder = temporaryFolder();
    expect(loadPins(folder.path, 'pins', 'prod')).toEqual({ pins: noPins, diagnostics: [], sources: {} });
  });

  test('fails when two branches pinned on one line, at the line', () => {
    expect(complaintsAbout(`${header}<<<<<<< HEAD\n${acmeLine}=======\n>>>>>>> other\n`)).toMatch(
      /^error TB1001: .*\n {2}at environments\/pins\/prod\.yaml:8:1 /,
    );
  });

  test('fails when a tenant is pinned twice, at the second place', () => {
    expect(complaintsAbout(`${header}${acmeLine}${acmeLine}`)).toMatch(
      /^error TB1001: "acme" stands twice in one map\n {2}at environments\/pins\/prod\.yaml:9:3/,
    );
  });

  test.each([
    [
      'a pin with a shard and a pool',
      acmeLine.replace('shard: 1', 'shard: 1, pool: 1'),
      'acme is not what tenant-buckets writes',
    ],
    [
      'a shard that is no number',
      acmeLine.replace('shard: 1', 'shard: one'),
      'shard is not what tenant-buckets writes',
    ],
    [
      'an account without quotes',
      acmeLine.replace('platform', '012345678901'),
      'key is not what tenant-buckets writes',
    ],
    [
      'a key that is none of ours',
      acmeLine.replace('shard', 'bukket: x, shard'),
      'acme is not what tenant-buckets writes (bukket)',
    ],
  ])('fails when it finds %s, with its place and the cure', (_, line, message) => {
    expect(complaintsAbout(header + line)).toMatch(
      new RegExp(
        `^error TB1100: ${message.replace(/[()]/g, '\\$&')}\n  at environments/pins/prod.yaml:8:\\d+ .*\n.*\n.*\n  fix: restore the file`,
      ),
    );
  });

  test('fails when the file is of a later version', () => {
    expect(complaintsAbout(header.replace('version: 1', 'version: 2'))).toContain('TB1100: version is not what');
  });

  test('fails when the file of moves is broken', () => {
    expect(complaintsAbout('version: 1\nmoves: { acme: { from: 1 } }\n', 'prod.moves.yaml')).toContain(
      'at environments/pins/prod.moves.yaml:2:',
    );
  });
});
