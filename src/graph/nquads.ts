import { DataFactory, type Quad } from 'n3';
import { lineOf, termText } from '../rdf/nquads.js';
import { sortCodePoints } from '../text/order.js';

const line = ({ subject, predicate, object, graph }: Quad): string => lineOf(subject, predicate, object, graph);

/** Line by line; a subject and a graph that come again in the next line, and any predicate, are written once. */
export function toNQuads(quads: Iterable<Quad>): string {
  const predicates = new Map<string, string>();
  let [subject, graph, text]: [Quad['subject'] | undefined, Quad['graph'] | undefined, string] = [
    undefined,
    undefined,
    '',
  ];
  let [subjectText, graphText] = ['', ''];
  for (const quad of quads) {
    if (quad.subject !== subject) subjectText = termText(quad.subject);
    if (quad.graph !== graph) graphText = termText(quad.graph);
    ({ subject, graph } = quad);
    const { value } = quad.predicate;
    const predicateText = predicates.get(value) ?? termText(quad.predicate);
    predicates.set(value, predicateText);
    const triple = `${subjectText} ${predicateText} ${termText(quad.object)}`;
    text += graphText === '' ? `${triple} .\n` : `${triple} ${graphText} .\n`;
  }
  return text;
}

/**
 * Quads in canonical order, without duplicates: sorted by the code points of their lines. Subject by subject, so that
 * the lines of one are in memory and not those of all; a subject's term ends where no other term goes on.
 */
export function canonicalOrder(quads: Iterable<Quad>): Quad[] {
  const bySubject = new Map<string, Quad[]>();
  for (const quad of quads) {
    const subject = `${termText(quad.subject)} `;
    const known = bySubject.get(subject);
    if (known) known.push(quad);
    else bySubject.set(subject, [quad]);
  }
  return sortCodePoints([...bySubject.keys()]).flatMap((subject) => {
    const byLine = new Map((bySubject.get(subject) as Quad[]).map((quad) => [line(quad), quad]));
    return sortCodePoints([...byLine.keys()]).map((text) => byLine.get(text) as Quad);
  });
}

/**
 * The union of the graphs as triples. What comes in canonical order goes out in canonical order: leaving out the
 * graph's name does not change the order of lines, and the same triple of two graphs comes twice in a row.
 */
export function* unionOf(quads: Iterable<Quad>): Generator<Quad> {
  let last: Quad | undefined;
  for (const { subject, predicate, object } of quads) {
    const triple = DataFactory.quad(subject, predicate, object);
    if (!last?.equals(triple)) yield triple;
    last = triple;
  }
}
