import { sparkline } from '../charts/sparkline.js';
import { newestFigure } from '../figures/newest.js';
import { dotted, fileLink, list, literal, pageAnchor, plainText, section } from '../layout/components.js';
import { unofficialSign } from '../layout/marks.js';
import { locator } from '../maps/locator.js';
import { inMarkup } from '../markup.js';
import { localPart } from '../paths.js';
import { kindOf, type View } from '../view.js';
import { fill } from '../words.js';
import { areaTable } from './area-files.js';
import { areaRows, elsewhere } from './area-lists.js';
import { picturesFile } from './area-pictures.js';
import { shortName, textHtml } from './area-rows.js';
import { outcomes, type Profile, profileOf } from './profile.js';
import { countriesIn } from './regions.js';
import { figureGroups, type Group } from './shown-series.js';

/** The figures of an area: how many there are, how they change, and tables by group. */
export function areaSection(view: View) {
  const { site, thing, words } = view;
  const profile = profileOf(site, thing);
  const { items } = figureGroups(site);
  return section(
    'figures',
    words.areas.heading,
    profile.rows.size === 0
      ? [cards(view, profile, items.length), <p class="note">{words.areas.noFigures}</p>]
      : [cards(view, profile, items.length), tables(view, profile)],
    'area',
  );
}

/** The cards at the top: the counts, the context and the place on the map. */
const cards = (view: View, profile: Profile, all: number) => (
  <div class="area-cards">
    {profile.rows.size > 0 && summary(view, profile, all)}
    {context(view, profile)}
    {locator(view, countriesIn(view.site, view.thing))}
  </div>
);

const barWidth = 300;

function summary(view: View, { counts, rows }: Profile, all: number) {
  const { words } = view;
  let from = 0;
  const parts = outcomes.filter((one) => counts[one] > 0);
  const bars = parts.map((one) => {
    const width = (counts[one] / rows.size) * barWidth;
    const x = from;
    from += width;
    return <rect class={one} x={Math.round(x)} width={Math.max(1, Math.round(width) - 2)} height="14" />;
  });
  const csv = areaTable(view.site, view.thing);
  return (
    <div class="area-card">
      <h3>{fill(words.areas.summary, { count: rows.size, all }, words.language)}</h3>
      <svg class="outcomes" viewBox={`0 0 ${barWidth} 14`} preserveAspectRatio="none" aria-hidden="true">
        {bars}
      </svg>
      {list('outcome-list', parts, (one) => (
        <span class={one}>{fill(words.areas[one], { count: counts[one] }, words.language)}</span>
      ))}
      <p class="note">{words.areas.trendNote}</p>
      <p class="onward">
        {dotted([
          <a href={`${view.pageLink('compare')}?areas=${localPart(view.path)}`}>{words.areas.compare}</a>,
          ...(csv ? [fileLink(view, csv, words.areas.download)] : []),
        ])}
      </p>
    </div>
  );
}

/** The figures that nothing is measured by. */
const context = (view: View, { context }: Profile) =>
  context.length > 0 && (
    <div class="area-card">
      <h3>{view.words.areas.context}</h3>
      {context.map(({ series, points }) => (
        <div class="area-context">
          <p>
            {nameShort(view, series)}
            {newestFigure(view, { points, direction: 'neither' })}
          </p>
          {sparkline(points)}
        </div>
      ))}
    </div>
  );

const nameShort = (view: View, series: string) => pageAnchor(view, series, literal(view, shortName(view, series)));

/** The groups with their tables; the things of most groups come first. Without groups, one table. */
function tables(view: View, profile: Profile) {
  const { words, site } = view;
  const { groups, shared } = figureGroups(site);
  const { region } = profile;
  return (
    <div class="area-tables" data-pictures={view.link(picturesFile(site, view.thing))}>
      {region && <p class="note">{fill(words.areas.rankNote, { area: plainText(view.shortLabel(region)) })}</p>}
      {shared.length > 0 && [groups.length > 0 && <h3>{words.areas.shared}</h3>, areaRows(view, profile, shared)]}
      {groups.length > 0 && <h3>{words.areas.groups}</h3>}
      {groups.map((group) => groupOf(view, profile, group))}
    </div>
  );
}

const groupId = ({ graph }: View, { thing }: Group): string =>
  `g-${localPart(graph.pathOf(thing) ?? '').replace(/[^A-Za-z0-9]/g, '-')}`;

function countIn({ words }: View, { rows }: Profile, { own, others, shared }: Group): string {
  const all = [...own, ...others, ...shared];
  return fill(
    words.areas.groupCount,
    { count: all.filter((item) => rows.has(item)).length, all: all.length },
    words.language,
  );
}

/** The longest name of a group, in characters: two thousand pages have all names. The page of the group shows the whole name. */
const longestName = 56;

/** The code and the short name of a group. */
function groupName(view: View, thing: string): string {
  const name = shortName(view, thing);
  const start = name.text.slice(0, longestName).replace(/[\s,，]+\S*$/, '');
  const text = name.text.length > longestName ? `${start}…` : name.text;
  const mark = name.isUnofficial ? unofficialSign : '';
  const shown = name.language === view.words.language ? inMarkup(text) + mark : textHtml(view, { ...name, text });
  const [code] = view.graph.codes(thing);
  return code === undefined ? shown : `<bdi>${inMarkup(code)}</bdi> ${shown}`;
}

/** "River 12" */
function groupLink(view: View, thing: string) {
  const kind = kindOf(view.graph, thing);
  const name = [
    kind && `${plainText(view.term(kind))} `,
    view.graph.codes(thing)[0] ?? literal(view, view.label(thing)),
  ];
  return pageAnchor(view, thing, name);
}

/** A folded group: its rows, the gaps, and the codes of its rows elsewhere; a group without own rows names the shared ones too. */
function groupOf(view: View, profile: Profile, group: Group) {
  const others = group.own.length > 0 ? group.others : [...group.shared, ...group.others];
  return (
    <details id={groupId(view, group)}>
      <summary>
        <h3 dangerouslySetInnerHTML={{ __html: groupName(view, group.thing) }} />{' '}
        <small>{countIn(view, profile, group)}</small>
      </summary>
      {areaRows(view, profile, group.own)}
      <p>{dotted([groupLink(view, group.thing), elsewhere(view, profile, others)].filter(Boolean))}</p>
    </details>
  );
}
