import type { ComponentChildren } from 'preact';
import type { Section } from '../../roles/roles.js';
import { groupAnchor } from '../charts/matrix.js';
import { hueClass } from '../colours.js';
import { type Claim, connections, isConnection } from '../connected.js';
import { countedText } from '../counted-text.js';
import { extentOf, measureOf } from '../figures/measures.js';
import { codeLinks, literal, nameLink, pageAnchor, plainText, tooltip } from '../layout/components.js';
import { follow, step } from '../steps.js';
import type { View } from '../view.js';
import { names } from '../vocabulary.js';
import { beginning } from './beginning.js';
import { type Card, cardsOf, sortedRows } from './card-order.js';
import { claimDetails, statusOf } from './claims.js';
import { areaText, measureRows } from './measure-row.js';

/** A section with the layout Cards: one card for each thing after the first step, with a row for each thing after the others. */
export function cards(view: View, section: Section): ComponentChildren {
  const { site, thing } = view;
  if (section.path.length < 2) {
    const rows = sortedRows(site, thing, follow(site, thing, section.path));
    return rows.length > 0 && [<div class="card rows">{measureRows(view, rows)}</div>, keyOf(view)];
  }
  const all = cardsOf(site, thing, section);
  if (all.length === 0) return null;
  const { shown, rest } = beginning(view, { path: section.path.slice(0, 1) }, all, (card) => card.thing);
  const claims = new Map(connections(site, thing, { property: section.path[0] ?? '', isInverse: false }));
  const main = mainSource([...claims.values()].flat());
  const groups = new Set<string>();
  const drawn = shown.map((card) => {
    const [group] = groupsOf(view, section, card);
    const anchor = group === undefined || groups.has(group) ? undefined : groupAnchor(view.graph, group);
    if (group !== undefined) groups.add(group);
    return cardOf(view, card, { group, anchor, claims: claims.get(card.thing) ?? [], main, codes: section.codes });
  });
  return [
    <div class="card-columns">
      {columnsOf(shown).map((places) => (
        <div>{places.map((place) => drawn[place])}</div>
      ))}
    </div>,
    rest,
    keyOf(view),
  ];
}

const groupsOf = ({ site }: View, { groupBy }: Section, { thing }: Card): readonly string[] =>
  groupBy === undefined ? [] : step(site, thing, groupBy);

/** How to read the pictures. */
const keyOf = (view: View) => <p class="key">{areaText(view, 'key')}</p>;

interface CardParts {
  group: string | undefined;
  anchor: string | undefined;
  claims: readonly Claim[];
  codes: readonly string[]; // properties to things whose codes the card shows
  main: string | undefined; // the source that states most of them, which the sentence above the cards names
}

function cardOf(view: View, { thing, rows }: Card, { group, anchor, claims, main, codes }: CardParts) {
  const own = claims.filter(isConnection);
  return (
    <article class={`card${hueClass(view, thing)}`} id={anchor}>
      <header>
        <h3>
          {pageAnchor(
            view,
            thing,
            <bdi dir="ltr">{view.graph.codes(thing).join(' · ') || plainText(view.shortLabel(thing))}</bdi>,
          )}
        </h3>
        {group && <span class="card-group">{literal(view, view.shortNameOf(group))}</span>}
        {own[0] && statusOf(view, own[0])}
      </header>
      <p class="card-text">{pageAnchor(view, thing, literal(view, view.nameOf(thing)))}</p>
      {claimDetails(
        view,
        own.filter(
          (one, at) => at > 0 || one.source !== main || one.contradictedBy.length > 0 || one.contradicts.length > 0,
        ),
        (source) => sourceLink(view, source),
      )}
      {codes.map((property) => codeLinks(view, view.plural(property).text, step(view.site, thing, property)))}
      {measureRows(view, rows)}
    </article>
  );
}

/** The source that states most of the connections; undefined if none is stated. Proposals keep their reasons on the cards. */
function mainSource(claims: readonly Claim[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { source, strength } of claims.filter(isConnection))
    if (source !== undefined && strength !== 'proposed') counts.set(source, (counts.get(source) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}

/** The approximate height of a card, in rows. */
const heightOf = ({ rows }: Card): number => 2 + rows.length;

/** The places of the cards in three columns of about the same height. The first card begins the first column. */
export function columnsOf(all: readonly Card[]): number[][] {
  const columns = Array.from({ length: 3 }, () => ({ height: 0, places: [] as number[] }));
  const tallestFirst = all
    .map((card, place) => ({ place, height: heightOf(card) }))
    .sort((a, b) => b.height - a.height);
  for (const { place, height } of tallestFirst) {
    const [shortest] = [...columns].sort((a, b) => a.height - b.height);
    shortest?.places.push(place);
    if (shortest) shortest.height += height;
  }
  return columns
    .map(({ places }) => places.sort((a, b) => a - b))
    .filter((places) => places.length > 0)
    .sort(([a = 0], [b = 0]) => a - b);
}

/** "Connected to 6 targets of 4 goals …": the sentence of a section with cards, with the numbers of things and figures. */
export function cardCounts(view: View, section: Section): string | undefined {
  const { site, thing } = view;
  const text = view.ownText('counts', section.iri, section.of);
  const all = section.path.length < 2 ? [] : cardsOf(site, thing, section);
  if (text === undefined || all.length === 0) return undefined;
  const rows = [...new Set(all.flatMap((card) => card.rows))].filter((row) => !site.graph.isRetired(row));
  const extents = rows.map((row) => extentOf(site, measureOf(site, row)));
  const values = {
    count: all.length,
    groups: new Set(all.flatMap((card) => groupsOf(view, section, card))).size,
    rows: rows.length,
    withFigures: extents.filter((extent) => extent > 0).length,
    withWhole: extents.filter((extent) => extent === 2).length,
  };
  return countedText(text, values, view.words.language);
}

/** "All connections are stated by …", with a link to the source. */
export function sourceSentence(view: View, section: Section) {
  const { site, thing, words } = view;
  const claims = connections(site, thing, { property: section.path[0] ?? '', isInverse: false });
  const first = claims.map(([, own]) => own.filter(isConnection)).filter((own) => own.length > 0);
  const main = mainSource(first.flat());
  if (main === undefined) return null;
  const stated = first.filter((own) => own.some(({ source, strength }) => source === main && strength !== 'proposed'));
  const text = stated.length === claims.length ? words.cards.allFrom : words.cards.someFrom;
  const sentence = countedText(text, { count: stated.length, all: claims.length }, words.language);
  const [before = '', after = ''] = sentence.split('{source}');
  return [before, sourceLink(view, main), after];
}

/** A link to a source with the name of its publisher and the year, which are shorter than its title. */
function sourceLink(view: View, source: string) {
  const { graph } = view;
  const [publisher] = graph.links(source, names.publisher);
  const year = graph.value(source, names.issued)?.slice(0, 4);
  if (publisher === undefined || graph.label(publisher, '') === undefined) return nameLink(view, source);
  return pageAnchor(
    view,
    source,
    [literal(view, view.shortNameOf(publisher)), year && [', ', year]],
    tooltip(view, view.label(source)),
  );
}
