import { simpleStart } from '../csvw/metadata/uri-template.js';
import { iri } from '../rdf/iri.js';
import { constantOf, indexOf, refArea } from '../sheets/figure-columns.js';
import type { FigureFile } from './rows-of-file.js';

/** The index of the file with all statements of figures: which bytes are about a series and an area. */

export const statementsFile = 'figures.nq.gz';
export const indexFile = 'figures.index.json';

/** A gzip member (RFC 1952, section 2.2), and how many figures of each area it contains. */
export interface Piece {
  start: number;
  length: number;
  areas: Record<string, number>;
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

/** Some figures, and the pieces that contain them. */
export interface Selection {
  pieces: SelectedPiece[];
  figures: number;
}

/** A part of the file, and how its wanted subjects begin; undefined: all are wanted. */
export interface SelectedPiece {
  start: number;
  length: number;
  starts?: string[];
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
  const areas = [...new Set(names)].filter((name) => !known.has(name));
  const usable = areas.length === 0 ? entries : entries.filter(({ subject }) => subject !== undefined);
  const unknown = areas.find((area) => !usable.some(({ pieces }) => pieces.some((piece) => countIn(piece, area) > 0)));
  if (unknown !== undefined) return { unknown };
  const series = names.filter((name) => known.has(name));
  const pieces: SelectedPiece[] = [];
  let figures = 0;
  for (const entry of usable) {
    if (series.length > 0 && !entry.names.some((name) => series.includes(name))) continue;
    for (const piece of entry.pieces) {
      const { start, length } = piece;
      const wanted = areas.length === 0 ? Object.keys(piece.areas) : areas.filter((area) => countIn(piece, area) > 0);
      if (wanted.length === 0) continue;
      for (const area of wanted) figures += countIn(piece, area);
      const starts = wanted.map((area) => `<${entry.subject}${area}/`);
      pieces.push({ start, length, ...(areas.length > 0 && { starts }) });
    }
  }
  return { pieces, figures };
}

const countIn = ({ areas }: Piece, area: string): number => (Object.hasOwn(areas, area) ? (areas[area] as number) : 0);
