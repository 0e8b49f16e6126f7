import { Parser } from 'n3';
import { textOf, utf8 } from '../bytes.js';
import { iri } from '../rdf/iri.js';

/** The file of a release with all its terms, whose IRIs have `#`. */
export const vocabularyFile = (files: readonly string[]): string | undefined =>
  files.find((file) => /^ontology\/[^/]+(?<!shapes|roles)\.ttl$/.test(file));

type File = [name: string, bytes: Uint8Array];

/** Appends the other files of terms to the file that declares the ontology, because the IRIs of all terms lead to one document. */
export function joinVocabulary(files: File[]): File[] {
  const [first, ...others] = files
    .filter(([name]) => vocabularyFile([`ontology/${name}`]))
    .sort((a, b) => Number(declares(b)) - Number(declares(a)));
  if (!first || others.length === 0) return files;
  const text = [first, ...others].map(([, bytes]) => textOf(bytes).replace(/^\uFEFF/, '')).join('\n');
  return files.filter((file) => !others.includes(file)).map((file) => (file === first ? [file[0], utf8(text)] : file));
}

const declares = ([, bytes]: File): boolean =>
  new Parser()
    .parse(textOf(bytes))
    .some(({ predicate, object }) => predicate.value === iri('rdf:type') && object.value === iri('owl:Ontology'));
