import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './support/gcm.js';

/** Layers, lowest first. A module (a folder or file in src) imports only from lower layers and from itself. */
const layers = [
  ['bytes', 'files', 'rdf', 'text'],
  ['problem', 'project'],
  ['csvw', 'graph', 'report', 'roles', 'workbook'],
  ['check', 'publish', 'sheets'],
  ['describe', 'diff', 'figures', 'observations'],
  ['site'],
  ['node', 'pipeline'],
  ['index', 'serve', 'workbench'],
  ['cli'],
];

const source = path.join(root, 'src');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name));
const moduleOf = (file: string): string => file.split(/[\\/]/)[0]?.replace(/\.tsx?$/, '') ?? '';
const layerOf = (file: string): number => layers.findIndex((modules) => modules.includes(moduleOf(file)));

/** The folders of csvw, lowest first. The files next to them are above all of them. */
const innerLayers = ['datatypes', 'metadata', 'rows', 'rdf', 'stream'];
const innerLayerOf = (file: string): number => {
  const layer = innerLayers.indexOf(file.split(/[\\/]/)[1] as string);
  return layer < 0 ? innerLayers.length : layer;
};

const texts = new Map(files.map((file) => [file, readFileSync(path.join(source, file), 'utf8')]));
const textOf = (file: string): string => texts.get(file) as string;

/** The imports of each file from src/: static, type and dynamic imports, and modules for workers. */
const imports = new Map(
  files.map((file) => {
    const found = textOf(file).matchAll(/(?:\bfrom |\bimport |\bimport\(\s*|new URL\()'(\.[^']+\.js|#platform)'/g);
    const targets = [...found].map(([, to]) => {
      if (to === '#platform') return path.normalize('node/library-in-node.ts'); // in Node
      const target = path.normalize(path.join(path.dirname(file), to as string)).replace(/\.js$/, '.ts');
      return texts.has(target) ? target : `${target}x`;
    });
    return [file, targets];
  }),
);
const importsOf = (file: string): string[] => imports.get(file) ?? [];

/** Returns "from → to" for each forbidden import. */
const forbidden = (isForbidden: (from: string, to: string) => boolean): string[] =>
  files.flatMap((from) => importsOf(from).flatMap((to) => (isForbidden(from, to) ? `${from} → ${to}` : [])));

describe('layers', () => {
  it('include every file', () => expect(files.filter((file) => layerOf(file) < 0)).toEqual([]));

  it('the page on the architecture names every module with its layer', () => {
    const page = readFileSync(path.join(root, 'docs/architecture.md'), 'utf8');
    const named = [...page.matchAll(/^\| (\d) \| `(\w+)` \|/gm)].map(([, layer, name]) => `${layer} ${name}`);
    const known = layers.flatMap((modules, below) => modules.map((name) => `${below + 1} ${name}`));
    expect(named).toEqual(known.sort((a, b) => b.charCodeAt(0) - a.charCodeAt(0)));
    expect(new Set(files.map(moduleOf))).toEqual(new Set(layers.flat()));
  });

  it('contain at most 25 modules', () => expect(new Set(files.map(moduleOf)).size).toBeLessThanOrEqual(25));

  it('import only from lower layers', () => {
    const isUpward = (from: string, to: string): boolean =>
      moduleOf(to) !== moduleOf(from) && layerOf(to) >= layerOf(from);
    expect(forbidden(isUpward)).toEqual([]);
  });

  it('import only from lower folders inside csvw', () => {
    const isUpward = (from: string, to: string): boolean =>
      moduleOf(from) === 'csvw' && moduleOf(to) === 'csvw' && innerLayerOf(to) > innerLayerOf(from);
    expect(forbidden(isUpward)).toEqual([]);
  });

  it('imports have no cycles', () => {
    const circles: string[] = [];
    const done = new Set<string>();
    const visit = (file: string, trail: string[]): void => {
      if (trail.includes(file)) circles.push([...trail.slice(trail.indexOf(file)), file].join(' → '));
      if (done.has(file) || trail.includes(file)) return;
      for (const to of importsOf(file)) visit(to, [...trail, file]);
      done.add(file);
    };
    for (const file of files) visit(file, []);
    expect(circles).toEqual([]);
  });

  it('only the data knows objectives, targets and indicators', () => {
    const words = /\b(objective|indicator|migration)s?\b/i;
    const knowing = files
      .filter((file) => ['csvw', 'graph', 'workbook', 'check', 'report', 'publish', 'sheets'].includes(moduleOf(file)))
      .filter((file) => words.test(textOf(file)));
    expect(knowing).toEqual([]);
  });

  it('only the graph names the SPARQL engine, and the worker of the query page', () => {
    const naming = files.filter((file) => /'oxigraph['/]/.test(textOf(file)));
    expect(naming.sort()).toEqual(
      [
        'cli/interruptible.ts', // only compiles it
        'graph/engine.ts', // the project's own queries
        'node/engine.ts', // the same, in Node
        'serve/sparql/pool.ts', // untrusted queries, in threads that can be ended
        'serve/sparql/worker.ts',
        'site/client/query-worker.ts',
      ].map((file) => path.normalize(file)),
    );
  });

  it('files are short', () => {
    const long = files.filter((file) => textOf(file).split('\n').length > 300);
    expect(long).toEqual([]);
  });
});
