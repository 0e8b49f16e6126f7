import { DataFactory, type NamedNode, type Quad } from 'n3';
import { cellAddress, type Place } from '../problem.js';
import { term } from '../rdf/terms.js';
import { addTo } from '../text/order.js';

const { literal, namedNode, quad } = DataFactory;

/** A sheet as far as tracing needs it: its name and, for each column, what statements it makes. */
export interface SheetColumns {
  file: string; // "data/links.csv"
  url: string; // the IRI under which the sheet is published
  columns: { name: string; property: string; language: string; position: number }[]; // position: from 0, in the file
}

/** The cell that a statement came from; column is -1 when the row as a whole made it. */
export interface Origin {
  sheet: SheetColumns;
  row: number;
  column: number; // index into sheet.columns
}

/** Statements with the cell each came from: arrays side by side, for there may be millions. */
export interface Statements {
  quads: Quad[];
  origins: Origin[];
}

/** Which statement is meant, as far as a rule can tell. */
export interface Target {
  focus: string;
  path?: string;
  value?: string;
  language?: string;
}

/** Finds the place of a statement, or of the cell where a missing one would stand. */
export type Trace = (target: Target) => Place | undefined;

/** Indexes statements by subject, once for all problems. */
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
    if (found !== undefined) return placeOf(origins[found] as Origin, (quads[found] as Quad).object.value);
    const home = all[0] === undefined ? undefined : origins[all[0]];
    return home && placeOf({ ...home, column: columnFor(home.sheet, path, language) });
  };
}

/** The column that would hold a statement with this property; the sheet's first one, its key, when none would. */
function columnFor({ columns }: SheetColumns, path?: string, language?: string): number {
  const wouldHold = (column: SheetColumns['columns'][number]): boolean =>
    column.property === path && (language === undefined || column.language === language);
  return Math.max(0, columns.findIndex(wouldHold));
}

/** The place of a statement's cell. */
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

/**
 * PROV-O for what came from sheets: every subject was derived from the rows that speak of it, and every sheet names its
 * sources, and the commit that it was taken from when that is known.
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
 * A row of a CSV file by RFC 7111 (`…/data/links.csv#row=14`; row 1 is the header), and one of a workbook's sheet as a
 * spreadsheet names it (`…/data/gcm.xlsx#links!14:14`).
 */
const rowIri = (sheet: string, row: number): string =>
  sheet.includes('#') ? `${sheet}!${row}:${row}` : `${sheet}#row=${row}`;

/** A commit of git by its hash (SWHID, ISO/IEC 18670, section 5.2), whatever host it is on. */
export const commitNode = (hash: string): NamedNode => namedNode(`swh:1:rev:${hash}`);
