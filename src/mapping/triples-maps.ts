import { graphOf } from '../csvw/convert.js';
import type { TableGroup } from '../csvw/metadata/metadata.js';
import type { Table } from '../csvw/metadata/table.js';
import { compilePlan, type StatementPlan, type TermPlan } from '../csvw/rdf/plan.js';
import { type Remark, remarksOf } from './remarks.js';
import { type TermMap, termMap } from './term-maps.js';

/** What is said of one kind of thing that each row of a table names: an `rr:TriplesMap` of R2RML, section 5. */
export interface TriplesMap {
  name: string; // "links-1": unlike that of any other map
  table: Table;
  graph: string | undefined;
  subject: TermMap;
  statements: { predicate: TermMap; object: TermMap }[];
}

/** The same tables in the words of RML and R2RML, and what these cannot say. */
export interface Mapping {
  maps: TriplesMap[];
  remarks: Remark[];
}

/** Compiles the plans of a table group (Generating RDF, minimal mode): the statements of one subject become one map. */
export function compileMapping(group: TableGroup, splitting: boolean): Mapping {
  const maps: TriplesMap[] = [];
  const remarks: Remark[] = [];
  const named = new Set<string>();
  for (const [index, table] of group.tables.entries()) {
    if (table.suppressOutput) continue;
    if (table.columns.length === 0)
      remarks.push({
        table: table.name,
        column: undefined,
        kind: 'left-out',
        words: 'its columns are not described: a metadata document does that',
      });
    const bySubject = new Map<string, TriplesMap>();
    const own = named.has(nameOf(table)) ? `${nameOf(table)}-${index}-` : `${nameOf(table)}-`;
    named.add(nameOf(table));
    for (const statement of compilePlan(table, { index, isMinimal: true }).statements) {
      const said = compileStatement(statement, table, splitting);
      if (typeof said === 'string') {
        remarks.push({ table: table.name, column: statement.needs, kind: 'left-out', words: said });
        continue;
      }
      const key = keyOf(statement.subject);
      const name = `${own}${bySubject.size + 1}`;
      const graph = graphOf(table)?.value;
      const map = bySubject.get(key) ?? { name, table, graph, subject: said.subject, statements: [] };
      map.statements.push({ predicate: said.predicate, object: said.object });
      bySubject.set(key, map);
      remarks.push(...remarksOf(statement, table, said));
    }
    maps.push(...bySubject.values());
  }
  return { maps, remarks };
}

/** The three terms of a statement, or words for why it cannot be said. */
export interface Said {
  subject: TermMap;
  predicate: TermMap;
  object: TermMap;
}

function compileStatement(statement: StatementPlan, table: Table, splitting: boolean): Said | string {
  const { subject, predicate, object, column } = statement;
  const terms = [subject, predicate, object].map((term) => termMap(term, table));
  const fault = terms.find((term) => typeof term === 'string');
  if (fault !== undefined) return fault as string;
  const [s, p, o] = terms as [TermMap, TermMap, TermMap];
  if (column?.separator === undefined) return { subject: s, predicate: p, object: o };
  if (o.kind !== 'column') return 'several values in a cell cannot each make an address';
  if (!splitting)
    return 'several values in a cell cannot be taken apart: give them a table of their own, a row for each';
  return { subject: s, predicate: p, object: { ...o, separator: column.separator } };
}

const keyOf = (plan: TermPlan): string => (plan.kind === 'iri' ? plan.template.text : plan.kind);

/** The name of a table without its folder and ending: "links" of "data/links.csv". */
export const nameOf = ({ name }: Table): string =>
  name
    .replace(/[?#].*/s, '')
    .replace(/^.*\//s, '')
    .replace(/\.[^.]*$/, '') || 'table';
