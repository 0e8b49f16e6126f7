import { type BlankNode, DataFactory, type NamedNode } from 'n3';
import { datatypeIri } from '../datatypes/datatype.js';
import type { Column } from '../metadata/column.js';
import type { Table } from '../metadata/table.js';
import { compileTemplate, type Template, type Values } from '../metadata/template.js';
import { expandPrefix } from '../vocabulary/prefixes.js';

const { blankNode, namedNode } = DataFactory;

/** A term of a statement, as it is made from the values of a row. */
export type TermPlan =
  | { kind: 'constant'; term: NamedNode | BlankNode }
  | { kind: 'iri'; template: Template; column: Column | undefined } // the column whose template it is
  | { kind: 'blank'; label: string } // a node of its own for each row: the label and the row's number
  | { kind: 'literal'; name: string; type: LiteralType; brokenType: LiteralType }; // the value of this name

/** The language of a text, or a datatype. */
export type LiteralType = string | NamedNode;

/** A statement that every row makes in which the column `needs` has a value. */
export interface StatementPlan {
  column: Column | undefined; // whose cell it is from; undefined for a virtual column and for what is said of the row
  needs: string | undefined;
  subject: TermPlan;
  predicate: TermPlan;
  object: TermPlan;
  list: string | undefined; // several values make one rdf:List, whose nodes have labels that begin so
}

/** What a row becomes, compiled once a table: quads and bytes are both written from this (Generating RDF, section 4). */
export interface Plan {
  table: Table;
  statements: StatementPlan[];
}

/** Tells the tables of a group apart in the labels of blank nodes, and says whether rows are described as such. */
export interface PlanOptions {
  index: number;
  isMinimal: boolean;
}

export function compilePlan(table: Table, { index, isMinimal }: PlanOptions): Plan {
  const row: TermPlan = { kind: 'blank', label: `t${index}r` };
  const subject: TermPlan = { kind: 'blank', label: `t${index}s` };
  const columns = [...table.columns, ...table.virtualColumns];
  const cells = columns.flatMap((column, i) =>
    column.suppressOutput ? [] : [compileColumn(column, i + 1, table, subject, index)],
  );
  if (isMinimal) return { table, statements: cells };
  return {
    table,
    statements: [...describeRow(table, tableNode(table, index), row), ...describeSubjects(row, cells), ...cells],
  };
}

/** The property and language of each column, and where it stands in a header: what a fault is traced by. */
export function describeColumns(table: Table, header: string[]) {
  return table.columns.map((column, i) => {
    const { name, titles, propertyUrl, lang } = column;
    const property = propertyUrl === undefined ? '' : template(propertyUrl, column, i + 1, table).expand({});
    const position = header.findIndex((title) => title === name || titles.some(({ text }) => text === title));
    return { name, property, language: lang === 'und' ? '' : lang, position };
  });
}

function compileColumn(
  column: Column,
  number: number,
  table: Table,
  rowSubject: TermPlan,
  index: number,
): StatementPlan {
  const { aboutUrl, propertyUrl = defaultProperty(column), valueUrl, isVirtual, ordered, separator } = column;
  const iri = (text: string): TermPlan => ({ kind: 'iri', template: template(text, column, number, table), column });
  return {
    column: isVirtual ? undefined : column,
    needs: isVirtual && valueUrl !== undefined ? undefined : column.name,
    subject: aboutUrl === undefined ? rowSubject : iri(aboutUrl),
    predicate: iri(propertyUrl),
    object: valueUrl === undefined ? valueLiteral(column) : iri(valueUrl),
    list: ordered && separator !== undefined && valueUrl === undefined ? `t${index}c${number}r` : undefined,
  };
}

/** The name of a column is percent-encoded already; in a fragment some characters more would have to be. */
const defaultProperty = ({ name }: Column): string => `#${name.replace(/[{}]/g, encodeURIComponent)}`;

/** The value of a column as a literal: text in its language or a value of its datatype; what is no such value is text. */
function valueLiteral({ name, datatype, lang }: Column): TermPlan {
  const text = lang === 'und' || datatype.base !== 'string' ? namedNode(datatypeIri('string')) : lang.toLowerCase(); // as n3 makes its terms
  const isText = datatype.base === 'string' && datatype.id === undefined;
  const type = isText ? text : namedNode(datatype.id ?? datatypeIri(datatype.base));
  return { kind: 'literal', name, type, brokenType: text };
}

function template(text: string, { name }: Column, number: number, table: Table): Template {
  const constants: Values = {};
  const source = number + table.dialect.skipColumns;
  const known: Values = { _name: decode(name), _column: String(number), _sourceColumn: String(source) };
  for (const [key, value] of Object.entries(known)) if (text.includes(key)) constants[key] = value ?? null;
  return compileTemplate(text, table.url, constants);
}

function decode(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

const constant = (iri: string): TermPlan => ({ kind: 'constant', term: namedNode(iri) });
const csvw = (name: string): TermPlan => constant(expandPrefix(`csvw:${name}`));

/** The node that stands for a table: its `@id`, or a blank one. */
export const tableNode = ({ id }: Table, index: number): NamedNode | BlankNode =>
  id === undefined ? blankNode(`t${index}`) : namedNode(id);

/** What the standard mode says of a row (Generating RDF, section 4.6, step 4). */
function describeRow(table: Table, node: NamedNode | BlankNode, row: TermPlan): StatementPlan[] {
  const say = (subject: TermPlan, predicate: TermPlan, object: TermPlan, needs?: string): StatementPlan => ({
    column: undefined,
    needs,
    subject,
    predicate,
    object,
    list: undefined,
  });
  const integer = namedNode(datatypeIri('integer'));
  const address = compileTemplate('#row={_sourceRow}', table.url, {});
  const titles = table.rowTitles.flatMap((name) => table.columns.filter((column) => column.name === name));
  return [
    say({ kind: 'constant', term: node }, csvw('row'), row),
    say(row, constant(expandPrefix('rdf:type')), csvw('Row')),
    say(row, csvw('rownum'), { kind: 'literal', name: '_row', type: integer, brokenType: integer }),
    say(row, csvw('url'), { kind: 'iri', template: address, column: undefined }),
    ...titles.map((column) => {
      const type = column.lang === 'und' ? namedNode(datatypeIri('string')) : column.lang.toLowerCase();
      return say(row, csvw('title'), { kind: 'literal', name: column.name, type, brokenType: type }, column.name);
    }),
  ];
}

/** Each subject of a row is described by it once; equal templates are equal subjects. */
function describeSubjects(row: TermPlan, cells: StatementPlan[]): StatementPlan[] {
  const seen = new Set<string>();
  return cells.flatMap(({ subject }) => {
    const key = subject.kind === 'iri' ? subject.template.text : '';
    if (seen.has(key)) return [];
    seen.add(key);
    return [
      {
        column: undefined,
        needs: undefined,
        subject: row,
        predicate: csvw('describes'),
        object: subject,
        list: undefined,
      },
    ];
  });
}
