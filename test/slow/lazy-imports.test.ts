import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { gcmProcess, root } from '../support/gcm.js';
import { realRelease } from '../support/releases.js';

const out = path.dirname(await realRelease());

describe('lazy imports', () => {
  const packages = (args: string[]): string[] => {
    const { stderr } = gcmProcess(args, { node: ['--import', path.join(root, 'test/support/log-imports.mjs')] });
    const files = stderr.match(/^imported (.*)$/gm) ?? [];
    return [
      ...new Set(
        files
          .map((line) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(line)?.[1])
          .filter((name) => name !== undefined),
      ),
    ];
  };

  it('--help loads no engine, parser or serializer', () => expect(packages(['--help'])).toEqual(['commander']));

  it('a query over the release loads only the engine', () => {
    const loaded = packages(['query', 'objective-10', '--out', out]);
    expect(loaded).toContain('oxigraph');
    for (const other of ['@comunica/query-sparql', 'jsonld', 'rdflib', 'rdf-validate-shacl', 'csv-parse'])
      expect(loaded).not.toContain(other);
  });

  it('verify loads no engine or serializer', () => {
    const loaded = packages(['verify', '--out', out]);
    expect(loaded).not.toEqual([]);
    for (const name of ['oxigraph', 'n3', 'jsonld', 'rdflib']) expect(loaded).not.toContain(name);
  });

  it('check loads no serializer', () => {
    const loaded = packages(['check']);
    expect(loaded).not.toEqual([]);
    for (const name of ['jsonld', 'rdflib', 'csv-stringify', '@comunica/query-sparql'])
      expect(loaded).not.toContain(name);
  });
});
