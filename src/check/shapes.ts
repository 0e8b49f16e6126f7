import { Parser, type Quad, Store, type Term } from 'n3';
import SHACLValidator from 'rdf-validate-shacl';
import type { Lines } from '../graph/nquads.js';
import type { Severity } from '../problem.js';
import { namespaces } from '../rdf/namespaces.js';
import { term } from '../rdf/terms.js';
import type { Finding } from './rules.js';
import { type ShapeData, shapeData } from './shape-data.js';

const { sh } = namespaces;

/**
 * The terms of SHACL Core that are evaluated here. Any other (SPARQL, advanced targets, a slip of the pen) would be
 * passed over by the validator in silence, so it is refused.
 */
const core = new Set(
  `NodeShape PropertyShape property path targetClass message severity name description order group defaultValue
   deactivated Violation Warning Info IRI BlankNode Literal BlankNodeOrIRI BlankNodeOrLiteral IRIOrLiteral
   minCount maxCount datatype class nodeKind pattern flags minLength maxLength minInclusive maxInclusive minExclusive
   maxExclusive languageIn uniqueLang equals disjoint lessThan lessThanOrEquals not and or xone node
   qualifiedValueShape qualifiedMinCount qualifiedMaxCount qualifiedValueShapesDisjoint closed ignoredProperties
   hasValue in inversePath alternativePath zeroOrMorePath oneOrMorePath zeroOrOnePath`.split(/\s+/),
);

const isRefused = ({ value }: Term): boolean => value.startsWith(sh) && !core.has(value.slice(sh.length));

/** Validates a graph against SHACL Core shapes (`text`, Turtle); `file` is the name of the shapes in reports. */
export type ValidateShapes = (text: string, file: string, graph: Lines) => Promise<Finding[]>;

/** Validates in the calling thread. What is wrong with the shapes themselves is a finding too. */
export async function validateShapes(shapesText: string, file: string, quads: Quad[]): Promise<Finding[]> {
  let shapes: Quad[];
  try {
    shapes = new Parser().parse(shapesText);
  } catch (error) {
    return [about(file, 'shape-broken', 'error', `the shapes cannot be read: ${(error as Error).message}`)];
  }
  const refused = shapes.filter(({ predicate, object }) => isRefused(predicate) || isRefused(object));
  if (refused.length > 0) {
    return refused.map(({ subject, predicate, object }) => {
      const term = isRefused(predicate) ? predicate : object;
      const message = `${subject.value} uses ${term.value}, which is not evaluated here: write it as a rule in queries/checks`;
      return about(file, 'shape-unsupported', 'error', message);
    });
  }
  if (shapes.every(({ predicate }) => predicate.value !== `${sh}targetClass`))
    return [about(file, 'rule-without-focus', 'warning', 'no shape here has a class to look at, so nothing is proven')];
  const data = shapeData(quads);
  let results: ValidationResult[];
  try {
    ({ results } = await new SHACLValidator(new Store(shapes)).validate(data as never));
  } catch (error) {
    return [about(file, 'shape-broken', 'error', `the shapes cannot be evaluated: ${(error as Error).message}`)];
  }
  // The validator words some faults itself, though the shape has a message of its own.
  const messages = new Map(
    shapes
      .filter(({ predicate }) => predicate.value === `${sh}message`)
      .map((quad) => [quad.subject.value, quad.object.value]),
  );
  return [...results.map((result) => toFinding(result, file, messages)), ...unfocused(shapes, data, file)];
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

/** A shape whose class has no member checks nothing. */
function unfocused(shapes: Quad[], data: ShapeData, file: string): Finding[] {
  return shapes
    .filter(({ predicate }) => predicate.value === `${sh}targetClass`)
    .filter(({ object }) => data.match(null, rdfType, object).size === 0)
    .map(({ subject, object }) =>
      about(
        file,
        'rule-without-focus',
        'warning',
        `the shape ${localName(subject.value)} found no ${object.value} to look at`,
      ),
    );
}

const about = (file: string, code: string, severity: Severity, message: string): Finding => ({
  code,
  severity,
  message,
  rule: file,
  focus: '',
});

const localName = (iri: string): string => iri.slice(Math.max(iri.lastIndexOf('#'), iri.lastIndexOf('/')) + 1);
