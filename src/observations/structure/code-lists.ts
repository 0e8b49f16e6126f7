import { codeIri, rdfs, segment, seriesIri, skos, unCodeIri } from '../addresses.js';
import type { Concept } from '../tables.js';
import type { Census, Names } from './census.js';
import type { Lines } from './lines.js';

/** The scheme of a concept's codes; units have that of the release. It holds the codes that occur, so it is ours. */
export const schemeIri = (base: string, { concept, values }: Pick<Concept, 'concept' | 'values'>): string =>
  values === 'unit' ? `${base}units` : `${base}code-list/${segment(concept)}`;

export const seriesScheme = (base: string): string => `${base}code-list/series`;

/** The codes that occur as SKOS: a scheme a concept, each code with its name and what means the same elsewhere. */
export function writeCodeLists(
  lines: Lines,
  base: string,
  census: Census,
  concepts: Concept[],
  matches: Map<string, string>,
): void {
  for (const concept of concepts) {
    const codes = census.codes.get(concept.concept);
    if (!codes) continue;
    const scheme = schemeIri(base, concept);
    writeScheme(lines, scheme, concept.label);
    for (const [code, names] of codes) {
      const iri = codeIri(base, concept, code);
      writeCode(lines, scheme, iri, code, names);
      if (concept.values === 'unit') lines.iri(iri, `${skos}exactMatch`, unCodeIri(concept.concept, code));
      const match = matches.get(`${concept.concept} ${code}`);
      if (match !== undefined) lines.iri(iri, `${skos}exactMatch`, match);
    }
  }
  writeScheme(lines, seriesScheme(base), 'Series');
  for (const { series, names } of census.series) writeCode(lines, seriesScheme(base), seriesIri(series), series, names);
}

function writeScheme(lines: Lines, scheme: string, label: string): void {
  lines.a(scheme, `${skos}ConceptScheme`);
  lines.text(scheme, `${rdfs}label`, label, 'en');
}

/** Of several names the first is preferred; a code without a name is called by itself, in no language. */
function writeCode(lines: Lines, scheme: string, iri: string, code: string, [name, ...others]: Names): void {
  lines.a(iri, `${skos}Concept`);
  lines.iri(iri, `${skos}inScheme`, scheme);
  lines.iri(iri, `${skos}topConceptOf`, scheme);
  lines.iri(scheme, `${skos}hasTopConcept`, iri);
  lines.text(iri, `${skos}notation`, code);
  if (name === undefined) lines.text(iri, `${skos}prefLabel`, code);
  else lines.text(iri, `${skos}prefLabel`, name, 'en');
  for (const other of others) lines.text(iri, `${skos}altLabel`, other, 'en');
}
