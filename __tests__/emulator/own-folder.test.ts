import { describe, expect, test } from '@jest/globals';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeOwnFolder } from '../../modules/emulator/own-folder';
import { newFolder } from './stand-in/place';
import { refusalOf } from './stand-in/refusal';

describe('makeOwnFolder', () => {
  test('makes it for its owner only, also when it is there already', () => {
    const path = join(newFolder(), 'a', 'b');
    makeOwnFolder(path);
    makeOwnFolder(path);
    expect(statSync(path).mode & 0o777).toBe(0o700);
  });

  test('fails when the folder cannot be made', async () => {
    const file = join(newFolder(), 'a file');
    writeFileSync(file, '');
    const [first] = await refusalOf(() => makeOwnFolder(join(file, 'b')));
    expect(first).toMatchObject({ code: 'TB4007', path: join(file, 'b') });
  });
});
