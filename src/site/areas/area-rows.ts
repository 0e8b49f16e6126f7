import { renderToString } from 'preact-render-to-string';
import { pointText } from '../figures/figure-text.js';
import { trendOf } from '../figures/trend.js';
import type { Text } from '../graph-index.js';
import { code, literal, pageAnchor } from '../layout/components.js';
import { perSite, type View } from '../view.js';
import { fill } from '../words.js';
import { picturesFile, rowName } from './area-pictures.js';
import type { Row } from './profile.js';
import { rankText } from './rank-text.js';

/** The rows of the tables of an area as text: two thousand pages with a hundred rows each must be made in seconds. */

const inHtml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const knownTexts = perSite(() => new Map<string, Text>());

/** The short name in the language of the page, which can exist without a name in this language. */
export function shortName(view: View, thing: string): Text {
  const known = knownTexts(view.site);
  const key = `${view.language} ${thing}`;
  const found = known.get(key) ?? findShortName(view, thing);
  known.set(key, found);
  return found;
}

function findShortName(view: View, thing: string): Text {
  const { site, graph, language } = view;
  const own = site.roles.parts.ShortName.flatMap((property) => graph.text(thing, property, language) ?? []);
  return own.find((one) => one.language === language) ?? view.shortNameOf(thing);
}

const knownNames = perSite(() => new Map<string, string>());

/** The linked name of a measured thing: its code, and the short name of its series. The pages of all areas share it. */
export function itemLink(view: View, thing: string, series: string | undefined): string {
  const known = knownNames(view.site);
  const key = `${view.link('')} ${view.language} ${thing}`;
  const found =
    known.get(key) ??
    renderToString(
      pageAnchor(view, thing, [thing !== series && code(view, thing), literal(view, shortName(view, series ?? thing))]),
    );
  known.set(key, found);
  return found;
}

const small = (text: string): string => `<small>${inHtml(text)}</small>`;

/** A picture of the shared file. */
const picture = ({ site, thing, link }: View, kind: string, name: string): string =>
  `<svg${kind === 'spark' ? '' : ` class="${kind}"`}><use href="${link(picturesFile(site, thing))}#${name}"/></svg>`;

/** The cells of a row: name, newest figure, line, trend; then the figure of the whole and the rank, if others have them. */
export function rowHtml(view: View, row: Row, hasWhole: boolean, hasRank: boolean): string {
  const { words } = view;
  const { item, series, points, direction, whole, rank } = row;
  const newest = points.at(-1);
  if (newest === undefined) return '';
  const name = rowName(view, row);
  const cells = [
    `<b>${inHtml(pointText(newest, words))}</b>${small(String(newest.year))}`,
    picture(view, 'spark', `l${name}`),
    trendHtml(view, row),
    ...(hasWhole ? [whole ? `${inHtml(pointText(whole, words))}${small(String(whole.year))}` : ''] : []),
    ...(hasRank ? [rank ? picture(view, 'rank', `t${name}`) + small(rankText(view, rank, direction)) : ''] : []),
  ];
  const link = itemLink(view, item.thing, series);
  return `<tr id="r${name}"><th>${link}</th>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
}

/** "↗ better from 13.1 in 2011" */
function trendHtml({ words }: View, { points, direction }: Row): string {
  const trend = trendOf(points, direction);
  if (trend === undefined) return points.length === 1 ? `<i>${inHtml(words.trend.oneValue)}</i>` : '';
  const arrow = trend.is === 'steady' ? '→' : trend.isUp ? '↗' : '↘';
  const from = fill(words.trend.from, { value: pointText(trend.from, words), year: String(trend.from.year) });
  return `<i class="${trend.is}">${arrow} ${inHtml(words.trend[trend.is])}</i>${small(from)}`;
}
