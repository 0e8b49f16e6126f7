import type { Column } from '../csvw/metadata/column.js';
import { expandPrefix } from '../csvw/metadata/json.js';
import type { TableGroup } from '../csvw/metadata/metadata.js';
import { type Dialect, defaultDialect, type Table } from '../csvw/metadata/table.js';
import { compileTemplate, type Template, variablesOf } from '../csvw/metadata/uri-template.js';
import { compilePlan, graphOf, type LiteralType, type StatementPlan, type TermPlan } from '../csvw/rdf/plan.js';
import { iriSyntaxFault, namespaces } from '../rdf/iri.js';
import { escapeLiteral, typeSuffix } from '../rdf/nquads.js';
import data from './mapping.json' with { type: 'json' };

const { languages, remarks: texts } = data;

/**
 * RML (rml.io) over the CSV files themselves, where several values in a cell are taken apart by a function of GREL; R2RML
 * (W3C, September 2012) over a database that has each sheet as a table of its name, and all its columns as text.
 */
export type MappingLanguage = keyof typeof languages;

/** The statements about one kind of thing that each row of a table names: an `rr:TriplesMap` of R2RML, section 5. */
interface TriplesMap {
  name: string; // "links-1": unlike that of any other map
  table: Table;
  graph: string | undefined;
  subject: TermMap;
  statements: { predicate: TermMap; object: TermMap }[];
}

/** How a term is made from a row: R2RML, section 7. Columns go by their names in the file. */
type TermMap =
  | { kind: 'constant'; iri: string }
  | { kind: 'template'; pieces: string[]; isBlank: boolean; isEncoded: boolean } // text and columns in turn
  | { kind: 'address'; column: string } // the value is an IRI itself
  | { kind: 'column'; column: string; type: LiteralType; separator?: string };

type Terms = Record<'subject' | 'predicate' | 'object', TermMap>;

/**
 * Compiles the plans of a table group (Generating RDF, minimal mode): the statements of one subject become one map. With
 * them come remarks on what the language cannot say.
 */
export function compileMapping(group: TableGroup, language: MappingLanguage) {
  const maps: TriplesMap[] = [];
  const remarks = new Map<string, Set<string>>(); // the columns and tables that each is on
  const named = new Set<string>();
  for (const [index, table] of group.tables.entries()) {
    if (table.suppressOutput) continue;
    const remark = (column: string | undefined, text: string): void => {
      const places = remarks.get(text) ?? new Set();
      remarks.set(text, places.add(column === undefined ? table.name : `${table.name} ${column}`));
    };
    if (table.columns.length === 0) remark(undefined, texts.undescribed);
    const bySubject = new Map<string, TriplesMap>();
    const own = named.has(nameOf(table)) ? `${nameOf(table)}-${index}-` : `${nameOf(table)}-`;
    named.add(nameOf(table));
    for (const statement of compilePlan(table, { index, isMinimal: true }).statements) {
      const terms = compileStatement(statement, table, language);
      if (typeof terms === 'string') {
        remark(statement.needs, terms);
        continue;
      }
      const { subject, predicate, object } = terms;
      const key = statement.subject.kind === 'iri' ? statement.subject.template.text : statement.subject.kind;
      const name = `${own}${bySubject.size + 1}`;
      const map = bySubject.get(key) ?? { name, table, graph: graphOf(table)?.value, subject, statements: [] };
      map.statements.push({ predicate, object });
      bySubject.set(key, map);
      for (const [column, text] of remarksOn(statement, table, terms)) remark(column, text);
    }
    maps.push(...bySubject.values());
  }
  return { maps, remarks: [...remarks].map(remarkLine) };
}

/** One line for each remark, with the first columns that it is on. */
function remarkLine([text, places]: [string, Set<string>]): string {
  const [few, more] = [[...places].slice(0, 5), places.size - 5];
  return `${few.join(', ')}${more > 0 ? ` and ${more} more` : ''}: ${text}`;
}

/** The name of a table without its folder and ending: "links" of "data/links.csv". */
const nameOf = ({ name }: Table): string =>
  name
    .replace(/[?#].*/s, '')
    .replace(/^.*\//s, '')
    .replace(/\.[^.]*$/, '') || 'table';

/** What a column is called in the file. */
const headerOf = ({ name, titles }: Column): string => titles[0]?.text ?? name;

const columnOf = ({ columns }: Table, name: string | undefined): Column | undefined =>
  columns.find((column) => column.name === name);

/** The three terms of a statement, or a remark on why it is left out. */
function compileStatement(statement: StatementPlan, table: Table, language: MappingLanguage): Terms | string {
  const [subject, predicate, object] = [statement.subject, statement.predicate, statement.object].map((term) =>
    termMap(term, table),
  ) as [TermMap | string, TermMap | string, TermMap | string];
  if (typeof subject === 'string') return subject;
  if (typeof predicate === 'string') return predicate;
  if (typeof object === 'string') return object;
  const separator = statement.column?.separator;
  if (separator === undefined) return { subject, predicate, object };
  if (object.kind !== 'column') return texts['several-addresses'];
  return language === 'rml' ? { subject, predicate, object: { ...object, separator } } : texts['several-values'];
}

/** A term of the plan in the words of R2RML, or a remark on why it has none. */
function termMap(plan: TermPlan, table: Table): TermMap | string {
  if (plan.kind === 'constant') return constantMap(plan.term.value);
  if (plan.kind === 'blank') return blankOf(table);
  if (plan.kind === 'iri') return templateMap(plan.template, table);
  const column = columnOf(table, plan.name);
  if (!column) return `left out: there is no column ${plan.name} in the file`;
  const fault = typeof plan.type === 'string' ? undefined : iriSyntaxFault(plan.type.value)?.fault;
  if (fault) return `left out: its datatype is no address: ${fault}`;
  return { kind: 'column', column: headerOf(column), type: plan.type };
}

function constantMap(iri: string): TermMap | string {
  const fault = iriSyntaxFault(iri)?.fault;
  return fault ? `left out: ${iri} is no address: ${fault}` : { kind: 'constant', iri };
}

/** R2RML has no rows of its own: their key distinguishes them, or else all their cells. */
function blankOf({ columns, primaryKey }: Table): TermMap | string {
  const key = primaryKey.length > 0 ? columns.filter(({ name }) => primaryKey.includes(name)) : columns;
  if (key.length === 0) return texts['no-columns'];
  const pieces = ['row', ...key.flatMap((column) => [headerOf(column), '-'])].slice(0, -1).concat('');
  return { kind: 'template', pieces, isBlank: true, isEncoded: true };
}

function templateMap(template: Template, table: Table): TermMap | string {
  if (template.constant !== undefined) return constantMap(template.constant);
  const { text } = template;
  const unknown = variablesOf(text).find((variable) => !columnOf(table, variable));
  if (unknown !== undefined) {
    const why = unknown.startsWith('_') ? 'which only CSV on the Web knows' : 'which is no column of the file';
    return `left out: the template ${text} asks for ${unknown}, ${why}`;
  }
  const header = (name: string): string => headerOf(columnOf(table, name) as Column);
  const whole = /^\{\+([\w.%]+)\}$/.exec(text)?.[1];
  if (whole !== undefined) return { kind: 'address', column: header(whole) };
  const pieces = template.pieces ?? piecesOf(text, table.url);
  if (!pieces)
    return `left out: the template ${text} is more than R2RML knows: it has columns in braces, and nothing else`;
  const named = pieces.map((piece, i) => (i % 2 === 0 ? piece : header(piece)));
  return { kind: 'template', pieces: named, isBlank: false, isEncoded: !/\{[+#]/.test(text) };
}

/** Pieces of a template with {+name} or {#name} too, which keep what {name} encodes; nothing where it has more. */
function piecesOf(text: string, base: string): string[] | undefined {
  const simple = text.replace(/\{\+([\w.%]+)\}/g, '{$1}').replace(/\{#([\w.%]+)\}/g, '#{$1}');
  const whole = expandPrefix(simple);
  const rooted = /^[^{}:/#?]*\{/.test(whole) ? `${new URL('.', base).href}${whole}` : whole; // a name in the table's folder
  return compileTemplate(rooted, base, {}).pieces;
}

/** What differs in a statement that can be written, with the column that the remark is on. */
function* remarksOn(plan: StatementPlan, table: Table, terms: Terms): Generator<[string | undefined, string]> {
  const { needs, list } = plan;
  const column = columnOf(table, needs);
  const used = [plan.subject, plan.object].flatMap((term) =>
    term.kind === 'iri' ? variablesOf(term.template.text) : term.kind === 'literal' ? [term.name] : [],
  );
  const made = [terms.subject, terms.object];
  const canBeEmpty = (name: string): boolean => columnOf(table, name)?.required === false;
  for (const term of made)
    if (term.kind === 'address' && !isWhole(term.column, table)) yield [term.column, texts.relative];
  if (!isPlain(table.dialect)) yield [undefined, texts.dialect];
  if (needs !== undefined && canBeEmpty(needs) && !used.includes(needs)) yield [needs, texts['every-row']];
  if (used.some((name) => name !== needs && canBeEmpty(name))) yield [needs, texts['empty-part']];
  for (const term of made) {
    if (term.kind === 'template' && term.isBlank) yield [needs, texts.row];
    if (term.kind === 'template' && !term.isEncoded) yield [needs, texts.plain];
    if (term.kind === 'column' && term.separator !== undefined) yield [needs, texts.split];
  }
  if (list !== undefined) yield [needs, texts.order];
  if (!column) return;
  if (terms.object.kind === 'column') {
    const { base, format, id: _, description: __, ...bounds } = column.datatype;
    const isText = base === 'string' || base === 'anyURI';
    if (!isText) yield [needs, format === undefined ? texts.datatype : texts.format];
    if (Object.keys(bounds).length > 0 || (isText && format !== undefined)) yield [needs, texts.pattern];
  }
  if (column.null.some((word) => word !== '')) yield [needs, texts.nulls];
  if (column.default !== '') yield [needs, texts.standard];
}

/** Whether the pattern of a column lets nothing in but web addresses. */
function isWhole(header: string, table: Table): boolean {
  const format = table.columns.find((column) => headerOf(column) === header)?.datatype.format;
  return typeof format === 'string' && /^https?\??:\/\//.test(format) && !format.includes('|');
}

/** Whether a file needs no description of its dialect. */
const isPlain = (dialect: Dialect): boolean => JSON.stringify(dialect) === JSON.stringify(defaultDialect);

/** A string of Turtle. */
const text = (value: string): string => `"${escapeLiteral(value)}"`;

/** A column as a template or reference has it: in SQL a name in quotes, capitals and blanks included. */
const quoted = (name: string, language: MappingLanguage): string =>
  language === 'rml' ? name : `"${name.replaceAll('"', '""')}"`;

/** A plain name where the file is plain CSV; else a table with its dialect, as RML borrows it from CSV on the Web. */
function sourceOf(table: Table, language: MappingLanguage): string {
  const { name, dialect } = table;
  if (language === 'r2rml') return text(quoted(nameOf(table), language));
  if (isPlain(dialect)) return text(name);
  const { delimiter, quoteChar, encoding } = dialect;
  const quote = quoteChar === null ? '' : ` ; csvw:quoteChar ${text(quoteChar)}`;
  const properties = `csvw:delimiter ${text(delimiter)} ; csvw:encoding ${text(encoding)}${quote}`;
  return `[ a csvw:Table ; csvw:url ${text(name)} ; csvw:dialect [ a csvw:Dialect ; ${properties} ] ]`;
}

/** A mapping in Turtle, with the remarks in comments at its head. */
export function writeMapping(
  { maps, remarks }: ReturnType<typeof compileMapping>,
  base: string,
  language: MappingLanguage,
): string {
  const { note, prefixes } = languages[language];
  const lines = [
    ...[note, ...remarks].map((line) => `# ${line.replace(/[\r\n]+/g, ' ')}`),
    '',
    `@base <${base.replace(/[|^`\\]/g, encodeURIComponent)}> .`,
    ...Object.entries({ rr: namespaces.rr, ...prefixes }).map(([name, iri]) => `@prefix ${name}: <${iri}> .`),
    ...maps.map((map) => writeMap(map, language)),
  ];
  return `${lines.join('\n')}\n`;
}

function writeMap({ name, table, graph, subject, statements }: TriplesMap, language: MappingLanguage): string {
  const lines = statements.map(({ predicate, object }) => {
    const property =
      predicate.kind === 'constant'
        ? `rr:predicate <${predicate.iri}>`
        : `rr:predicateMap ${writeTerm(predicate, language)}`;
    return `  rr:predicateObjectMap [ ${property} ; rr:objectMap ${writeTerm(object, language)} ]`;
  });
  const inGraph = graph === undefined ? '' : ` ; rr:graph <${graph}>`;
  const subjectMap = writeTerm(subject, language).replace(/ \]$/, `${inGraph} ]`);
  return `\n<#${encodeURIComponent(name)}> a rr:TriplesMap ;\n  ${languages[language].source.replace('{source}', () => sourceOf(table, language))} ;\n  rr:subjectMap ${subjectMap} ;\n${lines.join(' ;\n')} .`;
}

function writeTerm(term: TermMap, language: MappingLanguage): string {
  const words = languages[language];
  const reference = (column: string, separator?: string): string =>
    (separator === undefined ? words.column : words.split)
      .replace('{column}', () => text(quoted(column, language)))
      .replace('{separator}', () => text(separator ?? ''));
  if (term.kind === 'constant') return `[ rr:constant <${term.iri}> ; rr:termType rr:IRI ]`; // else RocketRML makes it a text
  if (term.kind === 'address') return `[ ${reference(term.column)} ; rr:termType rr:IRI ]`;
  if (term.kind === 'template') {
    const pieces = term.pieces.map((piece, i) =>
      i % 2 === 0 ? escapeBraces(piece) : `{${escapeBraces(quoted(piece, language))}}`,
    );
    return `[ rr:template ${text(pieces.join(''))} ; rr:termType ${term.isBlank ? 'rr:BlankNode' : 'rr:IRI'} ]`;
  }
  const { column, separator, type } = term;
  const value = reference(column, separator);
  if (typeof type === 'string') return `[ ${value} ; rr:language ${text(type)} ]`;
  const datatype = typeSuffix(type).slice('^^'.length);
  return `[ ${value}${datatype === '' ? '' : ` ; rr:datatype ${datatype}`} ]`;
}

/** Braces that are not a template's own (R2RML, section 7.3). */
const escapeBraces = (piece: string): string => piece.replace(/[\\{}]/g, '\\$&');
