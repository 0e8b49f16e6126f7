import type { Quad_Object } from 'n3';
import { ownNameOf } from '../../text/languages.js';
import { compareNaturally } from '../../text/order.js';
import { type Text, textsIn } from '../graph-index.js';
import { type Fact, factList, literal, section, thingLink, toPage, turned } from '../layout/components.js';
import { valueList } from '../long-lists.js';
import { unofficialName } from '../unofficial-names.js';
import { kindOf, type View } from '../view.js';
import { names } from '../vocabulary.js';
import { fill } from '../words.js';

/** Properties that the heading of a page already shows, and the terms that are only for the search. */
const inHeading = [
  names.type,
  names.prefLabel,
  names.title,
  names.label,
  names.altLabel,
  names.hiddenLabel,
  names.deprecated,
];

/** General properties, which are omitted if specific ones have the same values: "contains" and "targets". */
const general = [names.broader, names.narrower, names.topConceptOf, names.hasTopConcept];

/** All statements about the resource that the page does not show elsewhere, one row per property: for all readers, and for developers. */
export function otherFacts(view: View, leaveOut: readonly string[]): { forAll: Fact[]; technical: Fact[] } {
  const { graph, thing } = view;
  const { UnofficialName, ShortName, Technical } = view.site.roles.parts;
  const about = graph.about(thing);
  const codes = graph.codes(thing);
  const title = view.nameOf(thing).text;
  const repeatsTitle = (terms: readonly Quad_Object[]): boolean => terms.every(({ value }) => value === title);
  const isNews = (predicate: string): boolean =>
    !inHeading.includes(predicate) &&
    ![...UnofficialName, ...ShortName].includes(predicate) && // in the heading, among the other languages, or in lists
    !leaveOut.includes(predicate) &&
    !repeatsTitle(about.get(predicate) ?? []) &&
    !(general.includes(predicate) && isCovered(about, predicate));
  const orderOf = (predicate: string): number => view.site.roles.properties.get(predicate)?.order ?? Number.MAX_VALUE;
  // The same date as it is written, and with its type, is one fact.
  const keyOf = ([predicate, terms]: [string, readonly Quad_Object[]]): string =>
    [view.term(predicate).text, ...terms.map(({ value }) => value)].join('\n');
  const all = new Map([...about].filter(([predicate]) => isNews(predicate)).map((one) => [keyOf(one), one]));
  const facts = [...all.values()]
    .sort(([a], [b]) => orderOf(a) - orderOf(b))
    .map(([predicate, terms]) => {
      const news = predicate === names.notation ? terms.filter(({ value }) => !codes.includes(value)) : terms;
      return { isTechnical: Technical.includes(predicate), fact: factOf(view, predicate, news) };
    });
  const chosen = (isTechnical: boolean): Fact[] =>
    facts.filter((one) => one.isTechnical === isTechnical).map(({ fact }) => fact);
  return { forAll: [...unknownFacts(view), ...chosen(false)], technical: chosen(true) };
}

/** The facts of the kind of the thing that are not known, if the project has a text for that. */
function unknownFacts(view: View): Fact[] {
  const { graph, site, thing } = view;
  if (graph.isRetired(thing)) return [];
  const properties = site.roles.kinds.get(kindOf(graph, thing) ?? '')?.facts ?? [];
  return properties.flatMap((property) => {
    const text = graph.about(thing).has(property) ? undefined : view.ownText('unknown', property);
    return text === undefined ? [] : [{ term: literal(view, view.plural(property)), values: [text] }];
  });
}

/** True if more specific properties have all values of this property. */
function isCovered(about: ReadonlyMap<string, readonly Quad_Object[]>, predicate: string): boolean {
  const others = new Set<string>();
  for (const [other, terms] of about) if (!general.includes(other)) for (const { value } of terms) others.add(value);
  return (about.get(predicate) ?? []).every(({ value }) => others.has(value));
}

/** A fact with links if the values include IRIs, otherwise with texts. */
function factOf(view: View, predicate: string, terms: readonly Quad_Object[]): Fact {
  const iris = terms.filter(({ termType }) => termType === 'NamedNode').map(({ value }) => value);
  if (iris.length > 0) return thingsFact(view, predicate, iris, false);
  if (view.isShared && new Set(textsIn(terms).map(({ language }) => language)).size > 1)
    return { term: literal(view, view.term(predicate)), values: [literal(view, inAllLanguages(view, textsIn(terms)))] };
  const texts = chosenTexts(view, textsIn(terms)).map((text) => view.inWords(predicate, text));
  const rest = texts.length - most;
  return {
    term: literal(view, view.term(predicate)),
    values: texts.slice(0, most).map((text) => literal(view, text)),
    ...(rest > 0 ? { more: fill(view.words.andMore, { count: rest }, view.words.language) } : {}),
  };
}

/** The texts in one language, because texts in several languages are translations; without translations, all texts. */
function chosenTexts({ language, site }: View, texts: Text[]): Text[] {
  const chosen = [language, ...site.languages].find((tag) => texts.some((text) => text.language === tag));
  return texts
    .filter((text) => chosen === undefined || text.language === chosen)
    .sort((a, b) => compareNaturally(a.text, b.text));
}

/** All texts of each language in one line. */
function inAllLanguages({ site }: View, texts: Text[]): Text {
  const joined = site.languages.flatMap((language) => {
    const own = texts.filter((one) => one.language === language).map(({ text }) => text);
    return own.length > 0 ? [{ text: own.sort(compareNaturally).join(' · '), language }] : [];
  });
  const [first = { text: texts.map(({ text }) => text).join(' · '), language: '' }, ...others] = joined;
  return others.length > 0 ? { ...first, others } : first;
}

/** The maximum number of links per property; another page lists all of them. */
const most = 40;

/** A fact with links to resources, sorted by code. */
function thingsFact(view: View, predicate: string, iris: readonly string[], isInverse: boolean): Fact {
  const { site, thing } = view;
  const sorted = [...iris].sort(view.graph.byCode);
  const shown = {
    term: literal(view, view.term(predicate)),
    values: view.graph
      .sortedIn(sorted, view.language)
      .slice(0, most)
      .map((iri) => thingLink(view, iri)),
  };
  if (sorted.length <= most) return shown;
  const { path } = valueList(site, thing, [predicate], isInverse, sorted);
  return {
    ...shown,
    more: toPage(view, path, fill(view.words.andMore, { count: sorted.length - most }, view.words.language)),
  };
}

/** Statements of other resources about this one, unless its own statements already contain the same link. */
export function pointingHere(view: View, leaveOut: readonly string[]) {
  const { graph, thing, words } = view;
  const own = new Set([...graph.about(thing).values()].flatMap((terms) => terms.map(({ value }) => value)));
  const isNews = (subject: string): boolean => graph.pathOf(subject) !== undefined && !own.has(subject);
  const facts = [...graph.pointingAt(thing)]
    .filter(([predicate]) => predicate !== names.topConceptOf && !leaveOut.includes(predicate))
    .filter(([, subjects]) => subjects.some(isNews))
    .map(([predicate, subjects]) => thingsFact(view, predicate, subjects.filter(isNews), true));
  return section('pointing', words.pointingHere, factList(facts));
}

/** The name in other languages. */
export function otherLanguages(view: View) {
  const facts = view.site.languages.flatMap((language): Fact[] => {
    if (language === view.language && !view.isShared) return []; // a script hides one
    const label = view.graph.label(view.thing, language);
    const name = label?.language === language ? label : unofficialName(view.site, view.thing, language);
    if (name === undefined) return [];
    const marks = turned(language, view.words.language);
    const mark = name.isUnofficial && (
      <span class="badge" lang={view.words.language}>
        {view.words.unofficial}
      </span>
    );
    return [{ term: ownNameOf(language), values: [[<bdi>{name.text}</bdi>, mark]], marks }];
  });
  return section('languages', view.words.otherLanguages, factList(facts));
}
