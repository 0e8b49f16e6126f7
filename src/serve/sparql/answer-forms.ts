import type { FastifyReply, FastifyRequest } from 'fastify';
import { acceptedType } from '../accepted-type.js';
import { vary } from '../files/vary.js';
import type { QueryForm } from './read-query.js';

/** A form of an answer: the media types that ask for it, the standard one first, and what `?format=` calls it. */
export interface AnswerForm {
  mediaTypes: [string, ...string[]];
  words: [string, ...string[]];
}

/** Answers to SELECT and ASK; a truth value has no form as CSV or TSV. */
const booleanForms: AnswerForm[] = [
  { mediaTypes: ['application/sparql-results+json', 'application/json'], words: ['json'] },
  { mediaTypes: ['application/sparql-results+xml', 'application/xml', 'text/xml'], words: ['xml'] },
];

const tableForms: AnswerForm[] = [
  ...booleanForms,
  { mediaTypes: ['text/csv'], words: ['csv'] },
  { mediaTypes: ['text/tab-separated-values'], words: ['tsv'] },
];

/** Answers to CONSTRUCT and DESCRIBE, and graphs. SPARQLWrapper asks in words of its own: rdf+xml, n3. */
export const graphForms: AnswerForm[] = [
  { mediaTypes: ['text/turtle', 'application/x-turtle'], words: ['turtle', 'ttl', 'n3'] },
  { mediaTypes: ['application/n-triples', 'text/plain'], words: ['nt', 'ntriples'] },
  { mediaTypes: ['application/ld+json', 'application/json'], words: ['jsonld', 'json-ld', 'json'] },
  { mediaTypes: ['application/rdf+xml', 'application/xml', 'text/xml'], words: ['rdf', 'rdfxml', 'rdf+xml', 'xml'] },
];

export const formsFor: Record<QueryForm, AnswerForm[]> = {
  SELECT: tableForms,
  ASK: booleanForms,
  CONSTRUCT: graphForms,
  DESCRIBE: graphForms,
};

/** What was chosen: the form and the media type that the client asked for it by. */
export interface Chosen {
  made: string; // the standard media type
  told: string; // what stands in Content-Type
}

/** The form that a client wants: what `?format=` says, else what suits `Accept` best; or why there is none. */
export function chooseAnswerForm(
  request: FastifyRequest,
  reply: FastifyReply,
  forms: AnswerForm[],
  word: string | undefined,
): Chosen | { status: 400 | 406; refused: string } {
  vary(reply, 'Accept');
  if (word !== undefined) {
    const form = forms.find(({ words, mediaTypes }) => words.includes(word) || mediaTypes.includes(word));
    return form ? chosen(form, form.mediaTypes[0]) : { status: 400, refused: listOf(forms) };
  }
  // Standard media types come before other names, so that whoever takes anything gets the first.
  const offered = [...forms.map(({ mediaTypes }) => mediaTypes[0]), ...forms.flatMap(({ mediaTypes }) => mediaTypes)];
  const accepted = acceptedType(request, [...new Set(offered)]);
  const form = forms.find(({ mediaTypes }) => accepted !== undefined && mediaTypes.includes(accepted));
  return form && accepted ? chosen(form, accepted) : { status: 406, refused: listOf(forms) };
}

const chosen = ({ mediaTypes }: AnswerForm, asked: string): Chosen => ({
  made: mediaTypes[0],
  told: /^text\//.test(asked) ? `${asked}; charset=utf-8` : asked,
});

const listOf = (forms: AnswerForm[]): string =>
  `this can be answered in these forms:\n${forms.map(({ mediaTypes, words }) => `${mediaTypes[0]} (format=${words[0]})`).join('\n')}`;
