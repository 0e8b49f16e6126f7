import { goalName } from '../charts/sentence.js';
import { countedText } from '../counted-text.js';
import { pointText } from '../figures/figure-text.js';
import { measureOf } from '../figures/measures.js';
import { trendFrom, trendMark } from '../figures/newest.js';
import { newestOfPlaces, wholeOf } from '../figures/places.js';
import { goalOf, isPreferred, wholeAreas } from '../figures/series-figures.js';
import { dotted, list, literal, nameLink } from '../layout/components.js';
import { kindOf, type View } from '../view.js';
import { areaText } from './measure-row.js';

/** The marks of a measure: whether it is about the subject itself, and which values are better. */
export function chips(view: View) {
  const { site, thing, words } = view;
  const property = site.roles.kinds.get(kindOf(site.graph, thing) ?? '')?.preferred;
  const own = property !== undefined && isPreferred(site, thing) ? view.ownText('chip', property) : undefined;
  const direction = measureOf(site, thing).figures?.direction ?? 'neither';
  const all = [own, direction === 'neither' ? undefined : words.cards[direction]].filter((one) => one !== undefined);
  return all.length > 0 && list('chips', all, (one) => one);
}

/** Figures about a measure: the newest value of the whole, its change, the goal, the number of places, the highest and the lowest. */
export function keyFigures(view: View) {
  const { site, thing, words } = view;
  const { figures, headline } = measureOf(site, thing);
  if (figures === undefined || headline === undefined) return null;
  const [area] = wholeAreas(site);
  const goal = goalOf(site, headline);
  const unit = figures.unit && literal(view, view.label(figures.unit));
  const points = wholeOf(site, figures);
  const newest = points?.at(-1);
  const ofPlaces = [...newestOfPlaces(site, figures)].sort(([, a], [, b]) => b.value - a.value);
  const [highest, lowest] = [ofPlaces[0], ofPlaces.at(-1)];
  const extreme = (word: string, [place, point]: (typeof ofPlaces)[number]) => (
    <span>
      {word}
      {words.colon}
      {nameLink(view, place)} <bdi class="extreme">{pointText(point, words)}</bdi> <bdi class="when">{point.year}</bdi>
    </span>
  );
  const all = [
    newest && [
      <dt>{area === undefined ? words.cards.newest : nameLink(view, area)}</dt>,
      <dd>
        <bdi class="value">{pointText(newest, words)}</bdi>{' '}
        <span class="when">{dotted([unit, <bdi>{newest.year}</bdi>].filter(Boolean))}</span>
      </dd>,
    ],
    points &&
      points.length > 1 && [
        <dt>{words.cards.change}</dt>,
        <dd>
          {trendMark(view, points, figures.direction)} {trendFrom(view, points, figures.direction)}
        </dd>,
      ],
    goal && [
      <dt>{goalName(words, goal)}</dt>,
      <dd>
        <bdi class="value">{pointText(goal, words)}</bdi> <span class="when">{unit}</span>
      </dd>,
    ],
    ofPlaces.length > 0 && [
      <dt>{words.cards.areas}</dt>,
      <dd>
        {countedText(areaText(view, 'places'), { count: ofPlaces.length }, words.language)}
        {points === undefined && ' '}
        {points === undefined && <span class="when">{areaText(view, 'noWhole')}</span>}
      </dd>,
    ],
    highest &&
      lowest &&
      ofPlaces.length > 1 && [
        <dt>{words.cards.newest}</dt>,
        <dd class="extremes">
          {extreme(words.cards.highest, highest)} {extreme(words.cards.lowest, lowest)}
        </dd>,
      ],
  ].filter(Boolean);
  return (
    all.length > 1 && (
      <dl class="key-figures">
        {all.map((one) => (
          <div>{one}</div>
        ))}
      </dl>
    )
  );
}
