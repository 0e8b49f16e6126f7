import { type Files, fileIn } from '../files.js';
import { formOf } from '../graph/query-faults.js';
import { readQuery } from '../graph/query-file.js';
import { type Problem, problemOf } from '../problem.js';
import type { Project } from '../project.js';
import { iri } from '../rdf/iri.js';
import type { Vocabulary } from '../roles/vocabulary.js';
import { nearest, offer } from '../text/nearest.js';
import { groupBy } from '../text/order.js';
import texts from './messages.json' with { type: 'json' };
import { translationFile } from './rule-settings.js';

/** The folders of queries, and the files that the program reads in its own folders. */
const queryFolders = ['checks', 'derive', 'examples', 'exports', 'part', 'summary'];
const ontologyFiles = ['context.jsonld', 'frame.jsonld', 'shapes.ttl'];
const observationFiles = ['addresses', 'areas', 'codes', 'columns', 'concepts', 'formats', 'matches'];

/** The end of a name that makes a file one of a project. A program may have added ".txt". */
const projectFile = /\.(rq|sparql|ttl|jsonld|owl|rdf|nt|csv)(\.txt)?$/i;

/**
 * Reports files that look like a part of the project but that the program never reads: in the wrong folder, with a wrong
 * name, or shapes outside shapes.ttl. Files of other kinds, such as notes and pictures, are left alone.
 */
export function strayFiles(project: Pick<Project, 'files' | 'data' | 'ontology' | 'queries'>, vocabulary: Vocabulary) {
  const { files, data, ontology, queries } = project;
  const stray = (file: string, place: string, guess = ''): Problem =>
    problemOf(texts.strayFile, { file }, { guess, place });
  const placeOf = (file: string): string => {
    if (/\.(rq|sparql)(\.txt)?$/i.test(file))
      return `${fileIn(queries, queryFolder(files, file))}, with a name that ends with .rq`;
    if (/\.csv(\.txt)?$/i.test(file)) return data;
    return `${ontology}, with a name that ends with ${/jsonld/i.test(file) ? '.jsonld' : '.ttl'}`;
  };
  const folders = [data, ontology, queries].map((one) => fileIn(one, '')).filter((start) => start !== '');
  const look = (folder: string, isRead: (name: string) => boolean, known: string[], depth: number): Problem[] =>
    filesIn(files, folder, depth).flatMap((file) => {
      const start = fileIn(folder, '');
      const name = file.slice(start.length);
      const isElsewhere = folders.some((other) => other !== start && other.startsWith(start) && file.startsWith(other));
      if (name.startsWith('.') || isElsewhere || isRead(name)) return [];
      const guess = nearest(name.replace(/\.txt$/i, ''), known);
      if (guess === undefined && !projectFile.test(name)) return [];
      return [guess === undefined ? stray(file, placeOf(file)) : stray(file, fileIn(folder, guess), offer(guess))];
    });
  const isSheet = (name: string): boolean => /^[^/]*\.csv$/i.test(name); // the sheets are judged when they are read
  const observations = observationFiles.map((name) => `observations/${name}.csv`);
  return [
    ...look(data, (name) => isSheet(name) || name === 'tables.json', ['tables.json'], 0),
    ...filesIn(files, fileIn(data, 'observations'), 0).flatMap((file) => {
      const name = file.slice(fileIn(data, '').length);
      const guess = observations.includes(name) ? undefined : nearest(name, observations);
      return guess === undefined ? [] : [stray(file, fileIn(data, guess), offer(guess))];
    }),
    ...look(ontology, (name) => /^[^/]+\.ttl$/.test(name) || ontologyFiles.includes(name), ontologyFiles, 0),
    ...look(
      queries,
      (name) =>
        name === 'checks.csv' ||
        translationFile.test(name) ||
        (/^[^/]+\/[^/]+\.rq$/.test(name) && queryFolders.includes(name.split('/')[0] ?? '')),
      ['checks.csv'],
      2,
    ),
    ...strayShapes(vocabulary),
  ];
}

/** The files in a folder, and in folders inside it to this depth. */
function filesIn(files: Files, folder: string, depth: number): string[] {
  return files.list(folder).flatMap((name) => {
    const file = fileIn(folder, name);
    const inside = depth > 0 && !/\.[a-z0-9]+$/i.test(name) ? filesIn(files, file, depth - 1) : [];
    return inside.length > 0 ? inside : [file];
  });
}

/** The folder in which a query belongs, by its header and form. */
function queryFolder(files: Files, file: string): string {
  const inside = queryFolders.find((name) => file.includes(`/${name}/`));
  if (inside !== undefined || 'words' in files.read(file)) return inside ?? 'examples';
  const { header, text } = readQuery(files, file);
  if (header['severity'] !== undefined) return 'checks';
  if (formOf(text) === 'CONSTRUCT' && header['graph'] !== undefined) return 'derive';
  return header['file'] === undefined ? 'examples' : 'exports';
}

const shapeTypes = new Set(['NodeShape', 'PropertyShape'].map((name) => iri(`sh:${name}`)));

/** Reports the shapes in files of the ontology other than shapes.ttl, once for each file. */
function strayShapes({ quads, placeOf }: Vocabulary): Problem[] {
  const found = quads.filter(({ object }) => shapeTypes.has(object.value)).map(placeOf);
  return [...groupBy(found, ({ file }) => file).values()].map(([where]) =>
    problemOf(texts.strayShapes, where ?? { file: '' }),
  );
}
