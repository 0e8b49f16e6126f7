import { isArea } from '../areas/regions.js';
import { hueClass } from '../colours.js';
import { areaKind } from '../figures/series-figures.js';
import { type Text, textsIn } from '../graph-index.js';
import {
  code,
  dotted,
  type Fact,
  factList,
  literal,
  pageAnchor,
  plainText,
  section,
  toPage,
  turned,
} from '../layout/components.js';
import { type Step, wholePage } from '../layout/document.js';
import type { SchemaNode } from '../layout/head.js';
import { claimsWith } from '../sections/claims.js';
import { chips, keyFigures } from '../sections/key-figures.js';
import { retirement, retirementProperties } from '../sections/retirement.js';
import { contentOf } from '../sections/sections.js';
import { dataPath } from '../thing-files.js';
import { placeIn, treeFor, treesOf } from '../tree.js';
import { kindOf, type View } from '../view.js';
import { localName, names } from '../vocabulary.js';
import { areaDataset, seriesDataset } from './datasets.js';
import { otherFacts, otherLanguages, pointingHere } from './facts.js';
import { descriptionOf, titleOf } from './thing-texts.js';

/** Properties that describe a resource in sentences. */
const prose = [names.definition, names.description, names.scopeNote, names.comment];

/** The page of a resource: name and description, the sections of its kind, other facts, and data. */
export function thingPage(view: View) {
  const { graph, thing, words, path, isShared } = view;
  const { content, summary, hides, hidesPointing, isDeclared, isMeasure, hasCards, beginsWithAnswer } = contentOf(view);
  const isOutOfUse = graph.isRetired(thing);
  const hasOfficialLink = view.ownText('official', kindOf(graph, thing) ?? '') !== undefined;
  const leaveOut = [
    ...hides,
    ...(hasOfficialLink ? [names.page] : []),
    ...(isOutOfUse ? retirementProperties(view) : []),
  ];
  const { previous, next } = view.site.neighboursOf(thing, view.language);
  const { forAll, technical } = otherFacts(view, [...prose, ...leaveOut]);
  const texts = prose.flatMap((predicate) => allTexts(view, predicate));
  const figures = areaDataset(view, thing);
  const description = String(figures?.['description'] ?? descriptionOf(view, texts, summary));
  const paragraphs = texts.map((text) => <p class="prose">{literal(view, text)}</p>);
  return wholePage(
    view,
    {
      title: titleOf(view),
      description,
      data: dataPath(view.site, path),
      ...(isShared
        ? {}
        : {
            schema:
              seriesDataset(view, thing, texts[0] ? plainText(texts[0]) : description) ??
              figures ??
              definedTerm(view, thing),
          }),
      previous: previous && view.linkTo(previous),
      next: next && view.linkTo(next),
      steps: stepsTo(view, thing),
      beside: siblings(view, { previous, next }),
      scripts: isShared
        ? []
        : [...(hasCards ? ['assets/cards.js'] : []), ...(isArea(view.site, thing) ? ['assets/area.js'] : [])],
    },
    [
      heading(view),
      isMeasure && [chips(view), keyFigures(view)],
      !beginsWithAnswer && paragraphs,
      isOutOfUse && retirement(view),
      content,
      beginsWithAnswer && paragraphs.length > 0 && <div class="explanation">{paragraphs}</div>,
      section('facts', words.facts, factList(forAll)),
      claimsWith(view),
      treeLink(view),
      !isDeclared && pointingHere(view, hidesPointing),
      !isArea(view.site, thing) && otherLanguages(view), // a link to each of them is enough there
      forDevelopers(view, technical),
    ],
  );
}

/** The previous and the next thing of the kind, next to the breadcrumbs. */
function siblings(view: View, { previous, next }: { previous?: string | undefined; next?: string | undefined }) {
  const { words } = view;
  const sibling = (which: 'previous' | 'next', iri: string) => {
    const name = view.shortNameOf(iri);
    return pageAnchor(view, iri, [
      which === 'previous' && (
        <span class="arrow" aria-hidden="true">
          ←{' '}
        </span>
      ),
      <span class="unseen">{words[which]} </span>,
      code(view, iri),
      <span dir={turned(name.language, words.language).dir}>{literal(view, name)}</span>,
      which === 'next' && (
        <span class="arrow" aria-hidden="true">
          {' '}
          →
        </span>
      ),
    ]);
  };
  return (
    (previous ?? next) && (
      <nav class="siblings" aria-label={words.siblings}>
        {previous && sibling('previous', previous)}
        {next && sibling('next', next)}
      </nav>
    )
  );
}

/** The identifier, the codes and the data of a thing, folded. */
function forDevelopers(view: View, technical: Fact[]) {
  const { thing, words, link, path } = view;
  const data = link(dataPath(view.site, path));
  const address = { term: words.address, values: [<code dir="ltr">{thing}</code>] };
  const files = [<a href={`${data}.ttl`}>Turtle</a>, ' · ', <a href={`${data}.jsonld`}>JSON-LD</a>];
  return (
    <details class="developers" id="data">
      <summary>{words.cards.developers}</summary>
      {factList([address, { term: words.format, values: [files] }, ...technical])}
    </details>
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
    name: plainText(view.officialName(thing)),
    termCode: graph.codes(thing)[0],
    description: description && plainText(description),
    inDefinedTermSet: graph.links(thing, names.inScheme)[0],
  };
}

/** Longer names are sentences and have smaller letters. */
const longestTitle = 120;

/** Kind, code and name. */
function heading(view: View) {
  const { graph, thing, words } = view;
  const kind = kindOf(graph, thing);
  const label = view.nameOf(thing);
  const official = officialLink(view);
  const others = allTexts(view, names.altLabel).filter(
    ({ text, language }) => language === label.language && text !== label.text,
  );
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
        {official && [' · ', official]}
      </p>
      <h1 class={label.text.length > longestTitle ? 'long' : undefined}>{literal(view, label, true)}</h1>
      {others.length > 0 && (
        <p class="also">
          {words.alsoCalled}
          {words.colon}
          {dotted(others.map((other) => literal(view, other)))}
        </p>
      )}
    </div>
  );
}

/** The link to the official page about a thing, if the project has a text for things of the kind: "A/RES/73/195, paragraph 26". */
function officialLink(view: View) {
  const { graph, site, thing } = view;
  const [page] = graph.links(thing, names.page);
  const text = view.ownText('official', kindOf(graph, thing) ?? '');
  if (page === undefined || text === undefined) return undefined;
  const shown = text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const property = [...site.roles.properties.keys()].find((iri) => localName(iri) === name);
    return (property && graph.value(thing, property)) ?? '';
  });
  return <a href={page}>{shown}</a>;
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
  if (code === undefined || kind === undefined || kind === areaKind(view.site)) return literal(view, view.label(iri));
  return [literal(view, view.term(kind)), ' ', <bdi>{code}</bdi>];
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
