import { DataFactory, type NamedNode, type Quad } from 'n3';
import { term } from '../rdf/terms.js';
import type { Statements } from './statements.js';

const { literal, namedNode, quad } = DataFactory;
const type = term('rdf:type');
const entity = term('prov:Entity');
const wasDerivedFrom = term('prov:wasDerivedFrom');

/**
 * PROV-O for what came from sheets: every subject was derived from the rows that speak of it, and every sheet names its
 * sources, and the
 * commit that it was taken from when that is known.
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
