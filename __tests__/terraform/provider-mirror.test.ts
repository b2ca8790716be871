import { describe, expect, test } from '@jest/globals';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { findMirrorBelow, readMirror } from '../../modules/terraform/provider-mirror';
import { newFolder, write } from './fixtures/stand-in';

const wanted = { host: 'registry.terraform.io', platform: 'linux_amd64' };
const address = 'registry.terraform.io/hashicorp/aws';

function mirrorWith(...places: readonly string[]): string {
  const folder = newFolder();
  for (const place of places) write(join(folder, address, place));
  return folder;
}

describe('readMirror', () => {
  test.each([
    ['5.100.0/linux_amd64/terraform-provider-aws_v5.100.0_x5', { packed: false }],
    ['6.25.1/linux_amd64/terraform-provider-aws_v6.25.1_x5', { packed: false }],
    ['terraform-provider-aws_5.100.0_linux_amd64.zip', { packed: true }],
  ])('accepts %s', (place, expected) => {
    const folder = mirrorWith(place);
    expect(readMirror(folder, wanted)).toEqual({ folder, ...expected });
  });

  test.each([
    ['an older version', '5.99.1/linux_amd64/x'],
    ['the next major version', 'terraform-provider-aws_7.0.0_linux_amd64.zip'],
    ['a preview', '6.0.0-beta1/linux_amd64/x'],
    ['another platform', '5.100.0/darwin_arm64/x'],
    ['another packed platform', 'terraform-provider-aws_5.100.0_linux_arm64.zip'],
    ['a file where the platform should be a folder', '5.100.0/linux_amd64'],
    ['no version', 'index.json'],
  ])('fails when the mirror holds %s', (_, place) => {
    expect(readMirror(mirrorWith(place), wanted)).toBeUndefined();
  });

  test('fails when the tree is of another registry', () => {
    const folder = mirrorWith('5.100.0/linux_amd64/x');
    expect(readMirror(folder, { ...wanted, host: 'registry.opentofu.org' })).toBeUndefined();
  });
});

describe('findMirrorBelow', () => {
  test('looks one level below each root, links included, and takes the first usable one', () => {
    const root = newFolder();
    mkdirSync(join(root, 'a-unrelated'));
    symlinkSync(mirrorWith('5.1.0/linux_amd64/x'), join(root, 'b-old'));
    symlinkSync(mirrorWith('5.100.0/linux_amd64/x'), join(root, 'c-good'));
    symlinkSync(mirrorWith('5.100.0/linux_amd64/x'), join(root, 'd-good'));
    expect(findMirrorBelow(['/nowhere', root], wanted)).toEqual({ folder: join(root, 'c-good'), packed: false });
    expect(findMirrorBelow([join(root, '..', 'nowhere')], wanted)).toBeUndefined();
  });
});
