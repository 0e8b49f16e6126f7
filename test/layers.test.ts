import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './support/gcm.js';

/** The floors of the house, lowest first: a file imports from floors below or from its own folder, and never in a circle. */
const floors = [
  ['bytes', 'rdf', 'text'],
  ['problem', 'search'],
  ['files', 'csvw', 'report', 'workbook'],
  ['graph', 'mapping'],
  ['check', 'project', 'sheets'],
  ['observations', 'publish', 'read-graph'],
  ['diff', 'site'],
  ['pipeline'],
  ['index'],
  ['node'],
  ['serve'],
  ['cli'],
];

const source = path.join(root, 'src');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name));
const roomOf = (file: string): string => file.split(/[\\/]/)[0]?.replace(/\.tsx?$/, '') ?? '';
const floorOf = (file: string): number => floors.findIndex((rooms) => rooms.includes(roomOf(file)));

/** The folders of csvw, lowest first, and above them the files that are its doors. */
const innerFloors = ['vocabulary', 'loaders', 'datatypes', 'metadata', 'rows', 'rdf', 'large'];
const innerFloorOf = (file: string): number => {
  const floor = innerFloors.indexOf(file.split(/[\\/]/)[1] as string);
  return floor < 0 ? innerFloors.length : floor;
};

const texts = new Map(files.map((file) => [file, readFileSync(path.join(source, file), 'utf8')]));
const textOf = (file: string): string => texts.get(file) as string;

/** What each file imports of ours; types too, for they are knowledge of one another, but not what it loads when asked. */
const imports = new Map(
  files.map((file) => {
    const found = textOf(file).matchAll(/^(?:import|export)\b[^;]*?from '(\.[^']+)'/gms);
    const targets = [...found].map(([, to]) => {
      const target = path.normalize(path.join(path.dirname(file), to as string)).replace(/\.js$/, '.ts');
      return texts.has(target) ? target : `${target}x`;
    });
    return [file, targets];
  }),
);
const importsOf = (file: string): string[] => imports.get(file) ?? [];

/** "from → to" for each import that a rule forbids. */
const forbidden = (isForbidden: (from: string, to: string) => boolean): string[] =>
  files.flatMap((from) => importsOf(from).flatMap((to) => (isForbidden(from, to) ? `${from} → ${to}` : [])));

describe('layers', () => {
  it('every file has its floor', () => expect(files.filter((file) => floorOf(file) < 0)).toEqual([]));

  it('the guide for developers names every room', () => {
    const guide = readFileSync(path.join(root, 'docs/guide-developers.md'), 'utf8');
    const named = [...guide.matchAll(/^\| `(\w+)\/` \|/gm)].map(([, room]) => room);
    const rooms = readdirSync(source, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(named.sort()).toEqual(rooms.map(({ name }) => name).sort());
  });

  it('imports lead downward only', () => {
    const isUpward = (from: string, to: string): boolean => roomOf(to) !== roomOf(from) && floorOf(to) >= floorOf(from);
    expect(forbidden(isUpward)).toEqual([]);
  });

  it('imports lead downward inside csvw', () => {
    const isUpward = (from: string, to: string): boolean =>
      roomOf(from) === 'csvw' && roomOf(to) === 'csvw' && innerFloorOf(to) > innerFloorOf(from);
    expect(forbidden(isUpward)).toEqual([]);
  });

  it('there are no circles', () => {
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

  it('only the rooms of data know objectives, targets and indicators', () => {
    const words = /\b(objective|indicator|migration)s?\b/i;
    const knowing = files
      .filter((file) => ['csvw', 'graph', 'workbook', 'check', 'report', 'publish', 'sheets'].includes(roomOf(file)))
      .filter((file) => words.test(textOf(file)));
    expect(knowing).toEqual([]);
  });

  it('only the room of the graph names the SPARQL engine, and the worker of the query page', () => {
    const naming = files.filter((file) => /'oxigraph['/]/.test(textOf(file)));
    expect(naming.sort()).toEqual(
      [
        'graph/store.ts', // the project's own queries
        'serve/sparql/bounded-store.ts', // strangers' queries, in a thread that can be ended
        'serve/sparql/engine-image.ts',
        'serve/sparql/engine-module.ts',
        'site/client/query-worker.ts',
      ].map((file) => path.normalize(file)),
    );
  });

  it('files are short', () => {
    const long = files.filter((file) => textOf(file).split('\n').length > 300);
    expect(long).toEqual([]);
  });
});
