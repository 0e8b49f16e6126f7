import { createReadStream } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { iri } from '../../rdf/namespaces.js';
import { localPath } from '../local-path.js';
import { perRelease, type ServedRelease } from '../served-release.js';

/** Something under our base that the graph speaks of: most have no page of their own, but stand on that of another. */
export interface Row {
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
export const rowsOf = perRelease(async ({ folder, manifest: { name, base } }: ServedRelease) => {
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
