import { countedText } from '../counted-text.js';
import { countPlaces } from '../figures/places.js';
import { fill } from '../fill.js';
import { plainText } from '../layout/components.js';
import type { View } from '../view.js';
import { itemLink, rowHtml } from './area-rows.js';
import type { Profile } from './profile.js';
import type { Item } from './shown-series.js';

/** A list of the figures of an area. The line below it names the measured things without a figure. */
export function areaRows(view: View, profile: Profile, items: readonly Item[]) {
  const rows = items.flatMap((item) => profile.rows.get(item) ?? []);
  const missing = items.filter((item) => !profile.rows.has(item));
  const html = rows.map((row) => rowHtml(view, row)).join('');
  return [rows.length > 0 && <ul class="profile" dangerouslySetInnerHTML={{ __html: html }} />, gaps(view, missing)];
}

/** With more gaps, only their codes are shown. */
const mostNames = 2;

/** The measured things without a figure, with the number of countries that have one. */
function gaps(view: View, missing: readonly Item[]) {
  const { words, graph } = view;
  if (missing.length === 0) return null;
  const isShort = missing.length > mostNames && missing.every(({ thing }) => graph.codes(thing).length > 0);
  const count = (series: string | undefined): string => {
    if (series === undefined) return words.areas.noSeries;
    const number = countPlaces(view.site, series);
    return isShort ? String(number) : countedText(words.areas.others, { count: number }, words.language);
  };
  if (isShort) return shortGaps(view, missing, count);
  const all = missing.map(
    ({ thing, series }) => `${itemLink(view, thing, series)}${fill(words.aside, { text: count(series) })}`,
  );
  return <p class="gaps" dangerouslySetInnerHTML={{ __html: `${words.areas.gaps}${words.space}${all.join(' · ')}` }} />;
}

/** The codes, each isolated with its count by characters, which are shorter than elements. */
const shortGaps = (view: View, missing: readonly Item[], count: (series: string | undefined) => string) => (
  <p class="gaps">
    {[view.words.areas.manyGaps, view.words.space]}
    {missing
      .map(({ thing, series }) => `\u2068${view.graph.codes(thing)[0]}\u00a0(${count(series)})\u2069`)
      .join(' · ')}
  </p>
);

/** The codes of the rows that are in other tables of the page; otherwise undefined. */
export function elsewhere(view: View, profile: Profile, items: readonly Item[]) {
  const codes = items
    .filter((item) => profile.rows.has(item))
    .map(({ thing }) => view.graph.codes(thing)[0] ?? plainText(view.shortLabel(thing)));
  return codes.length === 0
    ? undefined
    : [view.words.areas.elsewhere, view.words.space, <bdi>{codes.join(' · ')}</bdi>];
}
