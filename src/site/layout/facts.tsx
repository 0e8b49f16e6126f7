import type { Quad_Object } from 'n3';
import type { ComponentChildren } from 'preact';
import { compareNaturally } from '../../text/order.js';
import { type Text, textsIn } from '../graph-index.js';
import { fill, languages } from '../languages.js';
import { agenda, names } from '../names.js';
import type { View } from '../view.js';
import { wordFor, wordsOf } from '../words/words.js';
import { type Fact, factSection, literal, thingLink, turned } from './components.js';

/** What the heading of a page tells already. */
const told = [names.type, names.prefLabel, names.title, names.label, names.altLabel, names.deprecated];

/** Properties that say less than another with the same values does: "contains" where "targets" stands. */
const general = [names.broader, names.narrower, names.topConceptOf, names.hasTopConcept];

/** Every statement about the thing that the page does not tell otherwise, a line a property. */
export function otherFacts(view: View, leaveOut: readonly string[]): ComponentChildren {
  const { graph, thing, words } = view;
  const about = graph.about(thing);
  const codes = graph.codes(thing);
  const isNews = (predicate: string): boolean =>
    !told.includes(predicate) &&
    !leaveOut.includes(predicate) &&
    !(general.includes(predicate) && isCovered(about, predicate));
  const facts = [...about]
    .filter(([predicate]) => isNews(predicate))
    .map(([predicate, terms]) => {
      const news = predicate === names.notation ? terms.filter(({ value }) => !codes.includes(value)) : terms;
      return factOf(view, predicate, news);
    });
  return factSection('facts', words.facts, facts);
}

/** Whether other properties name every value of this one. */
function isCovered(about: ReadonlyMap<string, readonly Quad_Object[]>, predicate: string): boolean {
  const others = new Set<string>();
  for (const [other, terms] of about) if (!general.includes(other)) for (const { value } of terms) others.add(value);
  return (about.get(predicate) ?? []).every(({ value }) => others.has(value));
}

/** Things where there are any among the values, else texts. */
function factOf(view: View, predicate: string, terms: readonly Quad_Object[]): Fact {
  const iris = terms.filter(({ termType }) => termType === 'NamedNode').map(({ value }) => value);
  if (iris.length > 0) return thingsFact(view, predicate, iris);
  const texts = chosenTexts(textsIn(terms), view.language).map((text) => inWords(view, predicate, text));
  return { term: literal(view, view.term(predicate)), values: texts.map((text) => literal(view, text)) };
}

/** Properties whose values are a few codes in English, which the words of the site say in each language. */
const coded = [agenda.frameworkStatus, agenda.areaKind];

/** "true" as "yes", and a code as what it means; anything else as it is. */
function inWords({ words }: View, predicate: string, value: Text): Text {
  if (value.language !== '') return value;
  if (value.text === 'true' || value.text === 'false')
    return { ...value, text: words[value.text === 'true' ? 'yes' : 'no'] };
  const word = coded.includes(predicate) ? wordFor<string>(words.codes, value.text) : undefined;
  return word === undefined ? value : { ...value, text: word };
}

/** Texts in several languages are translations of each other, and the page needs one of them; others are all told. */
function chosenTexts(texts: Text[], language: string): Text[] {
  const chosen = [language, 'en'].find((tag) => texts.some((text) => text.language === tag));
  return texts
    .filter((text) => chosen === undefined || text.language === chosen)
    .sort((a, b) => compareNaturally(a.text, b.text));
}

/** More links than this are a list of its own, which the pages of their kind are. */
const most = 40;

/** Links to things, in the order of their codes, as values of a property. */
function thingsFact(view: View, predicate: string, iris: readonly string[]): Fact {
  const sorted = [...iris].sort(view.graph.byCode);
  return {
    term: literal(view, view.term(predicate)),
    values: sorted.slice(0, most).map((iri) => thingLink(view, iri)),
    more: sorted.length > most ? fill(view.words.more, { count: sorted.length - most }) : undefined,
  };
}

/** Statements of other things that have this one as their value, as far as its own statements do not say the same. */
export function pointingHere(view: View): ComponentChildren {
  const { graph, thing, words } = view;
  const own = new Set([...graph.about(thing).values()].flatMap((terms) => terms.map(({ value }) => value)));
  const isNews = (subject: string): boolean => graph.pathOf(subject) !== undefined && !own.has(subject);
  const facts = [...graph.pointingAt(thing)]
    .filter(([predicate, subjects]) => predicate !== names.topConceptOf && subjects.some(isNews))
    .map(([predicate, subjects]) => thingsFact(view, predicate, subjects.filter(isNews)));
  return factSection('pointing', words.pointingHere, facts);
}

/** The name in all other languages that have one. */
export function otherLanguages(view: View): ComponentChildren {
  const facts = languages.flatMap((language): Fact[] => {
    const label = view.graph.label(view.thing, language);
    if (language === view.language || label?.language !== language) return [];
    const marks = turned(language, view.language);
    return [{ term: wordsOf(language).name, values: [<bdi>{label.text}</bdi>], marks }];
  });
  return factSection('languages', view.words.otherLanguages, facts);
}
