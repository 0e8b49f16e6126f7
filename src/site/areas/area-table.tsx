import { countedText } from '../counted-text.js';
import { countPlaces } from '../figures/places.js';
import { wholeAreas } from '../figures/series-figures.js';
import { plainText } from '../layout/components.js';
import { kindOf, type View } from '../view.js';
import { fill } from '../words.js';
import { itemLink, rowHtml } from './area-rows.js';
import type { Profile, Row } from './profile.js';
import type { Item } from './shown-series.js';

/** A table of the figures of an area. The line below it lists the measured things without a figure. */
export function areaTable(view: View, profile: Profile, items: readonly Item[], label: string) {
  const rows = items.flatMap((item) => profile.rows.get(item) ?? []);
  const missing = items.filter((item) => !profile.rows.has(item));
  return [rows.length > 0 && tableOf(view, profile, rows, label), gaps(view, missing)];
}

function tableOf(view: View, { region }: Profile, rows: readonly Row[], label: string) {
  const { words, graph, site } = view;
  const [whole] = wholeAreas(site);
  const hasWhole = whole !== undefined && rows.some((row) => row.whole !== undefined);
  const hasRank = region !== undefined && rows.some(({ rank }) => rank !== undefined);
  const kind = kindOf(graph, rows[0]?.item.thing ?? '');
  return (
    <table class="profile" aria-labelledby={label}>
      <thead>
        <tr>
          <th>{kind && plainText(view.term(kind))}</th>
          <th>{words.areas.newest}</th>
          <th>{words.areas.overTime}</th>
          <th>{words.areas.trend}</th>
          {hasWhole && <th>{plainText(view.shortNameOf(whole))}</th>}
          {hasRank && <th>{fill(words.areas.rank, { area: plainText(view.shortLabel(region)) })}</th>}
        </tr>
      </thead>
      <tbody dangerouslySetInnerHTML={{ __html: rows.map((row) => rowHtml(view, row, hasWhole, hasRank)).join('') }} />
    </table>
  );
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
  const all = missing.map(({ thing, series }) => `${itemLink(view, thing, series)} (${count(series)})`);
  return <p class="gaps" dangerouslySetInnerHTML={{ __html: `${words.areas.gaps} ${all.join(' · ')}` }} />;
}

const shortGaps = (view: View, missing: readonly Item[], count: (series: string | undefined) => string) => (
  <p class="gaps">
    {view.words.areas.manyGaps}{' '}
    <bdi>{missing.map(({ thing, series }) => `${view.graph.codes(thing)[0]} (${count(series)})`).join(' · ')}</bdi>
  </p>
);

/** The codes of the rows that are in other tables of the page. */
export function elsewhere(view: View, profile: Profile, items: readonly Item[]) {
  const shown = items.flatMap((item) => profile.rows.get(item) ?? []);
  if (shown.length === 0) return null;
  return (
    <p class="elsewhere">
      {view.words.areas.elsewhere}{' '}
      <bdi>
        {shown
          .map(({ item: { thing } }) => view.graph.codes(thing)[0] ?? plainText(view.shortLabel(thing)))
          .join(' · ')}
      </bdi>
    </p>
  );
}
