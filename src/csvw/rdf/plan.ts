import { type BlankNode, DataFactory, type NamedNode } from 'n3';
import { type Curie, iriSyntaxFault } from '../../rdf/iri.js';
import { term } from '../../rdf/terms.js';
import { datatypeIri } from '../datatypes/builtin.js';
import type { Column } from '../metadata/column.js';
import type { Table } from '../metadata/table.js';
import { compileTemplate, type Template, type Values } from '../metadata/uri-template.js';
import type { HeaderMatch } from '../rows/cells.js';

const { blankNode, namedNode } = DataFactory;

/** What statements can be about. */
export type Node = NamedNode | BlankNode;

/** A term of a statement, as it is made from the values of a row. */
export type TermPlan =
  | { kind: 'constant'; term: Node }
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

/** Distinguishes the tables of a group in the labels of blank nodes, and says whether rows are described as such. */
export interface PlanOptions {
  index: number;
  isMinimal: boolean;
}

/** Compiles the statements that the rows of a table make. */
export function compilePlan(table: Table, { index, isMinimal }: PlanOptions): Plan {
  const row: TermPlan = { kind: 'blank', label: `t${index}r` };
  const cells = [...table.columns, ...table.virtualColumns].flatMap((column, i) =>
    column.suppressOutput ? [] : [compileColumn(column, i + 1, table, index)],
  );
  if (isMinimal) return { table, statements: cells };
  const ofRow = [...describeRow(table, tableNode(table, index), row), ...describeSubjects(row, cells)];
  return { table, statements: [...ofRow, ...cells] };
}

/** The property and language of each column, and its index in the header: a fault is traced by these. */
export const describeColumns = (table: Table, header: HeaderMatch) =>
  table.columns.map((column, i) => {
    const { name, propertyUrl, lang } = column;
    const property = propertyUrl === undefined ? '' : template(propertyUrl, column, i + 1, table).expand({});
    return { name, property, language: lang === 'und' ? '' : lang, position: header.columns.indexOf(column) };
  });

function compileColumn(column: Column, number: number, table: Table, index: number): StatementPlan {
  const { name, aboutUrl, valueUrl, isVirtual, ordered, separator } = column;
  // the name of a column is percent-encoded already; in a fragment some more characters would have to be
  const { propertyUrl = `#${name.replace(/[{}]/g, encodeURIComponent)}` } = column;
  const iri = (text: string): TermPlan => ({ kind: 'iri', template: template(text, column, number, table), column });
  return {
    column: isVirtual ? undefined : column,
    needs: isVirtual && valueUrl !== undefined ? undefined : name,
    subject: aboutUrl === undefined ? { kind: 'blank', label: `t${index}s` } : iri(aboutUrl),
    predicate: iri(propertyUrl),
    object: valueUrl === undefined ? valueLiteral(column) : iri(valueUrl),
    list: ordered && separator !== undefined && valueUrl === undefined ? `t${index}c${number}r` : undefined,
  };
}

const datatypeOf = (name: string): NamedNode => namedNode(datatypeIri(name));

/** Text in a language as n3 makes its terms, or plain text. */
const textType = (lang: string): LiteralType => (lang === 'und' ? datatypeOf('string') : lang.toLowerCase());

/** The value of a column as a literal: text in its language or a value of its datatype; a broken value is text. */
function valueLiteral({ name, datatype: { base, id }, lang }: Column): TermPlan {
  const text = textType(base === 'string' ? lang : 'und');
  const isText = base === 'string' && id === undefined;
  return { kind: 'literal', name, type: isText ? text : namedNode(id ?? datatypeIri(base)), brokenType: text };
}

function template(text: string, { name }: Column, number: number, table: Table): Template {
  const source = number + table.dialect.skipColumns;
  const known: Values = { _name: decode(name), _column: String(number), _sourceColumn: String(source) };
  const used = Object.entries(known).filter(([key]) => text.includes(key));
  return compileTemplate(text, table.url, Object.fromEntries(used));
}

function decode(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

const constant = (curie: Curie): TermPlan => ({ kind: 'constant', term: term(curie) });

/** The node of a table: its `@id`, or a blank one. */
export const tableNode = ({ id }: Table, index: number): Node =>
  id === undefined ? blankNode(`t${index}`) : namedNode(id);

/** A statement that no cell makes. */
const say = (subject: TermPlan, property: Curie, object: TermPlan, needs?: string): StatementPlan => ({
  column: undefined,
  needs,
  subject,
  predicate: constant(property),
  object,
  list: undefined,
});

/** The statements of the standard mode about a row (Generating RDF, section 4.6, step 4). */
function describeRow(table: Table, node: Node, row: TermPlan): StatementPlan[] {
  const literal = (name: string, type: LiteralType): TermPlan => ({ kind: 'literal', name, type, brokenType: type });
  const address = compileTemplate('#row={_sourceRow}', table.url, {});
  const titles = table.rowTitles.flatMap((name) => table.columns.filter((column) => column.name === name));
  return [
    say({ kind: 'constant', term: node }, 'csvw:row', row),
    say(row, 'rdf:type', constant('csvw:Row')),
    say(row, 'csvw:rownum', literal('_row', datatypeOf('integer'))),
    say(row, 'csvw:url', { kind: 'iri', template: address, column: undefined }),
    ...titles.map(({ name, lang }) => say(row, 'csvw:title', literal(name, textType(lang)), name)),
  ];
}

/** Each subject of a row is described by it once; equal templates are equal subjects. */
function describeSubjects(row: TermPlan, cells: StatementPlan[]): StatementPlan[] {
  const subjects = new Map<string, TermPlan>();
  for (const { subject } of cells) {
    const key = subject.kind === 'iri' ? subject.template.text : '';
    if (!subjects.has(key)) subjects.set(key, subject);
  }
  return [...subjects.values()].map((subject) => say(row, 'csvw:describes', subject));
}

/** The graph that a table's statements go into: the one that its `sd:name` names, which is our own extension. */
export function graphOf({ common, context }: Table): NamedNode | undefined {
  const name = (common['sd:name'] as { '@id'?: unknown } | null | undefined)?.['@id'];
  const iri =
    typeof name === 'string' && name !== '' && URL.canParse(name, context.base) ? new URL(name, context.base).href : '';
  return iriSyntaxFault(iri) ? undefined : namedNode(iri);
}
