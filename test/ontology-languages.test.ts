import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Parser } from 'n3';
import { describe, expect, it } from 'vitest';
import { root } from './support/gcm.js';

const gcm = 'https://w3id.org/gcm-graph/ontology#';
const ontology = gcm.slice(0, -1);
const languages = ['ar', 'en', 'es', 'fr', 'ru', 'zh'];
const quads = new Parser().parse(readFileSync(path.join(root, 'ontology/gcm.ttl'), 'utf8'));
const localName = (iri: string): string => iri.replace(/^.*[/#]/, '');
const terms = [...new Set(quads.map(({ subject }) => subject.value))].filter((one) => one.startsWith(gcm));

/** The languages of the texts of a property, sorted; a language appears as often as it has a text. */
const languagesOf = (subject: string, property: string): string[] =>
  quads
    .filter(({ subject: one, predicate }) => one.value === subject && localName(predicate.value) === property)
    .flatMap(({ object }) => (object.termType === 'Literal' ? [object.language] : []))
    .sort();

describe('the ontology', () => {
  it.each(terms.map((term) => [localName(term), term]))(
    '%s has one label and one definition in each language of the site',
    (_, term) => {
      expect(languagesOf(term, 'label')).toEqual(languages);
      expect(languagesOf(term, 'definition')).toEqual(languages);
    },
  );

  it('says who made it, when, and how to cite it', () => {
    const own = new Map(
      quads
        .filter(({ subject }) => subject.value === ontology)
        .map(({ predicate, object }) => [localName(predicate.value), object.value]),
    );
    for (const property of ['creator', 'publisher', 'license', 'bibliographicCitation'])
      expect(own.get(property), property).toBeTruthy();
    expect(own.get('versionIRI')).toBe(`${ontology}/${own.get('versionInfo')}`);
    expect(own.get('created')).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect((own.get('modified') ?? '') >= (own.get('created') ?? '')).toBe(true);
    expect(languagesOf(ontology, 'title')).toEqual(languages);
    expect(languagesOf(ontology, 'description')).toEqual(languages);
  });
});
