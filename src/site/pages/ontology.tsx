import { compareNaturally } from '../../text/order.js';
import { counted, fact, factList, list, literal, section, toPage } from '../layout/components.js';
import { textPage } from '../layout/document.js';
import { freeName, namespaceOf } from '../paths.js';
import { perSite, type Site, type View } from '../view.js';
import { localName, names, shortName } from '../vocabulary.js';
import { fill } from '../words.js';

/** The vocabulary: all classes and properties with definition, relations and number of uses. */
export function ontologyPage(view: View) {
  const { words, site } = view;
  const { classes, properties } = vocabularyTerms(site);
  const { classes: things, properties: statements } = site.statistics;
  const uses = new Map([...things, ...statements].map(({ of, count }) => [of, count]));
  const termList = (id: string, title: string, terms: string[]) => {
    const index = list('index', terms, (iri) => (
      <a href={`#${anchorsOf(site).get(iri)}`} dir="ltr">
        {shortTerm(site, iri)}
      </a>
    ));
    const all = terms.map((iri) =>
      termSection(view, iri, fill(words.uses, { count: uses.get(iri) ?? 0 }, words.language)),
    );
    return section(id, counted(view, title, terms.length), terms.length > 0 && [index, all]);
  };
  return textPage(view, { title: words.ontologyTitle, text: words.ontologyText }, [
    termList('list-classes', words.classes, classes),
    termList('list-properties', words.properties, properties),
  ]);
}

function termSection(view: View, iri: string, uses: string) {
  const { site, words, language } = view;
  const { vocabulary } = site;
  const anchor = anchorsOf(site).get(iri);
  const texts = [names.definition, names.comment].flatMap((one) => vocabulary.text(iri, one, language) ?? []);
  const kind = site.kinds.find(({ type }) => type === iri);
  const linksTo = (...predicates: string[]) =>
    predicates.flatMap((one) => vocabulary.links(iri, one)).map((one) => termLink(view, one));
  return (
    <section class="part term" aria-labelledby={anchor}>
      <h3 id={anchor}>
        {literal(view, view.term(iri))} <code dir="ltr">{shortTerm(site, iri)}</code>
      </h3>
      {texts.map((text) => (
        <p class="prose">{literal(view, text)}</p>
      ))}
      {factList([
        fact(words.kindOf, ...linksTo(names.subClassOf, names.subPropertyOf)),
        fact(words.saidOf, ...linksTo(names.domain)),
        fact(words.valuesAre, ...linksTo(names.range)),
        fact(words.otherDirection, ...linksTo(names.inverseOf)),
        fact(words.inTheData, kind ? toPage(view, kind.path, uses) : uses),
      ])}
    </section>
  );
}

/** The short name of a class or property, with a link to its description in the ontology. */
export function termLink(view: View, iri: string) {
  const shown = <code dir="ltr">{shortTerm(view.site, iri)}</code>;
  const anchor = anchorsOf(view.site).get(iri);
  if (anchor !== undefined) return <a href={`${view.pageLink('ontology')}#${anchor}`}>{shown}</a>;
  return /^https?:\/\//.test(iri) ? <a href={iri}>{shown}</a> : shown;
}

/** The classes and properties of the ontology, sorted by name, our own first. */
function vocabularyTerms({ vocabulary, release }: Site): { classes: string[]; properties: string[] } {
  const classes: string[] = [];
  const properties: string[] = [];
  for (const iri of vocabulary.described()) {
    const about = vocabulary.about(iri);
    const types = vocabulary.links(iri, names.type);
    if (types.some((type) => type.endsWith('Property')) || about.has(names.subPropertyOf)) properties.push(iri);
    else if (types.some((type) => type.endsWith('Class')) || about.has(names.subClassOf)) classes.push(iri);
  }
  const isForeign = (iri: string): number => Number(!iri.startsWith(release.base));
  const ownFirst = (a: string, b: string): number => isForeign(a) - isForeign(b) || compareNaturally(a, b);
  return { classes: classes.sort(ownFirst), properties: properties.sort(ownFirst) };
}

/**
 * The anchor of each term: for our own terms the end of their IRI, so that …/ontology#Topic matches. Other terms, and
 * names that are already in use, get a prefix or a number.
 */
const anchorsOf = perSite((site) => {
  const { classes, properties } = vocabularyTerms(site);
  const anchorOf = createAnchors();
  return new Map(
    [...classes, ...properties].map((iri) => {
      const own = iri.startsWith(site.release.base) ? anchorOf(localName(iri)) : undefined;
      const wanted = shortTerm(site, iri).replace(/[^A-Za-z0-9.-]+/g, '-');
      return [iri, own ?? freeName(wanted, (name) => anchorOf(name) !== undefined)] as const;
    }),
  );
});

/** Element ids that the pages themselves use. */
const pageIds = /^(?:content|found(?:-\d+)?|list-(?:rules|shapes|derivations|others|classes|properties)|shape-\d+)$/;

/** Returns a function that reserves an anchor: undefined if the name is already in use. */
export function createAnchors(): (name: string) => string | undefined {
  const taken = new Set<string>();
  return (name) => {
    if (taken.has(name) || pageIds.test(name)) return undefined;
    taken.add(name);
    return name;
  };
}

/** "ex:Topic", with the prefixes of the release; the IRI if no prefix matches. */
export function shortTerm({ prefixes }: Site, iri: string): string {
  const known = shortName(iri);
  if (known !== undefined) return known;
  const [prefix, namespace = ''] = namespaceOf(iri, prefixes) ?? [];
  return prefix === undefined ? iri : `${prefix}:${iri.slice(namespace.length)}`;
}
