import { textOf } from '../bytes.js';
import { placeAt } from '../csvw/metadata/places.js';
import { fileIn } from '../files.js';
import { masked } from '../graph/query-faults.js';
import type { Store } from '../graph/store.js';
import { type Problem, problemOf } from '../problem.js';
import type { Project } from '../project.js';
import { csvwNamespaces, iri } from '../rdf/iri.js';
import type { Vocabulary } from '../roles/vocabulary.js';
import { didYouMean } from '../text/nearest.js';
import texts from './messages.json' with { type: 'json' };
import standard from './terms.json' with { type: 'json' };

/** A term in a file: "skos:prefLabel", its IRI and its offset. */
interface Used {
  shown: string;
  term: string;
  at: number;
}

/**
 * Reports terms that their vocabulary does not define, in tables.json, queries, ontology and context: terms of the standard
 * vocabularies, and of namespaces in which the ontology defines classes or properties. Names of resources in the graph are ignored.
 */
export function unknownTerms(
  { files, data, ontology, queries }: Pick<Project, 'files' | 'data' | 'ontology' | 'queries'>,
  vocabulary: Vocabulary,
  store: Pick<Store, 'ask'>,
  base: string,
): Problem[] {
  const own = definedIn(vocabulary);
  if (!own.has(`${base}ontology#`)) own.set(`${base}ontology#`, new Set());
  const judge = (file: string, { shown, term, at }: Used, text: string): Problem[] => {
    const [, namespace = '', name = ''] = /^(.*[#/])([^#/]*)$/.exec(term) ?? [];
    const known = names.get(namespace) ?? own.get(namespace);
    if (!known || name === '' || known.has(name) || /^_\d+$/.test(name)) return [];
    const isStandard = names.has(namespace);
    if (!isStandard && store.ask(`ASK { <${term}> ?p ?o }`)) return [];
    const guess = didYouMean(name, known);
    const wording = isStandard ? texts.unknownTerm : texts.undefinedTerm;
    return [problemOf(wording, placeAt(file, text, at), { term: shown, namespace, guess })];
  };
  const problems: Problem[] = [];
  const look = (file: string, find: (text: string) => Iterable<Used>): void => {
    const found = files.read(file);
    if ('words' in found) return;
    const text = textOf(found);
    const seen = new Set<string>();
    for (const used of find(text)) {
      if (!seen.has(used.term)) problems.push(...judge(file, used, text));
      seen.add(used.term);
    }
  };
  look(fileIn(data, 'tables.json'), (text) => describedTerms(text, `${base}data/`));
  for (const name of files.list(ontology)) {
    if (name.endsWith('.ttl')) look(fileIn(ontology, name), prefixedTerms);
    if (name === 'context.jsonld') look(fileIn(ontology, name), contextTerms);
  }
  for (const folder of ['checks', 'derive', 'exports', 'part', 'summary', 'examples'])
    for (const name of files.list(fileIn(queries, folder)))
      if (name.endsWith('.rq')) look(fileIn(fileIn(queries, folder), name), prefixedTerms);
  return problems;
}

const names = new Map(Object.entries(standard).map(([namespace, list]) => [namespace, new Set(list.split(','))]));

const definitions = new Set(
  (
    ['rdf:Property', 'rdfs:Class', 'rdfs:Datatype', 'owl:Class', 'owl:ObjectProperty', 'owl:DatatypeProperty'] as const
  ).map(iri),
);

/** The terms that an ontology describes, by namespace, if it defines a class or property there. */
function definedIn({ quads }: Vocabulary): Map<string, Set<string>> {
  const namespaceOf = (term: string): string =>
    term.slice(0, Math.max(term.lastIndexOf('#'), term.lastIndexOf('/')) + 1);
  const type = iri('rdf:type');
  const own = new Map<string, Set<string>>();
  for (const { subject, predicate, object } of quads)
    if (predicate.value === type && definitions.has(object.value)) own.set(namespaceOf(subject.value), new Set());
  for (const term of new Set(quads.map(({ subject }) => subject.value)))
    own.get(namespaceOf(term))?.add(term.slice(namespaceOf(term).length));
  return own;
}

/** Yields the prefixed names of a Turtle file or query. */
function* prefixedTerms(text: string): Iterable<Used> {
  const prefixes = new Map(
    [...text.matchAll(/^\s*@?prefix\s+([\w.-]*):\s*<([^<>]*)>/gim)].map(([, prefix = '', iri = '']) => [prefix, iri]),
  );
  const code = masked(text.replace(/^# looks-at:/m, '           ')); // the only line of a header with names
  for (const { 0: shown, 1: prefix = '', 2: name = '', index } of code.matchAll(
    /(?<![\w.:?$@-])([A-Za-z][\w-]*)?:([A-Za-z_][\w-]*)/g,
  ))
    if (prefixes.has(prefix)) yield { shown, term: prefixes.get(prefix) + name, at: index };
}

/** Yields the properties and classes in a description of tables, and the names of its annotations. */
function* describedTerms(text: string, base: string): Iterable<Used> {
  for (const { 0: whole, 1: shown = '', index } of text.matchAll(/"(?:propertyUrl|valueUrl)"\s*:\s*"([^"{}]+)"/g)) {
    const term = expanded(shown, csvwNamespaces);
    const isRelative = !/^[\w+.-]+:/.test(term) && URL.canParse(term, base);
    yield { shown, term: isRelative ? new URL(term, base).href : term, at: index + whole.length - shown.length - 2 };
  }
  for (const { 1: shown = '', index } of text.matchAll(/"([\w-]+:[\w-]+)"\s*:/g))
    yield { shown, term: expanded(shown, csvwNamespaces), at: index };
}

/** Yields the terms in a JSON-LD context. */
function* contextTerms(text: string): Iterable<Used> {
  const prefixes = Object.fromEntries(
    [...text.matchAll(/"([\w-]+)"\s*:\s*"([^"\s]*[#/])"/g)].map(([, prefix = '', iri = '']) => [prefix, iri]),
  );
  for (const { 1: shown = '', index } of text.matchAll(/"([\w-]+:[\w-]+)"/g))
    yield { shown, term: expanded(shown, prefixes), at: index };
}

function expanded(name: string, prefixes: Record<string, string>): string {
  const [, prefix = '', local = ''] = /^([\w-]+):(?!\/\/)(.*)$/.exec(name) ?? [];
  return Object.hasOwn(prefixes, prefix) ? prefixes[prefix] + local : name;
}
