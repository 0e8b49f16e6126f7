import { DataFactory, Parser, type Quad } from 'n3';
import { textOf } from '../bytes.js';
import { type Files, fileIn } from '../files.js';
import type { Place } from '../problem.js';
import type { Project } from '../project.js';
import { iri } from '../rdf/iri.js';
import { addTo } from '../text/order.js';

/** The statements of the Turtle files of an ontology, without the shapes. */
export interface Vocabulary {
  quads: Quad[];
  faults: { file: string; fault: string }[]; // files that cannot be read, so their statements are missing
  /** The file and the line of a statement. */
  placeOf(quad: Quad): Place;
}

/** Reads the vocabulary of a project. Relative IRIs belong to the base. */
export function readVocabulary({ files, ontology }: Pick<Project, 'files' | 'ontology'>, base: string): Vocabulary {
  const names = files.list(ontology).filter((name) => name.endsWith('.ttl') && name !== 'shapes.ttl');
  const faults: Vocabulary['faults'] = [];
  const read = names.map((name) => {
    const file = fileIn(ontology, name);
    const { text, fault } = textIn(files, file);
    try {
      if (fault === undefined) return { file, text, quads: new Parser({ baseIRI: base }).parse(text) };
      faults.push({ file, fault });
    } catch (error) {
      faults.push({ file, fault: (error as Error).message });
    }
    return { file, text, quads: [] };
  });
  const placeOf = (quad: Quad): Place => {
    const found = read.find(({ quads }) => quads.includes(quad));
    const row = found && linesOf(found.text)[found.quads.indexOf(quad)];
    return { file: found?.file ?? ontology, ...(row !== undefined && { row }) };
  };
  return { quads: read.flatMap(({ quads }) => quads), faults, placeOf };
}

function textIn(files: Files, file: string): { text: string; fault?: string } {
  const found = files.read(file);
  return 'words' in found ? { text: '', fault: found.words } : { text: textOf(found) };
}

/** Returns the line on which each statement of a valid Turtle file ends, in the order in which the parser returns them. */
export function linesOf(text: string): number[] {
  const lines: number[] = [];
  let [before, line] = [1, 1];
  const quad = (...terms: [Quad['subject'], Quad['predicate'], Quad['object']]): Quad => {
    lines.push(before); // the current token is the punctuation after the statement
    return DataFactory.quad(...terms);
  };
  const onToken = (token: { line: number }): void => {
    [before, line] = [line, token.line];
  };
  new Parser({ factory: { ...DataFactory, quad } as never }).parse(text, { onToken } as never);
  return lines;
}

/** A property that another property implies. `isFlipped`: with subject and object exchanged. */
export interface Implied {
  property: string;
  isFlipped: boolean;
}

/**
 * The properties that each property implies, the nearest first: through sub-properties and inverse properties
 * (RDF Schema 1.1, section 3.4; OWL 2, table 5).
 */
export function impliedBy(vocabulary: Iterable<Quad>): Map<string, Implied[]> {
  const direct = directlyImplied(vocabulary);
  return new Map([...direct.keys()].map((property) => [property, allImplied(property, direct)]));
}

function directlyImplied(vocabulary: Iterable<Quad>): Map<string, Implied[]> {
  const direct = new Map<string, Implied[]>();
  for (const { subject, predicate, object } of vocabulary) {
    if (predicate.value === iri('rdfs:subPropertyOf'))
      addTo(direct, subject.value, { property: object.value, isFlipped: false });
    if (predicate.value !== iri('owl:inverseOf')) continue;
    addTo(direct, subject.value, { property: object.value, isFlipped: true });
    addTo(direct, object.value, { property: subject.value, isFlipped: true });
  }
  return direct;
}

/** Follows the implications of a property, without the property itself. */
function allImplied(property: string, direct: Map<string, Implied[]>): Implied[] {
  const start: Implied = { property, isFlipped: false };
  const found = new Map([[nameOf(start), start]]);
  for (const { property, isFlipped } of found.values())
    for (const next of direct.get(property) ?? []) {
      const one = { property: next.property, isFlipped: next.isFlipped !== isFlipped };
      if (!found.has(nameOf(one))) found.set(nameOf(one), one);
    }
  found.delete(nameOf(start));
  return [...found.values()];
}

const nameOf = ({ property, isFlipped }: Implied): string => `${property} ${isFlipped}`;
