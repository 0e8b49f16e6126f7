import { type BlankNode, DataFactory, type NamedNode, type Quad_Object } from 'n3';
import type { IriFault } from '../../rdf/iri.js';
import type { Column } from '../metadata/column.js';
import type { RowValues } from '../rows/row-values.js';
import { expandPrefix } from '../vocabulary/prefixes.js';
import type { Plan, StatementPlan, TermPlan } from './plan.js';

const { blankNode, literal, namedNode } = DataFactory;

/** Takes one statement of a row; `column` is undefined when it came from no cell. */
export type Emit = (
  subject: NamedNode | BlankNode,
  predicate: NamedNode,
  object: Quad_Object,
  column: Column | undefined,
) => void;

/** Takes a statement and the graph that its table names. */
export type SayQuad = (
  subject: NamedNode | BlankNode,
  predicate: NamedNode,
  object: Quad_Object,
  graph: NamedNode | undefined,
) => void;

/** Takes what is wrong with the IRI that a row makes; `column` is whose template made it. */
export type ReportIri = (fault: IriFault, iri: string, column: Column) => void;

/** What is wrong with an IRI, or nothing: which ones may be published is for the caller to say. */
export type JudgeIri = (iri: string) => IriFault | undefined;

/** Compiles the plan of a table into a writer of quads, row by row, in the plan's order. */
export function compileQuads(plan: Plan, judge: JudgeIri): (row: RowValues, emit: Emit, report: ReportIri) => void {
  const writers = plan.statements.map((statement) => compileStatement(statement, judge));
  return (row, emit, report) => {
    const subjects = new Map<string, NamedNode | BlankNode | undefined>(); // by template: one subject for a whole row
    for (const write of writers) write(row, subjects, emit, report);
  };
}

type Node = NamedNode | BlankNode;
type Writer = (row: RowValues, subjects: Map<string, Node | undefined>, emit: Emit, report: ReportIri) => void;

function compileStatement(statement: StatementPlan, judge: JudgeIri): Writer {
  const { needs, column, list } = statement;
  const subjectOf = compileNode(statement.subject, judge);
  const predicateOf = compileNode(statement.predicate, judge);
  const objectsOf = compileObjects(statement.object, judge);
  const key = keyOf(statement.subject);
  return (row, subjects, emit, report) => {
    const value = needs === undefined ? '' : row.values[needs];
    if (value === null || value === undefined) return;
    if (Array.isArray(value) && value.length === 0 && list === undefined) return; // an empty list makes an rdf:nil at most
    if (!subjects.has(key)) subjects.set(key, subjectOf(row, report));
    const subject = subjects.get(key);
    const predicate = predicateOf(row, report);
    if (!subject || predicate?.termType !== 'NamedNode') return;
    const objects = objectsOf(row, report);
    const emitNode: Emit = (node, property, value) => emit(node, property, value, column);
    if (list !== undefined) emit(subject, predicate, writeList(objects, `${list}${row.number}`, emitNode), column);
    else for (const object of objects) emit(subject, predicate, object, column);
  };
}

const keyOf = (plan: TermPlan): string =>
  plan.kind === 'iri' ? plan.template.text : plan.kind === 'blank' ? `_:${plan.label}` : 'constant';

const rdf = (name: string): NamedNode => namedNode(expandPrefix(`rdf:${name}`));

/** Values in order as an rdf:List; `label` begins the labels of its nodes. */
function writeList(objects: Quad_Object[], label: string, emit: Emit): Node {
  let rest: Node = rdf('nil');
  for (const [i, object] of [...objects.entries()].reverse()) {
    const node = blankNode(`${label}-${i}`);
    emit(node, rdf('first'), object, undefined);
    emit(node, rdf('rest'), rest, undefined);
    rest = node;
  }
  return rest;
}

function compileNode(plan: TermPlan, judge: JudgeIri): (row: RowValues, report: ReportIri) => Node | undefined {
  if (plan.kind === 'constant') return () => plan.term;
  if (plan.kind === 'blank') return ({ number }) => blankNode(`${plan.label}${number}`);
  if (plan.kind === 'literal') return () => undefined;
  const { template, column } = plan;
  const make = (iri: string, report: ReportIri): NamedNode | undefined => {
    const fault = judge(iri);
    if (!fault) return namedNode(iri);
    if (column) report(fault, iri, column);
    return undefined;
  };
  if (template.constant === undefined) return ({ values }, report) => make(template.expand(values), report);
  let made: { node: NamedNode | undefined } | undefined; // a constant is made and judged once
  return (_, report) => {
    made ??= { node: make(template.constant as string, report) };
    return made.node;
  };
}

function compileObjects(plan: TermPlan, judge: JudgeIri): (row: RowValues, report: ReportIri) => Quad_Object[] {
  if (plan.kind !== 'literal') {
    const nodeOf = compileNode(plan, judge);
    return (row, report) => {
      const node = nodeOf(row, report);
      return node ? [node] : [];
    };
  }
  const { name, type, brokenType } = plan;
  return ({ values, broken }) => {
    const items = [values[name] ?? []].flat();
    const bad = new Set(broken.get(name));
    return items.map((text, i) => literal(text, bad.has(i) ? brokenType : type));
  };
}
