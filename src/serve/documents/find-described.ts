import { createReadStream } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { iri } from '../../rdf/iri.js';
import { localPath } from '../negotiation.js';
import { languagesOf, perRelease, type ServedRelease, thingsOf } from '../release.js';

/** What an address stands for, and where documents tell of it. */
export interface Described {
  path: string; // of its documents, without extension: "objective/10"
  iri: string;
  page?: string; // the page that tells of it, below the folder of a language and without extension
  files: { [extension: string]: string }; // its documents that are files of the release
  isDocument?: boolean; // it is a text itself, and no thing outside of the web
  isNamedOnly?: boolean; // nothing is said of it, but others point to it
  retired?: boolean;
  successors: string[]; // the IRIs of what took its place
}

/** What stands at a path: a thing with a page, a vocabulary, or anything else under the base that the graph describes. */
export async function findDescribed(release: ServedRelease, path: string): Promise<Described | undefined> {
  return findThing(release, path) ?? findVocabulary(release, path) ?? (await findRow(release, path));
}

/** By its IRI, or by where its page stands: those of others have no address here but that. */
function findThing(release: ServedRelease, asked: string): Described | undefined {
  const { byPath, local } = thingsOf(release);
  const path = local.get(asked) ?? asked;
  const thing = byPath.get(path);
  if (!thing) return undefined;
  const files = { ttl: `site/${path}.ttl`, jsonld: `site/${path}.jsonld` };
  return {
    path,
    iri: thing.iri,
    page: path,
    files,
    retired: thing.retired === true,
    successors: thing.successors ?? [],
  };
}

/** The two texts that terms with `#` stand in, and the pages that show them. */
const vocabularies: { path: string; page: string; isIn: (file: string) => boolean }[] = [
  { path: 'ontology', page: 'ontology', isIn: (file) => !file.endsWith('shapes.ttl') },
  { path: 'shapes', page: 'rules', isIn: (file) => file.endsWith('shapes.ttl') },
];

function findVocabulary(release: ServedRelease, path: string): Described | undefined {
  const found = vocabularies.find((one) => one.path === path);
  const file = release.manifest.files.find(({ file }) => /^ontology\/[^/]+\.ttl$/.test(file) && found?.isIn(file));
  if (!found || !file) return undefined;
  const iri = `${release.manifest.base}${path}`;
  return { path, iri, ...onPage(release, found.page), files: { ttl: file.file }, isDocument: true, successors: [] };
}

/** The release as a whole; undefined when it does not describe itself. */
export async function findDataset(release: ServedRelease): Promise<Described | undefined> {
  const [found] = [...(await rowsOf(release))].find(([, { isDataset }]) => isDataset) ?? [];
  return found === undefined ? undefined : findDescribed(release, found);
}

async function findRow(release: ServedRelease, path: string): Promise<Described | undefined> {
  const rows = await rowsOf(release);
  const row = rows.get(path);
  if (!row) return undefined;
  const { iri, isNamedOnly = false } = row;
  // The release as a whole is told by its catalogue (DCAT, VoID).
  const files = row.isDataset ? { ttl: 'catalogue.ttl', jsonld: 'catalogue.jsonld' } : {};
  const page = row.isDataset ? 'downloads' : pageOf(release, rows, row);
  return { path, iri, ...onPage(release, page), files, isNamedOnly, successors: [] };
}

/** The page of what a row is about, or of what that is about in its turn. */
function pageOf(release: ServedRelease, rows: Map<string, Row>, row: Row): string | undefined {
  const { pathOf } = thingsOf(release);
  const { base } = release.manifest;
  let about = row.about;
  for (let step = 0; step < 3 && about !== undefined; step++) {
    const page = pathOf.get(about);
    if (page !== undefined) return page;
    about = about.startsWith(base) ? rows.get(about.slice(base.length))?.about : undefined;
  }
  return undefined;
}

const onPage = (release: ServedRelease, page: string | undefined): { page?: string } =>
  page === undefined || languagesOf(release).length === 0 ? {} : { page };

/** Something under our base that the graph speaks of: most have no page of their own, but stand on that of another. */
interface Row {
  iri: string;
  isNamedOnly?: boolean; // nothing is said of it, but others point to it
  about?: string; // the IRI of what it tells of
  isDataset?: boolean; // the release as a whole
}

/** What rows say of whom they are about, the most telling first. */
const aboutPredicates = [iri('owl:annotatedSource'), iri('qb:dataSet'), iri('dct:subject')];

const type = iri('rdf:type');
const dataset = iri('dcat:Dataset');

/** All subjects and objects under the base by what follows it. Read from the dump when the first is asked for. */
const rowsOf = perRelease(async ({ folder, manifest: { name, base } }: ServedRelease) => {
  const rows = new Map<string, Row>();
  const lines = createInterface({ input: createReadStream(path.join(folder, `${name}.nq`)) });
  for await (const line of lines) {
    if (!line.includes(`<${base}`)) continue;
    const [, subject = '', predicate = '', object = ''] = /^<([^>]*)> <([^>]*)> (?:<([^>]*)>)?/.exec(line) ?? [];
    const pointedAt = pathOfRow(base, object);
    if (pointedAt !== undefined && !rows.has(pointedAt)) rows.set(pointedAt, { iri: object, isNamedOnly: true });
    const own = pathOfRow(base, subject);
    if (own !== undefined) rows.set(own, withStatement(rows.get(own), subject, predicate, object));
  }
  return rows;
});

/** What stands behind a # is told by the document in front of it. */
const pathOfRow = (base: string, iri: string): string | undefined =>
  iri.includes('#') ? undefined : localPath(base, iri);

function withStatement(known: Row | undefined, iri: string, predicate: string, object: string): Row {
  const row = known && !known.isNamedOnly ? known : { iri };
  if (object !== '' && aboutPredicates.includes(predicate)) row.about ??= object;
  if (predicate === type && object === dataset) row.isDataset = true;
  return row;
}
