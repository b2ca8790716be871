import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A temporary folder to plant files in; gone when it is disposed. */
export class PlantedTrees implements Disposable {
  readonly root = mkdtempSync(join(tmpdir(), 'planted-trees-'));

  /** Writes a file below the root, with the folders it needs. */
  write(path: string, text: string): void {
    const file = join(this.root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  /** Runs one of the drivers beside this file on the root and returns the JSON that it prints. */
  judge(driver: string): unknown {
    const answer = execFileSync(process.execPath, [join(__dirname, driver), this.root], { encoding: 'utf8' });
    return JSON.parse(answer);
  }

  [Symbol.dispose](): void {
    rmSync(this.root, { recursive: true });
  }
}
