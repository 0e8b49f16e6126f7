import { DataFactory, type NamedNode, type Quad_Object } from 'n3';
import { type Problem, problemOf } from '../../problem.js';
import { type IriFault, iriFault, iriSyntaxFault } from '../../rdf/iri.js';
import { term } from '../../rdf/terms.js';
import texts from '../messages.json' with { type: 'json' };
import type { Column } from '../metadata/column.js';
import type { Table } from '../metadata/table.js';
import { variablesOf } from '../metadata/uri-template.js';
import { compileRowReader, type RowReading, type RowValues } from '../rows/cells.js';
import type { Keys } from '../rows/keys.js';
import { type Row, withoutBlankRows } from '../rows/rows.js';
import { compilePlan, type Node, type Plan, type StatementPlan, type TermPlan } from './plan.js';

const { blankNode, literal, namedNode } = DataFactory;

type Triple = [subject: Node, predicate: NamedNode, object: Quad_Object];

/** Receives a statement of a row. `column` is undefined if no cell made it. */
type Emit = (...statement: [...Triple, column: Column | undefined]) => void;

/** Receives a statement of a row, with the row number and the column that made it (undefined: a virtual column). */
export type Sink = (...statement: [...Triple, row: number, column: Column | undefined]) => void;

/** Receives a statement and the graph of its table. */
export type SayQuad = (...statement: [...Triple, graph: NamedNode | undefined]) => void;

/** Receives an invalid IRI and the column whose template made it. */
type ReportIri = (fault: IriFault, iri: string, column: Column) => void;

/** Returns what is wrong with an IRI. The caller decides which IRIs are valid. */
type JudgeIri = (iri: string) => IriFault | undefined;

/** Compiles the plan of a table into a function that writes the quads of a row. */
export function compileQuads(plan: Plan, judge: JudgeIri): (row: RowValues, emit: Emit, report: ReportIri) => void {
  const writers = plan.statements.map((statement) => compileStatement(statement, judge));
  return (row, emit, report) => {
    const subjects = new Map<string, Node | undefined>(); // by template
    for (const write of writers) write(row, subjects, emit, report);
  };
}

/** Makes the terms of a row for one part of a statement: several for a list, none for an invalid IRI. */
type MakeTerms<T = Quad_Object> = (row: RowValues, report: ReportIri) => T[];

function compileStatement(statement: StatementPlan, judge: JudgeIri) {
  const { needs, column, list } = statement;
  const subjectOf = compileTerms(statement.subject, judge) as MakeTerms<Node>;
  const predicateOf = compileTerms(statement.predicate, judge) as MakeTerms<Node>;
  const objectsOf = compileTerms(statement.object, judge);
  const key = keyOf(statement.subject);
  return (row: RowValues, subjects: Map<string, Node | undefined>, emit: Emit, report: ReportIri): void => {
    const value = needs === undefined ? '' : row.values[needs];
    if (value === null || value === undefined) return;
    if (Array.isArray(value) && value.length === 0 && list === undefined) return; // only an ordered list has rdf:nil
    if (!subjects.has(key)) subjects.set(key, subjectOf(row, report)[0]);
    const subject = subjects.get(key);
    const [predicate] = predicateOf(row, report);
    if (!subject || predicate?.termType !== 'NamedNode') return;
    const objects = objectsOf(row, report);
    const emitNode: Emit = (node, property, value) => emit(node, property, value, column);
    if (list !== undefined) emit(subject, predicate, writeList(objects, `${list}${row.number}`, emitNode), column);
    else for (const object of objects) emit(subject, predicate, object, column);
  };
}

const keyOf = (plan: TermPlan): string =>
  plan.kind === 'iri' ? plan.template.text : plan.kind === 'blank' ? `_:${plan.label}` : 'constant';

/** Writes values as an rdf:List. `label` is the prefix of its node labels. */
function writeList(objects: Quad_Object[], label: string, emit: Emit): Node {
  let rest: Node = term('rdf:nil');
  for (const [i, object] of [...objects.entries()].reverse()) {
    const node = blankNode(`${label}-${i}`);
    emit(node, term('rdf:first'), object, undefined);
    emit(node, term('rdf:rest'), rest, undefined);
    rest = node;
  }
  return rest;
}

function compileTerms(plan: TermPlan, judge: JudgeIri): MakeTerms {
  if (plan.kind === 'constant') return () => [plan.term];
  if (plan.kind === 'blank') return ({ number }) => [blankNode(`${plan.label}${number}`)];
  if (plan.kind === 'literal') {
    const { name, type, brokenType } = plan;
    return ({ values, broken }) => {
      const bad = new Set(broken.get(name));
      return [values[name] ?? []].flat().map((text, i) => literal(text, bad.has(i) ? brokenType : type));
    };
  }
  const { template, column, each } = plan;
  const make = (iri: string, report: ReportIri): NamedNode[] => {
    const fault = judge(iri);
    if (fault && column) report(fault, iri, column);
    return fault ? [] : [namedNode(iri)];
  };
  if (each !== undefined)
    return ({ values }, report) =>
      [values[each] ?? []].flat().flatMap((item) => make(template.expand({ ...values, [each]: item }), report));
  const { constant } = template;
  if (constant === undefined) return ({ values }, report) => make(template.expand(values), report);
  let made: NamedNode[] | undefined; // a constant is checked only once
  return (_, report) => (made ??= make(constant, report));
}

/** Instructions for reading and mapping the rows of a table. */
export interface RowJob extends RowReading {
  plan?: Plan; // undefined: only check the rows
  keys?: Keys;
}

/** Maps rows to statements, and reports every fault (Model for Tabular Data, section 6.4). */
export function mapRows(job: RowJob, rows: Row[], report: (problem: Problem) => void, sink: Sink): void {
  const { table, plan, keys, severity } = job;
  const read = compileRowReader(job);
  const write = plan && compileQuads(plan, job.isStrict ? iriFault : iriSyntaxFault);
  for (const [i, row] of rows.entries()) {
    const found = read(row, i + 1, report);
    if (keys) for (const problem of keys.see(table, found)) report(problem);
    write?.(
      found,
      (subject, predicate, object, column) => sink(subject, predicate, object, row.number, column),
      ({ code, fault }, iri, column) => {
        const where = found.placeOf(columnOf(column, table));
        if (!found.isRagged) report({ code, severity, message: `Invalid IRI "${iri}": ${fault}`, where });
      },
    );
  }
}

/** Returns the first column in the templates of a column, also of a virtual one: the origin of its IRIs. */
export function columnOf(column: Column, table: Table): string {
  const { valueUrl = '', aboutUrl = '', propertyUrl = '' } = column;
  const named = variablesOf(valueUrl + aboutUrl + propertyUrl);
  return named.find((one) => table.columns.some(({ name }) => name === one)) ?? column.name;
}

/**
 * Maps the rows of a sheet to statements. The first row is the header. Invalid cells and blank rows are reported,
 * and make no statements. `mayBeEmpty`: the sheet can have a header without rows.
 */
export function mapSheet(
  { rows, ...sheet }: Pick<RowJob, 'table' | 'file' | 'header'> & { rows: Row[] },
  mayBeEmpty: boolean,
  keys: Keys,
  sink: Sink,
  report: (problem: Problem) => void,
): void {
  if (rows.length === 0) report(problemOf(texts.emptySheet, { file: sheet.file }));
  if (rows.length === 1 && !mayBeEmpty) report(problemOf(texts.noRows, { file: sheet.file }));
  const { rows: filled, problems } = withoutBlankRows(rows.slice(1), sheet.file);
  problems.forEach(report);
  const plan = compilePlan(sheet.table, { index: 0, isMinimal: true, isPerItem: true });
  mapRows({ ...sheet, plan, keys, severity: 'error', isStrict: true }, filled, report, sink);
}
