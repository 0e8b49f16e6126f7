import type { ComponentChildren } from 'preact';
import type { Section } from '../../roles/roles.js';
import { groupBy, hasNoConnection } from '../connected.js';
import { hasFigures } from '../figures/series-figures.js';
import { codeBytes, codeLinks, list, mostCodes, part, thingLink, thingList } from '../layout/components.js';
import { sizeOf } from '../long-lists.js';
import { follow, step } from '../steps.js';
import { kindOf, type View } from '../view.js';
import { beginning } from './beginning.js';
import { canHaveFigures } from './figures.js';

/** The text for a section without things; undefined if the thing is connected in another way. */
export function noneText(view: View, { iri, of, layout, path }: Section, thing = view.thing, key = 'none') {
  const usual = layout === 'claims' || layout === 'through' || layout === 'cards' ? view.words.none : undefined;
  const text = view.ownText(key, iri, of) ?? usual;
  return text !== undefined && hasNoConnection(view.site, thing, path.at(-1) ?? '') ? text : undefined;
}

/** The text for a section without things as a paragraph. */
export function noneOf(view: View, section: Section, thing?: string) {
  const text = noneText(view, section, thing);
  return text === undefined ? null : <p>{text}</p>;
}

/** The things at the end of the path, with the codes of things that are connected to each. */
export function listOf(view: View, section: Section): ComponentChildren {
  const { path, codes } = section;
  const { site, words } = view;
  const things = follow(site, view.thing, path);
  if (things.length === 0) return noneOf(view, section);
  const { shown, rest } = beginning(view, section, things, (one) => one);
  if (codes.length > 0)
    return [
      list('connections', shown, (thing) => [
        thingLink(view, thing),
        ...codes.map((property) => codeLinks(view, view.plural(property).text, step(site, thing, property))),
      ]),
      rest,
    ];
  const lacksFigures = things.some((one) => canHaveFigures(site, one)) && !things.some((one) => hasFigures(site, one));
  return [thingList(view, shown), rest, lacksFigures && <p class="note">{words.noFigures}</p>];
}

/** The things at the end of the path, each with the codes of the things that lead to it. */
export function through(view: View, section: Section): ComponentChildren {
  const { iri, of, path } = section;
  const { graph, site } = view;
  const last = path.at(-1) ?? '';
  const middle = follow(site, view.thing, path.slice(0, -1));
  const via = view.ownText('via', iri, of) ?? view.words.via;
  const groups = groupBy(graph, middle, (one) => step(site, one, last));
  const none = groups.length === 0 ? noneOf(view, section) : undefined;
  if (none === null) return null;
  const { shown, rest } = beginning(
    view,
    section,
    groups,
    ([thing]) => thing,
    ([thing, own]) => sizeOf(site, thing) + Math.min(own.length, mostCodes) * codeBytes,
  );
  const entryOf = ([thing, own]: [string, string[]]) => [thingLink(view, thing), codeLinks(view, via, own)];
  return [none, list('connections', shown, entryOf), rest];
}

/** The things at the end of the path with short facts; with two steps, one part for each first thing. */
export function facts(view: View, section: Section): ComponentChildren {
  const { site, thing } = view;
  const { path } = section;
  const [first, ...rest] = path;
  const bytesOf = (one: string): number => 2 * sizeOf(site, one);
  const own = (from: string, steps: readonly string[]): ComponentChildren => {
    const things = follow(site, from, steps);
    if (things.length === 0) return noneOf(view, section, from);
    const ofAllParts = (): string[] => follow(site, thing, path);
    const { shown, rest } = beginning(view, section, things, (one) => one, bytesOf, ofAllParts);
    return [list('measures', shown, (one) => [thingLink(view, one), factsOf(view, one)]), rest];
  };
  if (first === undefined || rest.length === 0) return own(thing, path);
  const parts = beginning(view, { path: [first] }, step(site, thing, first), (one) => one);
  return parts.shown.length > 0 && [parts.shown.map((one) => part(thingLink(view, one), own(one, rest))), parts.rest];
}

/** The facts that the kind of a thing shows in lists: "Custodians: UNODC · Data series: 10 · With figures: 0". */
function factsOf(view: View, thing: string) {
  const { graph, site, words } = view;
  const properties = site.roles.kinds.get(kindOf(graph, thing) ?? '')?.facts ?? [];
  const all = properties.flatMap((property): [word: string, value: string][] => {
    const word = view.plural(property).text;
    const things = step(site, thing, property);
    if (things.length === 0) {
      const value = graph
        .values(thing, property)
        .map((one) => view.inWords(property, { text: one, language: '' }).text);
      const unknown = graph.isRetired(thing) ? undefined : view.ownText('unknown', property);
      return [[word, value.join(', ') || (unknown ?? '')]];
    }
    if (things.every((one) => graph.codes(one).length === 0 && graph.label(one, '') !== undefined))
      return [[word, things.map((one) => view.label(one).text).join(', ')]];
    const pictured = things.filter((one) => hasFigures(site, one)).length;
    const isSeries = things.some((one) => canHaveFigures(site, one));
    return [
      [word, String(things.length)],
      ...(isSeries ? [[words.withFigures, String(pictured)] as [string, string]] : []),
    ];
  });
  const shown = all.filter(([, value]) => value !== '');
  if (shown.length === 0) return null;
  return list('small-facts', shown, ([word, value]) => [`${word}${view.words.colon}`, <bdi>{value}</bdi>]);
}
