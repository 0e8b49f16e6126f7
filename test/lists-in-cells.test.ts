import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { gcm, wholeProject } from './support/gcm.js';

const base = 'https://example.org/concept/';
const match = 'http://www.w3.org/2004/02/skos/core#exactMatch';

describe('a list of values in a cell', () => {
  it('makes one statement for each item', async () => {
    const folder = wholeProject();
    const change = (name: string, from: string, to: string): void => {
      const file = path.join(folder, 'data', name);
      writeFileSync(file, readFileSync(file, 'utf8').replaceAll(from, to));
    };
    change('tables.json', '"name": "sdgio", ', '"name": "sdgio", "separator": "|", ');
    change('targets.csv', 'http://purl.unep.org/sdg/SDGIO_00000071', `${base}a|${base}b`);
    expect(await gcm(['build', '--no-site'], { cwd: folder })).toMatchObject({ code: 0 });
    const lines = readFileSync(path.join(folder, 'build/current/gcm-sdg.nt'), 'utf8').split('\n');
    const found = lines.filter((line) => line.includes(match) && line.includes(base));
    expect(found).toEqual(['a', 'b'].map((item) => `<http://metadata.un.org/sdg/1.4> <${match}> <${base}${item}> .`));
  });
});
