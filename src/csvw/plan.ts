import { DataFactory, type NamedNode, type Quad_Object } from 'n3';
import { type IriFault, iriFault } from '../iri.js';
import type { Column } from './column.js';
import { compileDatatype } from './datatype.js';
import type { Table } from './metadata.js';
import { compileTemplate, type Values } from './template.js';

const { literal, namedNode } = DataFactory;

/** Takes one statement of a row; `column` is undefined when it came from a virtual column. */
export type Emit = (subject: NamedNode, predicate: NamedNode, object: Quad_Object, column: Column | undefined) => void;

/** Takes what is wrong with the IRI that a row makes; `column` is whose template made it. */
export type ReportIri = (fault: IriFault, iri: string, column: Column) => void;

/** A table's mapping, compiled once: the values of a row in, its statements out (Generating RDF, section 4.5.2). */
export type RowMapper = (values: Values, emit: Emit, report: ReportIri) => void;

export function compilePlan(table: Table): RowMapper {
  const writers = [...table.columns, ...table.virtualColumns]
    .filter((column) => !column.suppressOutput)
    .map((column) => compileColumn(column, table));
  return (values, emit, report) => {
    const subjects = new Map<string, NamedNode | undefined>(); // by template: the same subject for a whole row
    for (const write of writers) write(values, subjects, emit, report);
  };
}

/** What each column of the file makes statements with, and where it stands there: what a fault is traced by. */
export function describeColumns(table: Table, header: string[]) {
  return table.columns.map(({ name, titles, propertyUrl, lang }) => {
    const property = propertyUrl === undefined ? '' : compileTemplate(propertyUrl, table.url)({});
    const position = header.findIndex((title) => titles.includes(title));
    return { name, property, language: lang === 'und' ? '' : lang, position };
  });
}

type Writer = (values: Values, subjects: Map<string, NamedNode | undefined>, emit: Emit, report: ReportIri) => void;

function compileColumn(column: Column, table: Table): Writer {
  const isVirtual = table.virtualColumns.includes(column);
  const origin = isVirtual ? undefined : column;
  const about = column.aboutUrl ?? '#row={_row}';
  const subjectOf = compileIri(about, column, table);
  const predicateOf = compileIri(column.propertyUrl ?? `#${encodeURIComponent(column.name)}`, column, table);
  const objectsOf = compileObjects(column, table, isVirtual);
  return (values, subjects, emit, report) => {
    const value = values[column.name];
    if (!isVirtual && (value === null || value === undefined)) return;
    if (!subjects.has(about)) subjects.set(about, subjectOf(values, report));
    const subject = subjects.get(about);
    const predicate = predicateOf(values, report);
    if (!subject || !predicate) return;
    for (const object of objectsOf(values, report)) emit(subject, predicate, object, origin);
  };
}

function compileObjects(column: Column, table: Table, isVirtual: boolean): (v: Values, r: ReportIri) => Quad_Object[] {
  if (column.valueUrl !== undefined) {
    const iriOf = compileIri(column.valueUrl, column, table);
    return (values, report) => {
      const iri = iriOf(values, report);
      return iri ? [iri] : [];
    };
  }
  const { iri } = compileDatatype(column.datatype);
  const isText = column.datatype.base === 'string' && column.datatype.id === undefined;
  const type = isText && column.lang !== 'und' ? column.lang : namedNode(iri);
  const texts = (values: Values) => (isVirtual ? column.default : (values[column.name] ?? []));
  return (values) => [texts(values)].flat().map((text) => literal(text, type));
}

/** A template as a maker of checked IRIs; a constant one is made and checked once. */
function compileIri(template: string, column: Column, table: Table) {
  const expand = compileTemplate(template, table.url);
  const known = new Map<string, NamedNode>(); // few predicates and classes, many rows
  const isConstant = !template.includes('{');
  return (values: Values, report: ReportIri): NamedNode | undefined => {
    const iri = expand(values);
    const cached = known.get(iri);
    if (cached) return cached;
    const fault = iriFault(iri);
    if (fault) {
      report(fault, iri, column);
      return undefined;
    }
    const node = namedNode(iri);
    if (isConstant) known.set(iri, node);
    return node;
  };
}
