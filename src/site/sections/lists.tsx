import type { ComponentChildren } from 'preact';
import type { Section } from '../../roles/roles.js';
import { hasFigures } from '../charts/series.js';
import { groupBy, hasNoConnection } from '../connected.js';
import { codeLinks, list, part, thingLink, thingList, toPage } from '../layout/components.js';
import { mostEntries, valueList } from '../long-lists.js';
import { follow, step } from '../steps.js';
import { kindOf, type View } from '../view.js';
import { fill } from '../words.js';
import { canHaveFigures } from './figures.js';

/** The text for a section without things; undefined if the thing is connected in another way. */
export function noneText(view: View, { iri, of, layout, path }: Section, thing = view.thing, key = 'none') {
  const usual = layout === 'claims' || layout === 'through' ? view.words.none : undefined;
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
  const { shown, rest } = beginning(view, path, things);
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

/** The maximum number of entries of a list on a page in all languages, where each entry has several names. */
const mostShared = 100;

/** The first entries of a list, and a link to all of them if there are more. */
function beginning(view: View, path: readonly string[], things: readonly string[]) {
  const most = view.isShared ? mostShared : mostEntries;
  if (things.length <= most) return { shown: things, rest: null };
  const all = valueList(view.site, view.thing, path, false, things);
  const text = fill(view.words.andMore, { count: things.length - most });
  return { shown: things.slice(0, most), rest: <p class="more">{toPage(view, all.path, text)}</p> };
}

/** The things at the end of the path, each with the codes of the things that lead to it. */
export function through(view: View, section: Section): ComponentChildren {
  const { iri, of, path } = section;
  const { graph, site } = view;
  const last = path.at(-1) ?? '';
  const middle = follow(site, view.thing, path.slice(0, -1));
  const via = view.ownText('via', iri, of) ?? view.words.via;
  const groups = groupBy(graph, middle, (one) => step(site, one, last));
  return [
    groups.length === 0 && noneOf(view, section),
    list('connections', groups, ([thing, own]) => [thingLink(view, thing), codeLinks(view, via, own)]),
  ];
}

/** The things at the end of the path with short facts; with two steps, one part for each first thing. */
export function facts(view: View, section: Section): ComponentChildren {
  const { site, thing } = view;
  const { path } = section;
  const [first, ...rest] = path;
  const own = (from: string, steps: readonly string[]): ComponentChildren => {
    const things = follow(site, from, steps);
    if (things.length === 0) return noneOf(view, section, from);
    return list('measures', things, (one) => [thingLink(view, one), factsOf(view, one)]);
  };
  if (first === undefined || rest.length === 0) return own(thing, path);
  const parts = step(site, thing, first);
  return parts.length > 0 && parts.map((one) => part(thingLink(view, one), own(one, rest)));
}

/** The facts that the kind of a thing shows in lists: "Tier: 2 · Data series: 10 · With figures: 0". */
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
    const pictured = things.filter((one) => hasFigures(site, one)).length;
    const isSeries = things.some((one) => canHaveFigures(site, one));
    return [
      [word, String(things.length)],
      ...(isSeries ? [[words.withFigures, String(pictured)] as [string, string]] : []),
    ];
  });
  const shown = all.filter(([, value]) => value !== '');
  if (shown.length === 0) return null;
  return list('small-facts', shown, ([word, value]) => [`${word}: `, <bdi>{value}</bdi>]);
}
