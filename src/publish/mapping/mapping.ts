import type { Column } from '../../csvw/metadata/column.js';
import { expandPrefix } from '../../csvw/metadata/json.js';
import type { TableGroup } from '../../csvw/metadata/metadata.js';
import { type Dialect, defaultDialect, type Table } from '../../csvw/metadata/table.js';
import { compileTemplate, type Template, variablesOf } from '../../csvw/metadata/uri-template.js';
import { compilePlan, graphOf, type LiteralType, type StatementPlan, type TermPlan } from '../../csvw/rdf/plan.js';
import { iriSyntaxFault, namespaces } from '../../rdf/iri.js';
import { escapeLiteral, typeSuffix } from '../../rdf/nquads.js';
import data from './mapping.json' with { type: 'json' };

const { languages, remarks: texts } = data;

/**
 * RML (rml.io) maps the CSV files, and splits cells with a GREL function. R2RML (W3C, September 2012) maps a database
 * that has each sheet as a table with text columns.
 */
export type MappingLanguage = keyof typeof languages;

/** Statements with the same subject template of a table: an `rr:TriplesMap` (R2RML, section 5). */
interface TriplesMap {
  name: string; // unique: "links-1"
  table: Table;
  graph: string | undefined;
  subject: TermMap;
  statements: { predicate: TermMap; object: TermMap }[];
}

/** Makes a term from a row (R2RML, section 7). Columns have their names from the file. */
type TermMap =
  | { kind: 'constant'; iri: string }
  | { kind: 'template'; pieces: string[]; isBlank: boolean; isEncoded: boolean } // text and columns alternate
  | { kind: 'address'; column: string } // the value is an IRI
  | { kind: 'column'; column: string; type: LiteralType; separator?: string };

type Terms = Record<'subject' | 'predicate' | 'object', TermMap>;

/**
 * Compiles the statement plans of a table group (minimal mode) to one map per subject template, with remarks about
 * features that the language does not support.
 */
export function compileMapping(group: TableGroup, language: MappingLanguage) {
  const maps: TriplesMap[] = [];
  const remarks = new Map<string, Set<string>>(); // by text: the affected columns and tables
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

/** Writes a remark with the first columns that it affects. */
function remarkLine([text, places]: [string, Set<string>]): string {
  const [few, more] = [[...places].slice(0, 5), places.size - 5];
  return `${few.join(', ')}${more > 0 ? ` and ${more} more` : ''}: ${text}`;
}

/** Returns the name of a table without folder and extension: "links" for "data/links.csv". */
const nameOf = ({ name }: Table): string =>
  name
    .replace(/[?#].*/s, '')
    .replace(/^.*\//s, '')
    .replace(/\.[^.]*$/, '') || 'table';

/** Returns the header of a column. */
const headerOf = ({ name, titles }: Column): string => titles[0]?.text ?? name;

const columnOf = ({ columns }: Table, name: string | undefined): Column | undefined =>
  columns.find((column) => column.name === name);

/** Returns the terms of a statement, or the reason to skip it. */
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

/** Converts a term of the plan, or returns the reason to skip the statement. */
function termMap(plan: TermPlan, table: Table): TermMap | string {
  if (plan.kind === 'constant') return constantMap(plan.term.value);
  if (plan.kind === 'blank') return blankOf(table);
  if (plan.kind === 'iri') return templateMap(plan.template, table);
  const column = columnOf(table, plan.name);
  if (!column) return `Skipped because the file has no column "${plan.name}"`;
  const fault = typeof plan.type === 'string' ? undefined : iriSyntaxFault(plan.type.value)?.fault;
  if (fault) return `Skipped because its datatype is not an IRI: ${fault}`;
  return { kind: 'column', column: headerOf(column), type: plan.type };
}

function constantMap(iri: string): TermMap | string {
  const fault = iriSyntaxFault(iri)?.fault;
  return fault ? `Skipped because ${iri} is not an IRI: ${fault}` : { kind: 'constant', iri };
}

/** Identifies a row by its key or by all its cells, because R2RML has no row numbers. */
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
    const why = unknown.startsWith('_') ? 'which only CSV on the Web supports' : 'which is not a column of the file';
    return `Skipped because the template ${text} uses ${unknown}, ${why}`;
  }
  const header = (name: string): string => headerOf(columnOf(table, name) as Column);
  const whole = /^\{\+([\w.%]+)\}$/.exec(text)?.[1];
  if (whole !== undefined) return { kind: 'address', column: header(whole) };
  const pieces = template.pieces ?? piecesOf(text, table.url);
  if (!pieces) return `Skipped because R2RML does not support the template ${text}. It only supports columns in braces`;
  const named = pieces.map((piece, i) => (i % 2 === 0 ? piece : header(piece)));
  return { kind: 'template', pieces: named, isBlank: false, isEncoded: !/\{[+#]/.test(text) };
}

/** Returns the pieces of a template. Treats {+name} and {#name} as {name}. Undefined if it contains other operators. */
function piecesOf(text: string, base: string): string[] | undefined {
  const simple = text.replace(/\{\+([\w.%]+)\}/g, '{$1}').replace(/\{#([\w.%]+)\}/g, '#{$1}');
  const whole = expandPrefix(simple);
  const rooted = /^[^{}:/#?]*\{/.test(whole) ? `${new URL('.', base).href}${whole}` : whole; // relative to the table's folder
  return compileTemplate(rooted, base, {}).pieces;
}

/** Yields remarks about a statement, with the affected column. */
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

/** True if the pattern of a column only allows web URLs. */
function isWhole(header: string, table: Table): boolean {
  const format = table.columns.find((column) => headerOf(column) === header)?.datatype.format;
  return typeof format === 'string' && /^https?\??:\/\//.test(format) && !format.includes('|');
}

/** True if a file has the default dialect. */
const isPlain = (dialect: Dialect): boolean => JSON.stringify(dialect) === JSON.stringify(defaultDialect);

/** Writes a Turtle string. */
const text = (value: string): string => `"${escapeLiteral(value)}"`;

/** Writes a column name in a template or reference. In SQL it is quoted. */
const quoted = (name: string, language: MappingLanguage): string =>
  language === 'rml' ? name : `"${name.replaceAll('"', '""')}"`;

/** Writes the name of a plain CSV file, or a table description with its dialect. */
function sourceOf(table: Table, language: MappingLanguage): string {
  const { name, dialect } = table;
  if (language === 'r2rml') return text(quoted(nameOf(table), language));
  if (isPlain(dialect)) return text(name);
  const { delimiter, quoteChar, encoding } = dialect;
  const quote = quoteChar === null ? '' : ` ; csvw:quoteChar ${text(quoteChar)}`;
  const properties = `csvw:delimiter ${text(delimiter)} ; csvw:encoding ${text(encoding)}${quote}`;
  return `[ a csvw:Table ; csvw:url ${text(name)} ; csvw:dialect [ a csvw:Dialect ; ${properties} ] ]`;
}

/** Writes a mapping in Turtle, with the remarks as comments at the top. */
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
  if (term.kind === 'constant') return `[ rr:constant <${term.iri}> ; rr:termType rr:IRI ]`; // otherwise RocketRML makes a literal
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

/** Escapes braces in the text of a template (R2RML, section 7.3). */
const escapeBraces = (piece: string): string => piece.replace(/[\\{}]/g, '\\$&');
