import { type Answer, textOf } from '../../query/answer.js';
import type { Outcome } from './engines.js';

/** More IRIs would make the query for their names slow. */
const mostNames = 1000;

const nameProperties = [
  'http://www.w3.org/2004/02/skos/core#prefLabel',
  'http://www.w3.org/2000/01/rdf-schema#label',
  'http://purl.org/dc/terms/title',
];

/** The names of the IRIs in an answer, from the graph: in the language of the page, otherwise in English or in any. */
export async function namesOf(
  answer: Answer,
  language: string,
  ask: (query: string) => Promise<Outcome>,
): Promise<Map<string, string>> {
  const iris =
    answer.form === 'truth' ? [] : answer.rows.flat().flatMap((term) => (term?.type === 'uri' ? textOf(term) : []));
  const values = [...new Set(iris)]
    .filter((iri) => !/[\s<>"{}|^`\\]/.test(iri))
    .slice(0, mostNames)
    .map((iri) => `<${iri}>`);
  if (values.length === 0) return new Map();
  const outcome = await ask(
    `SELECT ?thing ?name ?by { VALUES ?thing { ${values.join(' ')} } VALUES ?by { ${nameProperties.map((one) => `<${one}>`).join(' ')} } ?thing ?by ?name }`,
  );
  if (typeof outcome === 'string' || !('answer' in outcome) || outcome.answer.form === 'truth') return new Map();
  const best = new Map<string, { name: string; rank: number }>();
  for (const [thing, name, by] of outcome.answer.rows) {
    if (!thing || !name || !by) continue;
    const tag = name['xml:lang'] ?? '';
    const ofLanguage = tag === language ? 0 : tag === 'en' ? 1 : tag === '' ? 2 : 3;
    const rank = 10 * ofLanguage + nameProperties.indexOf(textOf(by));
    const iri = textOf(thing);
    if (rank < (best.get(iri)?.rank ?? 99)) best.set(iri, { name: textOf(name), rank });
  }
  return new Map([...best].map(([iri, { name }]) => [iri, name]));
}
