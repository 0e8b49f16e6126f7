import { Parser, type Quad, Store, type Term } from 'n3';
import SHACLValidator from 'rdf-validate-shacl';
import { type RememberedAnswers, wholeGraph } from '../graph/remembered-answers.js';
import { conflictProblems, type Severity, type Wording } from '../problem.js';
import { iri, namespaces } from '../rdf/iri.js';
import { term } from '../rdf/terms.js';
import { linesOf } from '../roles/vocabulary.js';
import { didYouMean } from '../text/nearest.js';
import { groupBy } from '../text/order.js';
import texts from './messages.json' with { type: 'json' };
import { aboutRule, type Finding, isShipped } from './rules.js';
import { valueFault } from './shape-values.js';

const { sh } = namespaces;

/** Supported terms of SHACL Core. The validator ignores others (SPARQL, typing errors), so they are errors. */
const core = new Set(
  [
    'NodeShape PropertyShape property path targetClass message severity name description order group defaultValue',
    'deactivated Violation Warning Info IRI BlankNode Literal BlankNodeOrIRI BlankNodeOrLiteral IRIOrLiteral',
    'minCount maxCount datatype class nodeKind pattern flags minLength maxLength minInclusive maxInclusive',
    'minExclusive maxExclusive languageIn uniqueLang equals disjoint lessThan lessThanOrEquals not and or xone node',
    'qualifiedValueShape qualifiedMinCount qualifiedMaxCount qualifiedValueShapesDisjoint closed ignoredProperties',
    'hasValue in inversePath alternativePath zeroOrMorePath oneOrMorePath zeroOrOnePath',
  ].flatMap((names) => names.split(' ')),
);

const isRefused = ({ value }: Term): boolean => value.startsWith(sh) && !core.has(value.slice(sh.length));

/** Validates a graph with SHACL Core shapes (`text`, Turtle). `file` is the name of the shapes in reports. */
export type ValidateShapes = (text: string, file: string, quads: Quad[]) => Promise<Finding[]>;

/**
 * Validates in the calling thread. Problems of the shapes are findings too. With the findings of an earlier graph, only shapes
 * whose statements changed are evaluated.
 */
export async function validateShapes(
  shapesText: string,
  file: string,
  quads: Quad[],
  remembered?: RememberedAnswers,
): Promise<Finding[]> {
  let shapes: Quad[];
  try {
    shapes = new Parser().parse(shapesText);
  } catch (error) {
    const [conflict] = conflictProblems(shapesText, file);
    if (conflict) return [{ ...conflict, rule: file, focus: '' }];
    const { message } = error as Error;
    const [, prefix, line] = /^(?:Undefined prefix "(.*):")?.*?\bline (\d+)\.?$/.exec(message) ?? [];
    const guess = prefix === undefined ? '' : didYouMean(prefix, Object.keys(namespaces));
    const about = aboutRule(file, texts.unreadableShapes, { fault: message.replace(/\.$/, ''), guess });
    return [line === undefined ? about : { ...about, at: { file, row: Number(line) } }];
  }
  let lines: number[] | undefined;
  const about = (wording: Wording, values: Record<string, unknown>, quad: Quad): Finding => {
    lines ??= linesOf(shapesText);
    return { ...aboutRule(file, wording, values), at: { file, row: lines[shapes.indexOf(quad)] ?? 1 } };
  };
  const refused = shapes.filter(({ predicate, object }) => isRefused(predicate) || isRefused(object));
  const unsupported = refused.map((quad) => {
    const term = isRefused(quad.predicate) ? quad.predicate.value : quad.object.value;
    return about(texts.unsupportedShape, { shape: quad.subject.value, term }, quad);
  });
  const wrong = shapes.flatMap((quad) => {
    const fault = refused.includes(quad) ? undefined : valueFault(quad, shapes);
    return fault ? [about(texts.shapeValue, fault, quad)] : [];
  });
  if (refused.length + wrong.length > 0) return [...unsupported, ...wrong];
  const targets = shapes.filter(({ predicate }) => predicate.value === `${sh}targetClass`);
  if (targets.length === 0) return [aboutRule(file, texts.noTargets)];
  const data = shapeData(quads);
  // For some findings, the validator ignores the message of the shape.
  const messages = new Map(
    shapes
      .filter(({ predicate }) => predicate.value === `${sh}message`)
      .map((quad) => [quad.subject.value, quad.object.value]),
  );
  const validate = async (some: Quad[]): Promise<Finding[]> => {
    const { results } = await new SHACLValidator(new Store(some)).validate(data as never);
    return results.map((result) => toFinding(result, file, messages));
  };
  let found: Finding[];
  try {
    found = remembered
      ? await validateChanged(shapesText, shapes, quads, validate, remembered)
      : await validate(shapes);
  } catch (error) {
    return [aboutRule(file, texts.brokenShapes, { fault: (error as Error).message })];
  }
  const idle = isShipped({ file })
    ? []
    : targets
        .filter(({ object }) => data.match(null, rdfType, object).size === 0)
        .map((quad) => {
          const [name, subject] = [quad.subject, quad.object].map(({ value }) => localName(value));
          return about(texts.shapeWithoutFocus, { name, subject }, quad);
        });
  return [...found, ...idle];
}

type ValidationResult = Awaited<ReturnType<SHACLValidator['validate']>>['results'][number];

function toFinding(result: ValidationResult, file: string, messages: Map<string, string>): Finding {
  const shape = result.sourceShape?.value ?? '';
  const found: Finding = {
    code: localName(shape),
    severity: severities[localName(result.severity?.value ?? '')] ?? 'error',
    message: messages.get(shape) ?? result.message.map(({ value }) => value).join('; '),
    rule: file,
    focus: result.focusNode?.value ?? '',
  };
  if (result.path?.termType === 'NamedNode') found.path = result.path.value;
  if (result.value) found.value = result.value.value;
  return found;
}

const rdfType = term('rdf:type');

const severities: Record<string, Severity> = { Violation: 'error', Warning: 'warning', Info: 'notice' };

const localName = (iri: string): string => iri.slice(Math.max(iri.lastIndexOf('#'), iri.lastIndexOf('/')) + 1);

/** The part of RDF/JS `DatasetCore` that the validator uses. */
interface ShapeData extends Iterable<Quad> {
  readonly size: number;
  match(subject?: Term | null, predicate?: Term | null, object?: Term | null): Set<Quad>;
}

/** Indexes statements by subject, and by property and value on demand. A general store needs several times the memory. */
function shapeData(quads: Quad[]): ShapeData {
  const bySubject = groupBy(quads, ({ subject }) => subject.value);
  const byProperty = new Map<string, Map<string, Quad[]>>(); // property → value → statements
  const withProperty = (property: string): Map<string, Quad[]> => {
    const known = byProperty.get(property);
    if (known) return known;
    const found = quads.filter(({ predicate }) => predicate.value === property);
    const grouped = groupBy(found, ({ object }) => object.value);
    byProperty.set(property, grouped);
    return grouped;
  };
  return {
    size: quads.length,
    [Symbol.iterator]: () => quads.values(),
    match(subject, predicate, object) {
      let candidates = quads;
      if (subject) candidates = bySubject.get(subject.value) ?? [];
      else if (predicate && object) candidates = withProperty(predicate.value).get(object.value) ?? [];
      const fits = (quad: Quad): boolean =>
        (!subject || subject.equals(quad.subject)) &&
        (!predicate || predicate.equals(quad.predicate)) &&
        (!object || object.equals(quad.object));
      return new Set(candidates.filter(fits));
    },
  };
}

const target = `${namespaces.sh}targetClass`;
const closed = `${namespaces.sh}closed`;
const disjoint = `${namespaces.sh}qualifiedValueShapesDisjoint`;

/**
 * Validates each shape that has a target separately, and only if statements with its properties and classes changed. `remembered`
 * contains the findings of an earlier graph. Shapes that depend on all other shapes around them are validated together.
 */
async function validateChanged(
  text: string,
  shapes: readonly Quad[],
  quads: readonly Quad[],
  validate: (shapes: Quad[]) => Promise<Finding[]>,
  remembered: RememberedAnswers,
): Promise<Finding[]> {
  remembered.begin();
  const bySubject = groupBy(shapes, ({ subject }) => subject.value);
  const contents = remembered.contents();
  contents.add(quads);
  if (shapes.some(({ predicate }) => predicate.value === disjoint))
    return remembered.recall(text, wholeGraph, contents, () => validate([...shapes]));
  const hasSubclasses = contents.of([iri('rdfs:subClassOf')]) !== '';
  const found: Finding[] = [];
  const targets = shapes.filter(({ predicate }) => predicate.value === target);
  for (const shape of new Set(targets.map(({ subject }) => subject.value))) {
    const own = statementsOf(shape, bySubject);
    const isOpen = own.some(({ predicate }) => predicate.value === closed) || hasSubclasses;
    found.push(
      ...(await remembered.recall(`${shape} ${text}`, isOpen ? wholeGraph : partsOf(own), contents, () =>
        validate(own),
      )),
    );
  }
  return found;
}

/** The statements of a shape and of the shapes that it refers to, without their targets. */
function statementsOf(shape: string, bySubject: Map<string, Quad[]>): Quad[] {
  const found: Quad[] = [];
  const waiting = [shape];
  const seen = new Set(waiting);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop())
    for (const quad of bySubject.get(name) ?? []) {
      const { predicate, object } = quad;
      if (predicate.value === target && name !== shape) continue;
      found.push(quad);
      if (object.termType === 'Literal' || seen.has(object.value)) continue;
      seen.add(object.value);
      waiting.push(object.value);
    }
  return found;
}

/** The properties and classes that a shape can read: it names all of them. */
const partsOf = (shape: readonly Quad[]): string[] => [
  ...new Set(
    shape.flatMap(({ object }) => (object.termType === 'NamedNode' ? [object.value, `a ${object.value}`] : [])),
  ),
];
