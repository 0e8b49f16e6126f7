import { Parser } from 'n3';
import { iri } from '../rdf/iri.js';

/**
 * The file of the vocabulary, whose terms have IRIs with `#`. If a release has several, it is the file that declares an
 * ontology, because the others only add terms to it.
 */
export function vocabularyFile(files: readonly string[], textOf: (file: string) => string): string | undefined {
  const all = files.filter((file) => /^ontology\/[^/]+(?<!shapes|roles)\.ttl$/.test(file));
  const declares = (file: string): boolean =>
    new Parser()
      .parse(textOf(file))
      .some(({ predicate, object }) => predicate.value === iri('rdf:type') && object.value === iri('owl:Ontology'));
  return all.length > 1 ? (all.find(declares) ?? all[0]) : all[0];
}
