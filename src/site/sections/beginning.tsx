import type { ComponentChildren } from 'preact';
import { toPage } from '../layout/components.js';
import { mostEntries, sizeOf, valueList } from '../long-lists.js';
import type { View } from '../view.js';
import { fill } from '../words.js';

/** The maximum number of entries of a list on a page in all languages, where each entry has several names. */
const mostShared = 100;

/** The maximum size of all lists in the sections of a page, and the number of entries that a list always shows. */
const mostBytes = 200_000;
const leastEntries = 10;

const spent = new WeakMap<View, number>();

/** The first entries that still fit on the page. */
function fitting<T>(view: View, entries: readonly T[], bytesOf: (entry: T) => number): T[] {
  const most = view.isShared ? mostShared : mostEntries;
  const factor = view.isShared ? view.site.languages.length : 1;
  let sum = spent.get(view) ?? 0;
  const shown: T[] = [];
  for (const one of entries.slice(0, most)) {
    const bytes = bytesOf(one) * factor;
    if (sum + bytes > mostBytes && shown.length >= leastEntries) break;
    sum += bytes;
    shown.push(one);
  }
  spent.set(view, sum);
  return shown;
}

/** The entries in the order of their things in the language of the page. */
function inOrder<T>({ graph, language }: View, entries: readonly T[], thingOf: (entry: T) => string): readonly T[] {
  const things = [...new Set(entries.map(thingOf))];
  const sorted = graph.sortedIn(things, language);
  if (sorted === things) return entries;
  const places = new Map(sorted.map((one, at) => [one, at]));
  const placeOf = (one: T): number => places.get(thingOf(one)) ?? 0;
  return [...entries].sort((a, b) => placeOf(a) - placeOf(b));
}

/** The first entries of a list that still fit on the page, and a link to `all` of them if there are more. */
export function beginning<T>(
  view: View,
  { path, isInverse = false }: { path: readonly string[]; isInverse?: boolean },
  entries: readonly T[],
  thingOf: (entry: T) => string,
  bytesOf = (entry: T): number => sizeOf(view.site, thingOf(entry)),
  all = (): readonly string[] => entries.map(thingOf),
): { shown: T[]; rest: ComponentChildren } {
  const shown = fitting(view, inOrder(view, entries, thingOf), bytesOf);
  if (shown.length === entries.length) return { shown, rest: null };
  const list = valueList(view.site, view.thing, path, isInverse, [...new Set(all())]);
  const text = fill(view.words.andMore, { count: entries.length - shown.length }, view.words.language);
  return { shown, rest: <p class="more">{toPage(view, list.path, text)}</p> };
}
