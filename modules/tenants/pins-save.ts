import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Pins } from '../core';
import { pinFileNames } from './pins';
import { moveFileText, pinFileText } from './pins-text';

/** Writes pins and moves where they differ from what stands there; whether anything differed. */
export function savePins(folder: string, environment: string, pins: Pins): boolean {
  const names = pinFileNames(environment);
  const pinFile = join(folder, names.pins);
  const moveFile = join(folder, names.moves);
  // The moves first: a pin without its move would plan a destroy in the old stack, a move without its pin is refused.
  const moved = saveText(moveFile, moveFileText(pins, readIfThere(moveFile)));
  const pinned = saveText(pinFile, pinFileText(pins, readIfThere(pinFile)));
  return moved || pinned;
}

function readIfThere(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** Whole or not at all: whoever reads meanwhile sees the old text or the new one. */
export function saveText(file: string, text: string | undefined): boolean {
  const old = readIfThere(file);
  if (old === text) return false;
  if (text === undefined) {
    rmSync(file);
    return true;
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
  return true;
}
