import type { ComponentChildren } from 'preact';
import type { Neighbourhood, Section } from '../../roles/roles.js';
import { areaSection } from '../areas/area-section.js';
import { isArea } from '../areas/regions.js';
import { dots } from '../charts/dots.js';
import { seriesFigure } from '../charts/series.js';
import { connections, mentioning, proposedOn, type Way, waysFrom } from '../connected.js';
import { hasFigures } from '../figures/series-figures.js';
import { literal, plainText, section } from '../layout/components.js';
import { follow, step } from '../steps.js';
import type { View } from '../view.js';
import { localName, names } from '../vocabulary.js';
import { fill } from '../words.js';
import { areaChoice } from './area-choice.js';
import { cardCounts, cards, sourceSentence } from './cards.js';
import { claimCount, claimParts, headingOf, mentions, otherConnections } from './claims.js';
import { figures } from './figures.js';
import { facts, listOf, noneOf, noneText, through } from './lists.js';
import { whoSays } from './who-says.js';

/** The parts of a page that depend on the kind of its thing. */
export interface OwnContent {
  content: ComponentChildren;
  summary: string; // a sentence for search engines
  hides: readonly string[]; // properties whose values the content shows
  hidesPointing: readonly string[]; // properties that the content follows backwards
  isMeasure: boolean; // a section shows the charts of the series of the thing
  hasCards: boolean;
  beginsWithAnswer: boolean; // the first section has a sentence with the counts and cards
  isDeclared: boolean; // false: the ontology says nothing about pages of this kind
}

/** The sections that the ontology declares for the kind of a thing, and its other connections. */
export function contentOf(view: View): OwnContent {
  const { graph, site, thing } = view;
  const { roles } = site;
  const types = graph.links(thing, names.type);
  const declared = types.flatMap((type) => roles.sections.get(type) ?? []);
  const pictures = types.flatMap((type) => roles.neighbourhoods.get(type) ?? []);
  const isLeftOut = (one: Section): boolean => graph.isRetired(thing) && thingsIn(view, one).length === 0;
  const shown: (Section | Neighbourhood)[] = [...declared.filter((one) => !isLeftOut(one)), ...pictures].sort(
    (a, b) => (a.order ?? Infinity) - (b.order ?? Infinity),
  );
  const covered = [...declared.flatMap(({ path, hides }) => [...path.slice(0, 1), ...hides])];
  const ways = waysFrom(site, thing, covered);
  const firstClaims = shown.find((one) => 'layout' in one && (one.layout === 'claims' || one.layout === 'cards'));
  const parts = shown.map((one) => [
    'layout' in one ? sectionOf(view, one) : pictureOf(view, one),
    one === firstClaims && mentions(view),
  ]);
  const own = ways.map((way) => otherConnections(view, way));
  const withSub = (properties: string[]): string[] =>
    properties.flatMap((one) => [one, ...(roles.properties.get(one)?.subProperties ?? [])]);
  const isSeries = declared.length === 0 && hasFigures(site, thing);
  return {
    content: [
      isArea(site, thing) && !view.isShared && areaSection(view),
      parts,
      own,
      firstClaims === undefined && mentions(view),
      isSeries && section('figures', view.words.figures, seriesFigure(view, thing)),
    ],
    summary: summaryOf(view, declared) ?? claimCount(view),
    hides: withSub([...covered, ...ways.map(({ property }) => property), ...mentioning(site)]),
    hidesPointing: withSub(
      ways.flatMap(({ property, isInverse }) =>
        isInverse ? [property] : (roles.properties.get(property)?.inverses ?? []),
      ),
    ),
    isMeasure: declared.some(({ layout, path }) => layout === 'figures' && path.length < 2),
    hasCards: shown.some((one) => 'layout' in one && one.layout === 'cards'),
    beginsWithAnswer: declared[0] !== undefined && isAnswer(declared[0]),
    isDeclared: declared.length > 0,
  };
}

/** The way of a section with a single step. */
const wayOf = ({ path, layout }: Section): Way => ({
  property: path.at(layout === 'cards' ? 0 : -1) ?? '',
  isInverse: false,
});

/** True for cards, whose sentence with the counts says what they are: their heading is only for screen readers. */
const isAnswer = ({ layout, path }: Section): boolean => layout === 'cards' && path.length > 1;

/** The things that a section shows. */
const thingsIn = ({ site, thing }: View, one: Section): string[] =>
  (one.layout === 'claims' && one.path.length === 1) || one.layout === 'cards'
    ? connections(site, thing, wayOf(one)).map(([other]) => other)
    : follow(site, thing, one.path);

function sectionOf(view: View, one: Section) {
  const text = (key: string): string | undefined => view.ownText(key, one.iri, one.of);
  const layouts: Record<Section['layout'], () => ComponentChildren> = {
    claims: () => claimsSection(view, one),
    list: () => listOf(view, one),
    through: () => through(view, one),
    facts: () => facts(view, one),
    figures: () => figures(view, one),
    cards: () => cardsSection(view, one),
  };
  const content = layouts[one.layout]();
  const heading = text('heading') ?? usualHeading(view, one);
  return section(one.anchor, heading, content, isAnswer(one) ? 'answers' : undefined);
}

/** The answer and the connected things; nothing if nothing is connected and the page must not say so. */
function claimsSection(view: View, one: Section): ComponentChildren {
  const answer = answerOf(view, one);
  if (!answer && thingsIn(view, one).length === 0) return null;
  return [answer, claimParts(view, one, wayOf(one))];
}

/** The sentence with the counts, and the cards. */
function cardsSection(view: View, one: Section): ComponentChildren {
  const counts = cardCounts(view, one);
  const content = cards(view, one);
  if (!content) return noneOf(view, one);
  return [
    <div class="answer-row">
      {counts && <p class="answer">{[counts, view.words.space, sourceSentence(view, one)]}</p>}
      {areaChoice(view)}
    </div>,
    content,
    isAnswer(one) && whoSays(view, one),
  ];
}

/** The plural of the last property. */
function usualHeading(view: View, { layout, path }: Section): ComponentChildren {
  if (layout === 'figures') return view.words.figures;
  const name = headingOf(view, path.at(-1) ?? '');
  return name.language === view.language ? name.text : literal(view, name);
}

/** The answer at the top of a section with claims. */
function answerOf(view: View, one: Section) {
  const things = thingsIn(view, one);
  const answer = view.ownText('answer', one.iri, one.of);
  if (answer === undefined) return things.length === 0 && noneOf(view, one);
  const text = things.length === 0 ? noneText(view, one) : filled(view, one, answer, things);
  return text && <p class="answer">{text}</p>;
}

/** The sentence about a page: the answer or the summary of its first section that has one. */
function summaryOf(view: View, sections: readonly Section[]): string | undefined {
  for (const one of sections) {
    const counts = one.layout === 'cards' ? cardCounts(view, one) : undefined;
    if (counts !== undefined && !view.graph.isRetired(view.thing)) return counts;
    const answer = view.ownText('answer', one.iri, one.of);
    const text = answer ?? view.ownText('summary', one.iri, one.of);
    if (text === undefined) continue;
    if (view.graph.isRetired(view.thing)) return view.words.retiredTitle;
    const things = thingsIn(view, one);
    if (things.length > 0) return filled(view, one, text, things);
    const key = view.ownText('summaryNone', one.iri, one.of) === undefined ? 'none' : 'summaryNone';
    return noneText(view, one, view.thing, key);
  }
  return undefined;
}

/** Fills in the codes and number of the things of a section, and numbers of values by the name of a property. */
function filled(view: View, one: Section, text: string, things: readonly string[]): string {
  const { graph, site, thing, words } = view;
  const codes = things.map((other) => graph.codes(other)[0] ?? plainText(view.shortLabel(other)));
  const counted = [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']): [string, number] => {
    const property = [...site.roles.properties.keys()].find((iri) => localName(iri) === name);
    return [name, property === undefined ? 0 : step(site, thing, property).length];
  });
  const values = { ...Object.fromEntries(counted), codes: codes.join(', '), count: things.length };
  const sentence = fill(text, values, view.words.language);
  const isAnswer = view.ownText('answer', one.iri, one.of) !== undefined && one.path.length === 1;
  const proposed = isAnswer ? proposedOn(site, thing, wayOf(one)).length : 0;
  return proposed === 0 ? sentence : `${sentence} ${fill(words.proposedOnly, { count: proposed }, words.language)}`;
}

function pictureOf(view: View, one: Neighbourhood) {
  const heading = view.ownText('heading', one.iri, one.of) ?? view.words.surroundings;
  return section(one.anchor, heading, dots(view));
}
