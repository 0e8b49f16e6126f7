import { DataFactory, type NamedNode, type Quad } from 'n3';
import { cellAddress, type Place } from '../problem.js';
import { term } from '../rdf/terms.js';
import { addTo } from '../text/order.js';

const { literal, namedNode, quad } = DataFactory;

/** A sheet with the statements that its columns make. */
export interface SheetColumns {
  file: string; // "data/links.csv"
  url: string; // IRI of the published sheet
  columns: { name: string; property: string; language: string; position: number }[]; // position: from 0, in the file
}

/** Cell that a statement comes from. The column is -1 if it comes from the row as a whole. */
export interface Origin {
  sheet: SheetColumns;
  row: number;
  column: number; // index into sheet.columns
  /** Finds the cell that a statement about many rows repeats. Only a problem needs it, and it takes time. */
  find?: () => Origin | undefined;
}

/** Statements with their cells, as parallel arrays because there can be millions. */
export interface Statements {
  quads: Quad[];
  origins: Origin[];
}

/** Description of a statement that a rule reports. */
export interface Target {
  focus: string;
  path?: string;
  value?: string;
  language?: string;
}

/** Finds the cell of a statement, or the cell where a missing statement belongs. */
export type Trace = (target: Target) => Place | undefined;

/** Indexes statements by subject. */
export function createTrace({ quads, origins }: Statements): Trace {
  const bySubject = new Map<string, number[]>();
  for (const [i, { subject }] of quads.entries()) addTo(bySubject, subject.value, i);
  return ({ focus, path, value, language }) => {
    const all = bySubject.get(focus) ?? [];
    const fits = (i: number, withValue: boolean): boolean => {
      const { predicate, object } = quads[i] as Quad;
      const hasLanguage = language === undefined || (object.termType === 'Literal' && object.language === language);
      return predicate.value === path && hasLanguage && (!withValue || object.value === value);
    };
    const found = all.find((i) => fits(i, true)) ?? all.find((i) => fits(i, false));
    if (found !== undefined) {
      const origin = origins[found] as Origin;
      return placeOf(origin.find?.() ?? origin, (quads[found] as Quad).object.value);
    }
    const home = all[0] === undefined ? undefined : origins[all[0]];
    return home && placeOf({ ...home, column: columnFor(home.sheet, path, language) });
  };
}

/** Returns the column for statements with this property, or the first column of the sheet, which is its key. */
function columnFor({ columns }: SheetColumns, path?: string, language?: string): number {
  const wouldHold = (column: SheetColumns['columns'][number]): boolean =>
    column.property === path && (language === undefined || column.language === language);
  return Math.max(0, columns.findIndex(wouldHold));
}

/** Returns the place of a cell. */
export function placeOf({ sheet, row, column }: Origin, value?: string): Place {
  const known = sheet.columns[Math.max(0, column)];
  const place: Place = { file: sheet.file, row };
  if (known) Object.assign(place, { column: known.name, cell: cellAddress(row, known.position + 1) });
  if (value !== undefined && column >= 0) place.value = value;
  return place;
}

const type = term('rdf:type');
const entity = term('prov:Entity');
const wasDerivedFrom = term('prov:wasDerivedFrom');

/** IRI of the graph with the provenance. */
export const provenanceGraph = (base: string): string => new URL('graph/provenance', base).href;

/**
 * Creates PROV-O statements: each subject is derived from its rows, and each sheet from its sources and its commit.
 */
export function provenance(
  { quads, origins }: Statements,
  graph: string,
  sources: Map<string, string[]>,
  commit?: string,
): Quad[] {
  const inGraph = namedNode(graph);
  const result: Quad[] = [];
  const seen = new Set<string>();
  for (const [i, { subject }] of quads.entries()) {
    const { sheet, row } = origins[i] as Statements['origins'][number];
    const from = rowIri(sheet.url, row);
    const pair = `${subject.value} ${from}`;
    if (seen.has(pair)) continue;
    seen.add(pair);
    result.push(quad(subject, wasDerivedFrom, namedNode(from), inGraph));
    if (seen.has(sheet.url)) continue;
    seen.add(sheet.url);
    const node = namedNode(sheet.url);
    result.push(quad(node, type, entity, inGraph));
    result.push(quad(node, term('dct:title'), literal(sheet.file.replace(/^.*[\\/]/, '')), inGraph));
    for (const source of sources.get(sheet.url) ?? [])
      result.push(quad(node, term('dct:source'), namedNode(source), inGraph));
    if (commit === undefined) continue;
    result.push(quad(node, wasDerivedFrom, commitNode(commit), inGraph));
    if (!seen.has(commit)) result.push(quad(commitNode(commit), type, entity, inGraph));
    seen.add(commit);
  }
  return result;
}

/**
 * IRI of a row: RFC 7111 for a CSV file (`…/data/links.csv#row=14`; row 1 is the header), or spreadsheet notation for a
 * workbook (`…/data/gcm.xlsx#links!14:14`).
 */
const rowIri = (sheet: string, row: number): string =>
  sheet.includes('#') ? `${sheet}!${row}:${row}` : `${sheet}#row=${row}`;

/** IRI of a git commit, independent of its host (SWHID, ISO/IEC 18670, section 5.2). */
export const commitNode = (hash: string): NamedNode => namedNode(`swh:1:rev:${hash}`);
