import type { Quad_Object } from 'n3';
import { ownNameOf } from '../../text/languages.js';
import { compareNaturally } from '../../text/order.js';
import { hueClass } from '../colours.js';
import { type Text, textsIn } from '../graph-index.js';
import {
  dotted,
  type Fact,
  factList,
  literal,
  plainText,
  section,
  thingLink,
  toPage,
  turned,
} from '../layout/components.js';
import { type SchemaNode, type Step, wholePage } from '../layout/document.js';
import { valueList } from '../long-lists.js';
import { claimsWith } from '../sections/claims.js';
import { retirement, retirementProperties } from '../sections/retirement.js';
import { contentOf } from '../sections/sections.js';
import { dataPath } from '../thing-files.js';
import { placeIn, treeFor, treesOf } from '../tree.js';
import { kindOf, type View } from '../view.js';
import { names } from '../vocabulary.js';
import { fill } from '../words.js';

/** Properties that describe a resource in sentences. */
const prose = [names.definition, names.description, names.scopeNote, names.comment];

/** The page of a resource: name and description, the sections of its kind, other facts, and data. */
export function thingPage(view: View) {
  const { graph, thing, words, path, link, isShared } = view;
  const { content, summary, hides, hidesPointing, isDeclared } = contentOf(view);
  const isOutOfUse = graph.isRetired(thing);
  const leaveOut = [...hides, ...(isOutOfUse ? retirementProperties(view) : [])];
  const { previous, next } = view.site.neighboursOf(thing, view.language);
  const sibling = (which: 'previous' | 'next', iri: string) => (
    <p class={which}>
      <span>{words[which]}</span> {thingLink(view, iri)}
    </p>
  );
  const texts = prose.flatMap((predicate) => allTexts(view, predicate));
  return wholePage(
    view,
    {
      title: [graph.codes(thing)[0], plainText(view.label(thing))].filter(Boolean).join(' '),
      description: texts[0] ? plainText(texts[0]) : inShort(view, summary),
      data: dataPath(view.site, path),
      ...(isShared ? {} : { schema: definedTerm(view, thing) }),
      previous: previous && view.linkTo(previous),
      next: next && view.linkTo(next),
      steps: stepsTo(view, thing),
    },
    [
      heading(view),
      texts.map((text) => <p class="prose">{literal(view, text)}</p>),
      isOutOfUse && retirement(view),
      content,
      otherFacts(view, [...prose, ...leaveOut]),
      claimsWith(view),
      treeLink(view),
      !isDeclared && pointingHere(view, hidesPointing),
      otherLanguages(view),
      section('data', words.asData, [
        <p>
          {words.address}: <code dir="ltr">{thing}</code>
        </p>,
        <p class="onward">
          <a href={link(`${dataPath(view.site, path)}.ttl`)}>Turtle</a> ·{' '}
          <a href={link(`${dataPath(view.site, path)}.jsonld`)}>JSON-LD</a>
        </p>,
      ]),
      (previous ?? next) && (
        <nav class="siblings" aria-label={words.siblings}>
          {previous && sibling('previous', previous)}
          {next && sibling('next', next)}
        </nav>
      ),
    ],
  );
}

/** All texts of a property in the nearest language; on a page in all languages, in one text for each language. */
function allTexts(view: View, predicate: string): Text[] {
  const { graph, thing, isShared } = view;
  const textsFor = (language: string): Text[] => {
    const first = graph.text(thing, predicate, language);
    return textsIn(graph.objects(thing, predicate)).filter((one) => one.language === first?.language);
  };
  if (!isShared) return textsFor(view.language);
  const joined = view.inAll((one) => {
    const [first, ...others] = textsFor(one);
    return first && { ...first, text: [first, ...others].map(({ text }) => text).join(' · ') };
  });
  return joined === undefined ? [] : [joined];
}

/** A resource as a schema.org term. */
function definedTerm(view: View, thing: string): SchemaNode {
  const { graph, language } = view;
  const texts = [names.definition, names.scopeNote, names.description];
  const [description] = texts.flatMap((predicate) => graph.text(thing, predicate, language) ?? []);
  return {
    '@type': 'DefinedTerm',
    '@id': thing,
    name: plainText(view.label(thing)),
    termCode: graph.codes(thing)[0],
    description: description && plainText(description),
    inDefinedTermSet: graph.links(thing, names.inScheme)[0],
  };
}

/** The length of a description that search engines show. */
const longestDescription = 150;

/** "Indicator 16.2. Connected topics: 7, 10. Number of …" */
function inShort(view: View, summary: string): string {
  const { graph, thing } = view;
  const kind = kindOf(graph, thing);
  const codes = graph.codes(thing).join(', ');
  const head = [kind && plainText(view.term(kind)), codes].filter(Boolean).join(' ');
  const whole = [head && `${head}.`, summary, plainText(view.label(thing))].filter(Boolean).join(' ');
  const start = [...whole].slice(0, longestDescription).join('');
  return start === whole ? whole : `${start.trimEnd()}…`;
}

/** Longer names are sentences and have smaller letters. */
const longestTitle = 120;

/** Kind, code and name. */
function heading(view: View) {
  const { graph, thing, words } = view;
  const kind = kindOf(graph, thing);
  const label = view.label(thing);
  const others = allTexts(view, names.altLabel).filter(({ language }) => language === label.language);
  return (
    <div class="heading">
      <p class="kind">
        {kind && literal(view, view.term(kind))}{' '}
        {graph.codes(thing).map((code) => (
          <>
            <bdi class={`code${hueClass(view, thing, code)}`}>{code}</bdi>{' '}
          </>
        ))}
        {graph.isRetired(thing) && <span class="badge">{words.retired}</span>}
      </p>
      <h1 class={label.text.length > longestTitle ? 'long' : undefined}>{literal(view, label)}</h1>
      {others.length > 0 && (
        <p class="also">
          {words.alsoCalled}: {dotted(others.map((other) => literal(view, other)))}
        </p>
      )}
    </div>
  );
}

/** The breadcrumbs of a resource: the list of its kind, then its broader resources from the top down. */
function stepsTo(view: View, thing: string): Step[] {
  const { graph, site } = view;
  const above: string[] = [];
  for (let one = broaderOf(view, thing); one && !above.includes(one) && one !== thing; one = broaderOf(view, one))
    above.unshift(one);
  const kind = site.kinds.find(({ type }) => type === kindOf(graph, above[0] ?? thing));
  return [
    ...(kind ? [{ href: view.pageLink(kind.path), shown: literal(view, view.plural(kind.type)) }] : []),
    ...above.map((iri) => ({ href: view.linkTo(iri) ?? '', shown: shortName(view, iri) })),
  ];
}

/** The first broader resource with a page. */
const broaderOf = ({ graph }: View, thing: string): string | undefined =>
  graph.links(thing, names.broader).find((iri) => graph.pathOf(iri) !== undefined);

/** The kind and code of a resource, or its name if it has no code. */
function shortName(view: View, iri: string) {
  const kind = kindOf(view.graph, iri);
  const code = view.graph.codes(iri)[0];
  if (code === undefined || kind === undefined) return literal(view, view.label(iri));
  return [literal(view, view.term(kind)), ' ', <bdi>{code}</bdi>];
}

/** Properties that the heading of a page already shows. */
const inHeading = [names.type, names.prefLabel, names.title, names.label, names.altLabel, names.deprecated];

/** General properties, which are omitted if specific ones have the same values: "contains" and "targets". */
const general = [names.broader, names.narrower, names.topConceptOf, names.hasTopConcept];

/** All statements about the resource that the page does not show elsewhere, one row per property. */
export function otherFacts(view: View, leaveOut: readonly string[]) {
  const { graph, thing, words } = view;
  const about = graph.about(thing);
  const codes = graph.codes(thing);
  const isNews = (predicate: string): boolean =>
    !inHeading.includes(predicate) &&
    !leaveOut.includes(predicate) &&
    !(general.includes(predicate) && isCovered(about, predicate));
  const orderOf = (predicate: string): number => view.site.roles.properties.get(predicate)?.order ?? Number.MAX_VALUE;
  const facts = [...about]
    .filter(([predicate]) => isNews(predicate))
    .sort(([a], [b]) => orderOf(a) - orderOf(b))
    .map(([predicate, terms]) => {
      const news = predicate === names.notation ? terms.filter(({ value }) => !codes.includes(value)) : terms;
      return factOf(view, predicate, news);
    });
  return section('facts', words.facts, factList(facts));
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
    ...(rest > 0 ? { more: fill(view.words.andMore, { count: rest }) } : {}),
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
  return { ...shown, more: toPage(view, path, fill(view.words.andMore, { count: sorted.length - most })) };
}

/** On the page of a scheme, a link to its hierarchy; on a page in all languages, also to the place of a thing in it. */
function treeLink(view: View) {
  const { site, thing, words, isShared } = view;
  const own = treeFor(site, thing);
  if (own !== undefined) return <p class="onward">{toPage(view, own.path, words.tree)}</p>;
  const tree = isShared ? treesOf(site).find(({ placeOf }) => placeOf.has(thing)) : undefined;
  return (
    tree && (
      <p class="onward">
        <a href={placeIn(view, tree, thing)}>{words.tree}</a>
      </p>
    )
  );
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
    const label = view.graph.label(view.thing, language);
    if ((language === view.language && !view.isShared) || label?.language !== language) return []; // a script hides one
    const marks = turned(language, view.words.language);
    return [{ term: ownNameOf(language), values: [<bdi>{label.text}</bdi>], marks }];
  });
  return section('languages', view.words.otherLanguages, factList(facts));
}
