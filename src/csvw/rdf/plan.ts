import { type BlankNode, DataFactory, type NamedNode } from 'n3';
import { type Curie, iriSyntaxFault } from '../../rdf/iri.js';
import { term } from '../../rdf/terms.js';
import { datatypeIri } from '../datatypes/builtin.js';
import type { Column } from '../metadata/column.js';
import type { Table } from '../metadata/table.js';
import { compileTemplate, type Template, type Values, variablesOf } from '../metadata/uri-template.js';
import type { HeaderMatch } from '../rows/cells.js';

const { blankNode, namedNode } = DataFactory;

/** The subject of a statement. */
export type Node = NamedNode | BlankNode;

/** Instructions for making a term from the values of a row. */
export type TermPlan =
  | { kind: 'constant'; term: Node }
  | { kind: 'iri'; template: Template; column: Column | undefined; each?: string } // the column whose template it is; `each`: a list that makes an IRI per item
  | { kind: 'blank'; label: string } // one node for each row: label and row number
  | { kind: 'literal'; name: string; type: LiteralType; brokenType: LiteralType }; // the value with this name

/** The language of a text, or a datatype. */
export type LiteralType = string | NamedNode;

/** A statement of every row that has a value in the column `needs`. */
export interface StatementPlan {
  column: Column | undefined; // its source; undefined for a virtual column and for statements about the row
  needs: string | undefined;
  subject: TermPlan;
  predicate: TermPlan;
  object: TermPlan;
  list: string | undefined; // label prefix of the nodes, if the values make one rdf:List
}

/** The statements of every row in a table, for writing both quads and bytes (Generating RDF, section 4). */
export interface Plan {
  table: Table;
  statements: StatementPlan[];
}

export interface PlanOptions {
  index: number; // of the table in its group, for the labels of blank nodes
  isMinimal: boolean; // no descriptions of rows
  isPerItem?: boolean; // each item of a list makes an IRI; in the standard, the whole list makes one
}

/** Compiles the statements of a table's rows. */
export function compilePlan(table: Table, { index, isMinimal, isPerItem = false }: PlanOptions): Plan {
  const row: TermPlan = { kind: 'blank', label: `t${index}r` };
  const cells = [...table.columns, ...table.virtualColumns].flatMap((column, i) =>
    column.suppressOutput ? [] : [compileColumn(column, i + 1, table, index, isPerItem)],
  );
  if (isMinimal) return { table, statements: cells };
  const ofRow = [...describeRow(table, tableNode(table, index), row), ...describeSubjects(row, cells)];
  return { table, statements: [...ofRow, ...cells] };
}

/** Returns the property, language and header position of each column, to trace faults to their column. */
export const describeColumns = (table: Table, header: HeaderMatch) =>
  table.columns.map((column, i) => {
    const { name, propertyUrl, lang } = column;
    const property = propertyUrl === undefined ? '' : template(propertyUrl, column, i + 1, table).expand({});
    return { name, property, language: lang === 'und' ? '' : lang, position: header.columns.indexOf(column) };
  });

function compileColumn(column: Column, number: number, table: Table, index: number, isPerItem: boolean): StatementPlan {
  const { name, aboutUrl, valueUrl, isVirtual, ordered, separator } = column;
  // names are percent-encoded except for braces
  const { propertyUrl = `#${name.replace(/[{}]/g, encodeURIComponent)}` } = column;
  const iri = (text: string): TermPlan => ({ kind: 'iri', template: template(text, column, number, table), column });
  const isList = isPerItem && separator !== undefined && valueUrl !== undefined && variablesOf(valueUrl).includes(name);
  return {
    column: isVirtual ? undefined : column,
    needs: isVirtual && valueUrl !== undefined ? undefined : name,
    subject: aboutUrl === undefined ? { kind: 'blank', label: `t${index}s` } : iri(aboutUrl),
    predicate: iri(propertyUrl),
    object: valueUrl === undefined ? valueLiteral(column) : { ...iri(valueUrl), ...(isList && { each: name }) },
    list: ordered && separator !== undefined && valueUrl === undefined ? `t${index}c${number}r` : undefined,
  };
}

const datatypeOf = (name: string): NamedNode => namedNode(datatypeIri(name));

/** Returns a language tag in the form of n3, or the datatype of plain text. */
const textType = (lang: string): LiteralType => (lang === 'und' ? datatypeOf('string') : lang.toLowerCase());

/** Plans the literal of a column: text in its language, or a value of its datatype. An invalid value is text. */
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

/** Returns the node of a table: its `@id`, or a blank node. */
export const tableNode = ({ id }: Table, index: number): Node =>
  id === undefined ? blankNode(`t${index}`) : namedNode(id);

/** Plans a statement that is not about a cell. */
const say = (subject: TermPlan, property: Curie, object: TermPlan, needs?: string): StatementPlan => ({
  column: undefined,
  needs,
  subject,
  predicate: constant(property),
  object,
  list: undefined,
});

/** Plans the statements about a row in standard mode (Generating RDF, section 4.6, step 4). */
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

/** Plans one `csvw:describes` statement for each subject of a row. Equal templates make equal subjects. */
function describeSubjects(row: TermPlan, cells: StatementPlan[]): StatementPlan[] {
  const subjects = new Map<string, TermPlan>();
  for (const { subject } of cells) {
    const key = subject.kind === 'iri' ? subject.template.text : '';
    if (!subjects.has(key)) subjects.set(key, subject);
  }
  return [...subjects.values()].map((subject) => say(row, 'csvw:describes', subject));
}

/** Returns the graph of a table: its `sd:name`, an extension of CSV on the Web. */
export function graphOf({ common, context }: Table): NamedNode | undefined {
  const name = (common['sd:name'] as { '@id'?: unknown } | null | undefined)?.['@id'];
  const iri =
    typeof name === 'string' && name !== '' && URL.canParse(name, context.base) ? new URL(name, context.base).href : '';
  return iriSyntaxFault(iri) ? undefined : namedNode(iri);
}
