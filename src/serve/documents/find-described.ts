import { createReadStream } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { vocabularyFile } from '../../publish/vocabulary-file.js';
import { iri } from '../../rdf/iri.js';
import { localPath } from '../negotiation.js';
import { isLarge, languagesOf, perRelease, rolesOf, type ServedRelease, thingsOf } from '../release.js';

/** A resource at a URL path, and its documents. */
export interface Described {
  path: string; // of its documents, without an extension: "topic/10"
  iri: string;
  page?: string; // its page, relative to a language folder and without an extension
  files: { [extension: string]: string }; // documents that exist as files in the release
  isDocument?: boolean; // the resource is itself a document
  isNamedOnly?: boolean; // it appears only as an object
  retired?: boolean;
  successors: string[]; // IRIs
}

/** Finds the resource at a path: one with a page, a vocabulary, or any other IRI of the graph under the base. */
export async function findDescribed(release: ServedRelease, path: string): Promise<Described | undefined> {
  return findThing(release, path) ?? findVocabulary(release, path) ?? (await findRow(release, path));
}

/** Finds a resource by its IRI or the path of its page. IRIs outside the base have only the page here. */
function findThing(release: ServedRelease, asked: string): Described | undefined {
  const { byPath, local } = thingsOf(release);
  const path = local.get(asked) ?? asked;
  const thing = byPath.get(path);
  if (!thing) return undefined;
  // On a large site, the engine answers instead of files.
  const files = isLarge(release) ? {} : { ttl: `site/${path}.ttl`, jsonld: `site/${path}.jsonld` };
  return {
    path,
    iri: thing.iri,
    page: path,
    files,
    retired: thing.retired === true,
    successors: thing.successors ?? [],
  };
}

/** The two documents that define terms with `#`, and the pages that show them. */
const vocabulariesOf = perRelease(({ manifest }) => {
  const files = manifest.files.map(({ file }) => file);
  return [
    { path: 'ontology', page: 'ontology', file: vocabularyFile(files) },
    { path: 'shapes', page: 'rules', file: files.find((file) => /^ontology\/[^/]*shapes\.ttl$/.test(file)) },
  ];
});

function findVocabulary(release: ServedRelease, path: string): Described | undefined {
  const found = vocabulariesOf(release).find((one) => one.path === path);
  const file = found?.file;
  if (!found || !file) return undefined;
  const iri = `${release.manifest.base}${path}`;
  return { path, iri, ...onPage(release, found.page), files: { ttl: file }, isDocument: true, successors: [] };
}

/** Finds the dataset of the whole release; undefined when the release does not describe itself. */
export async function findDataset(release: ServedRelease): Promise<Described | undefined> {
  const [found] = [...(await rowsOf(release))].find(([, { isDataset }]) => isDataset) ?? [];
  return found === undefined ? undefined : findDescribed(release, found);
}

async function findRow(release: ServedRelease, path: string): Promise<Described | undefined> {
  const rows = await rowsOf(release);
  const row = rows.get(path);
  if (!row) return undefined;
  const { iri, isNamedOnly = false } = row;
  // The catalogue (DCAT, VoID) describes the whole release.
  const files = row.isDataset ? { ttl: 'catalogue.ttl', jsonld: 'catalogue.jsonld' } : {};
  const page = row.isDataset ? 'downloads' : pageOf(release, rows, row);
  return { path, iri, ...onPage(release, page), files, isNamedOnly, successors: [] };
}

/** Follows `about` to the nearest resource that has a page. */
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

/** An IRI of the graph under the base. Most have no page and appear on the page of another resource. */
interface Row {
  iri: string;
  isNamedOnly?: boolean; // it appears only as an object
  about?: string; // the IRI of its subject
  isDataset?: boolean; // the dataset of the whole release
}

const type = iri('rdf:type');
const dataset = iri('dcat:Dataset');

/** All subjects and objects under the base, by path. Read from the dump on the first request. */
const rowsOf = perRelease(async (release: ServedRelease) => {
  const { folder, manifest } = release;
  const { name, base } = manifest;
  const { LinkFrom, FigureSeries } = rolesOf(release).parts;
  const pointers = new Set([...LinkFrom, ...FigureSeries, iri('qb:dataSet'), iri('dct:subject')]); // from a row to what it is about
  const rows = new Map<string, Row>();
  const keep = createKeeper();
  const lines = createInterface({ input: createReadStream(path.join(folder, `${name}.nq`)) });
  for await (const line of lines) {
    if (!line.includes(`<${base}`)) continue;
    const [, subject = '', predicate = '', object = ''] = /^<([^>]*)> <([^>]*)> (?:<([^>]*)>)?/.exec(line) ?? [];
    const pointedAt = pathOfRow(base, object);
    if (pointedAt !== undefined && !rows.has(pointedAt)) rows.set(pointedAt, { iri: keep(object), isNamedOnly: true });
    const own = pathOfRow(base, subject);
    if (own === undefined) continue;
    const known = rows.get(own);
    // Before, it was perhaps only named.
    const row: Row = known && !known.isNamedOnly ? known : { iri: keep(subject) };
    if (object !== '' && pointers.has(predicate)) row.about ??= keep(object);
    if (predicate === type && object === dataset) row.isDataset = true;
    if (row !== known) rows.set(own, row);
  }
  return rows;
});

/** Returns a function that copies each text once, because a part of a line keeps the memory of the whole file. */
function createKeeper(): (text: string) => string {
  const kept = new Map<string, string>();
  return (text) => {
    const known = kept.get(text) ?? Buffer.from(text).toString();
    kept.set(known, known);
    return known;
  };
}

/** Returns the path of an IRI. The document before a # describes the terms after it. */
const pathOfRow = (base: string, iri: string): string | undefined =>
  iri.includes('#') ? undefined : localPath(base, iri);
