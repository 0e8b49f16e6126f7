import { graphOf } from '../csvw/convert.js';
import type { Column } from '../csvw/metadata/column.js';
import { expandPrefix } from '../csvw/metadata/json.js';
import type { TableGroup } from '../csvw/metadata/metadata.js';
import { type Dialect, defaultDialect, type Table } from '../csvw/metadata/table.js';
import { compileTemplate, type Template, variablesOf } from '../csvw/metadata/template.js';
import { compilePlan, type LiteralType, type StatementPlan, type TermPlan } from '../csvw/rdf/plan.js';
import { iriSyntaxFault } from '../rdf/iri.js';

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

/** How a term is made from a row: R2RML, section 7. Columns go by the names that stand in the file. */
export type TermMap =
  | { kind: 'constant'; iri: string }
  | { kind: 'template'; pieces: string[]; isBlank: boolean; isEncoded: boolean } // text and columns in turn
  | { kind: 'address'; column: string } // the value is an IRI itself
  | { kind: 'column'; column: string; type: LiteralType; separator?: string };

/** A term of the plan in the words of R2RML, or words for why it has none. */
export function termMap(plan: TermPlan, table: Table): TermMap | string {
  if (plan.kind === 'constant') return constantMap(plan.term.value);
  if (plan.kind === 'blank') return blankOf(table);
  if (plan.kind === 'iri') return templateMap(plan.template, table);
  const column = table.columns.find(({ name }) => name === plan.name);
  if (!column) return `there is no column ${plan.name} in the file`;
  const fault = typeof plan.type === 'string' ? undefined : iriSyntaxFault(plan.type.value)?.fault;
  return fault ? `its datatype is no address: ${fault}` : { kind: 'column', column: headerOf(column), type: plan.type };
}

function constantMap(iri: string): TermMap | string {
  const fault = iriSyntaxFault(iri)?.fault;
  return fault ? `${iri} is no address: ${fault}` : { kind: 'constant', iri };
}

/** What a column is called in the file. */
export const headerOf = ({ name, titles }: Column): string => titles[0]?.text ?? name;

/** R2RML has no rows of its own: what tells them apart is their key, or else all that they hold. */
function blankOf(table: Table): TermMap | string {
  const key =
    table.primaryKey.length > 0 ? table.columns.filter(({ name }) => table.primaryKey.includes(name)) : table.columns;
  if (key.length === 0) return 'it has no columns to tell its rows apart';
  return {
    kind: 'template',
    pieces: ['row', ...key.flatMap((column) => [headerOf(column), '-'])].slice(0, -1).concat(''),
    isBlank: true,
    isEncoded: true,
  };
}

function templateMap(template: Template, table: Table): TermMap | string {
  if (template.constant !== undefined) return constantMap(template.constant);
  const { text } = template;
  const unknown = variablesOf(text).find((variable) => !table.columns.some(({ name }) => name === variable));
  if (unknown !== undefined)
    return `the template ${text} asks for ${unknown}, which ${unknown.startsWith('_') ? 'only CSV on the Web knows' : 'is no column of the file'}`;
  const header = (name: string): string => headerOf(table.columns.find((column) => column.name === name) as Column);
  const whole = /^\{\+([\w.%]+)\}$/.exec(text)?.[1];
  if (whole !== undefined) return { kind: 'address', column: header(whole) };
  const pieces = template.pieces ?? piecesOf(text, table.url);
  if (!pieces) return `the template ${text} is more than R2RML knows: it has columns in braces, and nothing else`;
  const named = pieces.map((piece, i) => (i % 2 === 0 ? piece : header(piece)));
  return { kind: 'template', pieces: named, isBlank: false, isEncoded: !/\{[+#]/.test(text) };
}

/** Pieces of a template with {+name} or {#name} too, which keep what {name} encodes; nothing where there is more to it. */
function piecesOf(text: string, base: string): string[] | undefined {
  const simple = text.replace(/\{\+([\w.%]+)\}/g, '{$1}').replace(/\{#([\w.%]+)\}/g, '#{$1}');
  const whole = expandPrefix(simple);
  const rooted = /^[^{}:/#?]*\{/.test(whole) ? `${new URL('.', base).href}${whole}` : whole; // a name in the folder of the table
  return compileTemplate(rooted, base, {}).pieces;
}

/** Something that RML or R2RML does not say as CSV on the Web does. */
export interface Remark {
  table: string;
  column: string | undefined;
  kind: keyof typeof sayings | 'left-out';
  words?: string; // for what is left out: why
}

/** What differs, and what is written instead. */
const sayings = {
  order: 'the order of several values is lost: they become so many statements, and no list',
  split:
    'several values in a cell are taken apart by the function grel:string_split, which the engine must know; to some a separator is a pattern',
  'every-row': 'the statement is made in rows too where this column is empty',
  'empty-part': 'where a part of its address is empty there is no statement; CSV on the Web leaves the part out',
  plain: 'the address keeps no reserved characters of the value ({name} is written for {+name})',
  relative: 'an address that does not begin with a scheme is put behind the base, and not resolved against it',
  row: 'there are no numbers of rows: rows that are alike in their key, or without one in all columns, become one node',
  nulls: 'only an empty cell stands for nothing; other words for it come out as values',
  standard: 'an empty cell stays empty: the default of the column is not known',
  format: 'cells come out as they are written, not as their format reads them: write them in the form of the datatype',
  datatype: 'blanks around a value stay, and a cell that is no value of its datatype has it all the same',
  pattern: 'the pattern and the bounds that values must keep to are not checked: gcm check does it',
  dialect: 'the file is not written as RFC 4180 has it: the engine must know the csvw:dialect of its source',
} as const;

/** What is to be said of a statement that could be written. */
export function remarksOf(
  statement: StatementPlan,
  table: Table,
  said: Record<'subject' | 'object', TermMap>,
): Remark[] {
  const { needs, list, subject, object } = statement;
  const column = table.columns.find(({ name }) => name === needs);
  const kinds = new Set<keyof typeof sayings>();
  const remarks: Remark[] = [];
  const used = [subject, object].flatMap((term) =>
    term.kind === 'iri' ? variablesOf(term.template.text) : term.kind === 'literal' ? [term.name] : [],
  );
  const canBeEmpty = (name: string): boolean => table.columns.find((one) => one.name === name)?.required === false;
  if (needs !== undefined && column?.required === false && !used.includes(needs)) kinds.add('every-row');
  if (used.some((name) => name !== needs && canBeEmpty(name))) kinds.add('empty-part');
  for (const term of [said.subject, said.object]) {
    if (term.kind === 'template' && term.isBlank) kinds.add('row');
    if (term.kind === 'template' && !term.isEncoded) kinds.add('plain');
    if (term.kind === 'address' && !isWhole(term.column, table))
      remarks.push({ table: table.name, column: term.column, kind: 'relative' });
    if (term.kind === 'column' && term.separator !== undefined) kinds.add('split');
  }
  if (list !== undefined) kinds.add('order');
  if (!isPlain(table.dialect)) remarks.push({ table: table.name, column: undefined, kind: 'dialect' });
  if (column && said.object.kind === 'column') {
    const { base, format, id: _, description: __, ...bounds } = column.datatype;
    const isText = base === 'string' || base === 'anyURI';
    if (!isText) kinds.add(format === undefined ? 'datatype' : 'format');
    if (Object.keys(bounds).length > 0 || (isText && format !== undefined)) kinds.add('pattern');
  }
  if (column?.null.some((word) => word !== '')) kinds.add('nulls');
  if (column && column.default !== '') kinds.add('standard');
  return [...remarks, ...[...kinds].map((kind) => ({ table: table.name, column: needs, kind }))];
}

/** Whether the pattern of a column lets nothing in but web addresses. */
function isWhole(header: string, table: Table): boolean {
  const format = table.columns.find((column) => headerOf(column) === header)?.datatype.format;
  return typeof format === 'string' && /^https?\??:\/\//.test(format) && !format.includes('|');
}

/** One line for each thing to say, with all the columns that it is said of. */
export function tellRemarks(remarks: Remark[]): string[] {
  const lines = new Map<string, Set<string>>();
  for (const { table, column, kind, words } of remarks) {
    const line = kind === 'left-out' ? `left out: ${words}` : sayings[kind];
    const places = lines.get(line) ?? new Set();
    lines.set(line, places.add(column === undefined ? table : `${table} ${column}`));
  }
  return [...lines].map(([line, places]) => {
    const [few, more] = [[...places].slice(0, 5), places.size - 5];
    return `${few.join(', ')}${more > 0 ? ` and ${more} more` : ''}: ${line}`;
  });
}

/** Whether a file needs no dialect to be told. */
export const isPlain = (dialect: Dialect): boolean => JSON.stringify(dialect) === JSON.stringify(defaultDialect);
