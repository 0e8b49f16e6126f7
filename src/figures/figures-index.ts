import { simpleStart } from '../csvw/metadata/uri-template.js';
import { iri } from '../rdf/iri.js';
import { constantOf, indexOf, refArea } from './columns.js';
import type { FigureFile } from './rows-of-file.js';

/** The index of the file with all statements of figures: which bytes are about a series and an area. */

export const statementsFile = 'figures.nq.gz';
export const indexFile = 'figures.index.json';

/** A gzip member (RFC 1952, section 2.2), and its first and last area. */
export interface Piece {
  start: number;
  length: number;
  from: string;
  to: string;
}

/** The statements of one file of figures. */
export interface IndexEntry {
  names: string[]; // of its series and its indicator: "VC_HTF_DETV", "C160202"
  dataset: string;
  subject: string | undefined; // how the addresses of its figures begin, before the area; undefined if they do not
  pieces: Piece[];
}

/** Begins the entry of a file. */
export function indexEntry({ table, names }: FigureFile): IndexEntry {
  const area = table.columns[indexOf(table, refArea)];
  return {
    names,
    dataset: constantOf(table, iri('qb:dataSet')) ?? '',
    subject: simpleStart(area?.aboutUrl ?? '', area?.name ?? '', table.url),
    pieces: [],
  };
}

/** Writes the index with one entry on each line. */
export const serializeIndex = (entries: readonly IndexEntry[]): string =>
  `[\n${entries.map((entry) => JSON.stringify(entry)).join(',\n')}\n]\n`;

/** The pieces that contain some figures. */
export interface Selection {
  pieces: Pick<Piece, 'start' | 'length'>[];
  starts: string[] | undefined; // of the wanted subjects; undefined: all
}

/**
 * Selects figures by the names of series, indicators and areas: of these series, and in these areas. Returns the first
 * name that is unknown.
 */
export function selectFigures(
  entries: readonly IndexEntry[],
  names: readonly string[],
): Selection | { unknown: string } {
  const known = new Set(entries.flatMap((entry) => entry.names));
  const areas = names.filter((name) => !known.has(name));
  const unknown = areas.find((name) => !entries.some((entry) => inPieces(entry, name).length > 0));
  if (unknown !== undefined) return { unknown };
  const series = entries.filter(
    (entry) => areas.length === names.length || entry.names.some((name) => names.includes(name)),
  );
  if (areas.length === 0) return { pieces: series.flatMap(({ pieces }) => pieces), starts: undefined };
  return {
    pieces: series.flatMap((entry) => entry.pieces.filter((piece) => areas.some((area) => isIn(piece, area)))),
    starts: series.flatMap(({ subject }) => areas.map((area) => `<${subject}${area}/`)),
  };
}

const isIn = ({ from, to }: Piece, area: string): boolean => from <= area && area <= to;
const inPieces = ({ pieces, subject }: IndexEntry, area: string): Piece[] =>
  subject === undefined || !/^\w+$/.test(area) ? [] : pieces.filter((piece) => isIn(piece, area));

/** Keeps the lines of the wanted subjects. Lines of one subject are together. */
export function linesFrom(nquads: string, starts: readonly string[] | undefined): string {
  if (!starts) return nquads;
  let kept = '';
  for (const start of starts) {
    let first = nquads.startsWith(start) ? 0 : nquads.indexOf(`\n${start}`) + 1;
    if (first === 0 && !nquads.startsWith(start)) continue;
    const from = first;
    while (nquads.startsWith(start, first)) first = nquads.indexOf('\n', first) + 1 || nquads.length;
    kept += nquads.slice(from, first);
  }
  return kept;
}
