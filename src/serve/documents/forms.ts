/** A form that a thing is described in. */
export interface Form {
  extension: string;
  mediaType: string;
  words: string[]; // what `?format=` calls it
}

export const html: Form = { extension: 'html', mediaType: 'text/html', words: ['html'] };

/** The best first: whoever takes anything gets Turtle, as a program does; browsers ask for HTML by name. */
export const dataForms: Form[] = [
  { extension: 'ttl', mediaType: 'text/turtle', words: ['ttl', 'turtle'] },
  { extension: 'jsonld', mediaType: 'application/ld+json', words: ['jsonld', 'json-ld'] },
  { extension: 'nt', mediaType: 'application/n-triples', words: ['nt', 'ntriples'] },
  { extension: 'trig', mediaType: 'application/trig', words: ['trig'] },
  { extension: 'rdf', mediaType: 'application/rdf+xml', words: ['rdf', 'rdfxml', 'xml'] },
];

/** "objective/10.ttl" → "objective/10" and Turtle; undefined when no form has that extension. */
export function splitExtension(path: string): { stem: string; form: Form } | undefined {
  const form = [...dataForms, html].find(({ extension }) => path.endsWith(`.${extension}`));
  return form && { stem: path.slice(0, -form.extension.length - 1), form };
}
