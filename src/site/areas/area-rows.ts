import { renderToString } from 'preact-render-to-string';
import { pointText } from '../figures/figure-text.js';
import type { Point } from '../figures/points.js';
import { wholeAreas } from '../figures/series-figures.js';
import { trendOf, trendStart } from '../figures/trend.js';
import type { Text } from '../graph-index.js';
import { literal, plainText } from '../layout/components.js';
import { inMarkup } from '../markup.js';
import { perSite, type View } from '../view.js';
import type { Row } from './profile.js';
import { rankText } from './rank-text.js';

/**
 * The rows of the lists of an area as text: two thousand pages with a hundred rows each must be made in seconds and have
 * few bytes. HTML does not require the end tags of list items and paragraphs.
 */

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

/** A text in HTML, with marks if it is not an official text in the language of the page. */
export function textHtml(view: View, text: Text): string {
  const isPlain = text.language === view.words.language && text.others === undefined && !text.isUnofficial;
  return isPlain ? inMarkup(text.text) : renderToString(literal(view, text));
}

const knownNames = perSite(() => new Map<string, string>());

/** The linked name of a measured thing: its code, and the short name of its series. The pages of all areas share it. */
export function itemLink(view: View, thing: string, series: string | undefined): string {
  const known = knownNames(view.site);
  const key = `${view.link('')} ${view.language} ${thing}`;
  const found = known.get(key) ?? nameHtml(view, thing, series);
  known.set(key, found);
  return found;
}

function nameHtml(view: View, thing: string, series: string | undefined): string {
  const codes = thing === series ? [] : view.graph.codes(thing);
  const code = codes.length === 0 ? '' : `<bdi>${inMarkup(codes.join(' · '))}</bdi> `;
  // A range such as "1–4" stays in one line.
  const shown = code + textHtml(view, shortName(view, series ?? thing)).replace(/(?<=\d–)(?=\d)/g, '\u2060');
  const href = view.linkTo(thing);
  return href === undefined ? shown : `<a href="${inMarkup(href)}">${shown}</a>`;
}

/** A figure with its year, which can follow the name of its area. */
const figureHtml = ({ words }: View, point: Point, name = ''): string =>
  `<p><b>${inMarkup(name + pointText(point, words))}</b> ${point.year}`;

/**
 * A row: name, newest figure, trend, the figure of the whole, and the rank. A script adds pictures of the figures and the
 * rank.
 */
export function rowHtml(view: View, row: Row): string {
  const { item, series, points, direction, whole, rank } = row;
  const newest = points.at(-1);
  const [place] = wholeAreas(view.site);
  if (newest === undefined) return '';
  const parts = [
    figureHtml(view, newest),
    trendHtml(view, row),
    whole && place ? figureHtml(view, whole, `${plainText(view.shortNameOf(place))} `) : '<p>',
    rank ? `<p>${rankText(view, rank, direction)}` : '',
  ];
  const html = parts.join('').replace(/(?:<p>)+$/, '');
  return `<li>${itemLink(view, item.thing, series)}${html}`;
}

/** "↗ better from 13.1 in 2011" */
function trendHtml({ words }: View, { points, direction }: Row): string {
  const trend = trendOf(points, direction);
  if (trend === undefined) return `<p>${points.length === 1 ? inMarkup(words.trend.oneValue) : ''}`;
  const arrow = trend.is === 'steady' ? '→' : trend.isUp ? '↗' : '↘';
  const style = trend.is === 'better' || trend.is === 'worse' ? ` class="${trend.is}"` : '';
  return `<p${style}><b>${arrow} ${inMarkup(words.trend[trend.is])}</b> ${inMarkup(trendStart(trend, words))}`;
}
