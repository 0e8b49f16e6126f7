import type { Quad, Term } from 'n3';
import { IndexedFormula, lit, type NamedNode, Serializer, type Statement, st, sym } from 'rdflib';
import { prefixesOf, type Triples } from './dump.js';
import type { Sink } from './files.js';

/**
 * RDF/XML, about a hundred triples at a time: the serializer's memory is many times its text. Each run comes as a document
 * of its own; the elements inside are kept, and all share one root with the prefixes of every run.
 * The serializer gets the triples as they are: filing them in rdflib's store first takes four times as long.
 */
export function rdfxml({ runs, context }: Triples, sink: Sink): void {
  const serializer = Serializer(new IndexedFormula());
  serializer.setNamespaces(prefixesOf(context));
  const toStatement = statements();
  const namespaces = new Map<string, string>();
  const bodies: string[] = [];
  for (const run of runs()) {
    const { declared, body } = run.recall('rdf', () => write(run.triples.map(toStatement), serializer));
    for (const [prefix, iri] of declared) declare(namespaces, prefix, iri);
    bodies.push(body);
  }
  const declarations = [...namespaces].map(([prefix, iri]) => `\n xmlns:${prefix}="${iri}"`).join('');
  sink(`<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF${declarations}>`);
  for (const body of bodies) sink(body);
  sink('\n</rdf:RDF>\n');
}

/** The elements of one run, and the prefixes that they use. */
function write(
  triples: Statement[],
  serializer: ReturnType<typeof Serializer>,
): { declared: [string, string][]; body: string } {
  serializer.namespacesUsed = []; // those of the run before
  const document = /^<rdf:RDF([^>]*)>(.*)<\/rdf:RDF>\s*$/s.exec(serializer.statementsToXML(triples));
  if (!document) throw new Error('the serializer of RDF/XML wrote another document than it used to');
  const [, header = '', body = ''] = document;
  const declared = [...header.matchAll(/xmlns:([\w-]+)="([^"]*)"/g)];
  return {
    declared: declared.map(([, prefix, iri]) => [prefix as string, iri as string]),
    // A bare CR would be read as a line feed, and ]]> may not stand in text; both come from literals alone.
    body: body.trimEnd().replaceAll('\r', '&#13;').replaceAll(']]>', ']]&gt;'),
  };
}

function declare(namespaces: Map<string, string>, prefix: string, iri: string): void {
  const known = namespaces.get(prefix);
  if (known !== undefined && known !== iri)
    throw new Error(`the prefix ${prefix} stands for ${known} and ${iri}: add it to context.jsonld`);
  namespaces.set(prefix, iri);
}

/** Triples → rdflib's own, each address one term: making one takes as long as writing it. */
function statements(): (quad: Quad) => Statement {
  const known = new Map<string, NamedNode>();
  const node = (iri: string): NamedNode => {
    const term = known.get(iri) ?? sym(iri);
    if (!known.has(iri)) known.set(iri, term);
    return term;
  };
  const toTerm = (term: Term) => {
    if (term.termType !== 'Literal') return node(term.value);
    return term.language ? lit(term.value, term.language) : lit(term.value, undefined, node(term.datatype.value));
  };
  return ({ subject, predicate, object }) => st(node(subject.value), node(predicate.value), toTerm(object));
}
