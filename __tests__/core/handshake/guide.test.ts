import { describe, expect, test } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { catalogue, ownedKeyStatements } from '../../../modules/core';
import { handshakeEntries } from '../../../modules/core/diagnostics/catalogue/cli-handshake';
import { loadTenants } from '../../../modules/tenants';
import { handshakeFor } from '../../support/handshakes';
import { parseJson } from '../../support/json';
import { temporaryFolder } from '../../support/temporary-folder';

const guide = readFileSync(resolve(__dirname, '../../../docs/guides/tenant-owned-keys.md'), 'utf8');
const blocks = [...guide.matchAll(/```json\n([^`]*)```/g)].map(([, text = '']) => parseJson(text));

describe('the guide to keys of a tenant’s own', () => {
  test('shows the handshake file as it is written, and a statement of use as the key gets it', () => {
    const handshake = handshakeFor();
    const use = ownedKeyStatements(handshake).find((one) => one.Sid.startsWith('Read'));
    expect(blocks).toEqual([parseJson(JSON.stringify(handshake)), parseJson(JSON.stringify(use))]);
  });

  test('begins with a tenant file that is read as it stands', () => {
    const [, text = ''] = /```yaml\n([^`]*)```/.exec(guide) ?? [];
    using folder = temporaryFolder();
    writeFileSync(join(folder.path, 'acme.yaml'), text);
    const { tenants, diagnostics } = loadTenants(folder.path, 'tenants');
    expect(diagnostics).toEqual([]);
    expect(tenants.map((one) => handshakeFor(one))).toEqual([handshakeFor()]);
  });

  test('lists what the check can find as the catalogue says it', () => {
    const rows = [...guide.matchAll(/^\| (TB\d{4}) \| (.*?) *\|$/gm)].map(([, code, summary]) => [code, summary]);
    const found = Object.entries(catalogue)
      .filter(([code, { exitCode }]) => code in handshakeEntries && exitCode < 2)
      .map(([code, { summary }]) => [code, summary]);
    expect(rows).toEqual(found);
  });
});
