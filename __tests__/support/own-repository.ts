import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');

/** Puts this package and what it needs into a repository of somebody's own, as `npm install` would. */
export function installInto(folder: string): void {
  const modules = join(folder, 'node_modules');
  const own = join(modules, 'tenant-buckets');
  mkdirSync(join(modules, '@cdktf'), { recursive: true });
  mkdirSync(own);
  for (const name of ['tsx', 'cdktf', 'constructs', '@cdktf/provider-aws'])
    symlinkSync(join(root, 'node_modules', name), join(modules, name));
  const doors = { '.': 'constructs', './tenants': 'tenants' };
  const exported = Object.fromEntries(
    Object.entries(doors).map(([path, room]) => {
      writeFileSync(join(own, `${room}.ts`), `export * from ${JSON.stringify(join(root, 'modules', room))};\n`);
      return [path, `./${room}.ts`];
    }),
  );
  writeFileSync(join(own, 'package.json'), JSON.stringify({ name: 'tenant-buckets', exports: exported }));
}

/** A project whose app answers at once: it describes environments and can do nothing else. */
export function describedProject(folder: string, environments: readonly object[]): void {
  writeFileSync(join(folder, 'cdktf.json'), JSON.stringify({ app: 'cat environments.json' }));
  writeFileSync(join(folder, 'environments.json'), JSON.stringify({ schemaVersion: 1, environments }));
}
