import type { Section } from '../../roles/roles.js';
import { seriesFigure } from '../charts/series.js';
import { countPlaces } from '../figures/places.js';
import { hasFigures, isPreferred } from '../figures/series-figures.js';
import { list, nameLink, part } from '../layout/components.js';
import { follow } from '../steps.js';
import { kindOf, perSite, type Site, type View } from '../view.js';
import { fill } from '../words.js';
import { chartsOf } from './chart-choice.js';

const kindsWithFigures = perSite(
  (site) => new Set(site.graph.things.filter((one) => hasFigures(site, one)).map((one) => kindOf(site.graph, one))),
);

/** True if figures are about things of the same kind. */
export const canHaveFigures = (site: Site, thing: string): boolean =>
  kindsWithFigures(site).has(kindOf(site.graph, thing));

/** The chart of a section; with one step, also links to the other series. Nothing if there are no figures. */
export function figures(view: View, section: Section) {
  const { site, graph, thing } = view;
  const { iri, of, path, most, moreAt } = section;
  if (path.length > 1) {
    const chosen = chartsOf(site, section).get(thing);
    if (chosen === undefined) return null;
    const place = site.roles.sections.get(of)?.find((one) => one.iri === moreAt);
    return [
      seriesFigure(view, chosen),
      place !== undefined && (
        <p class="note">
          <a href={`#${place.anchor}`}>{view.ownText('more', iri, of) ?? view.words.more}</a>
        </p>
      ),
    ];
  }
  const all = follow(site, thing, path)
    .filter((one) => hasFigures(site, one))
    .sort((a, b) => Number(isPreferred(site, b)) - Number(isPreferred(site, a)) || graph.byCode(a, b));
  if (all.length === 0) return null;
  const others = all.slice(most);
  return [
    all.slice(0, most).map((one) => seriesFigure(view, one)),
    others.length > 0 &&
      part(
        view.words.chart.others,
        list('list', others, (one) => [
          nameLink(view, one),
          ' ',
          <span class="note">{fill(view.words.chart.areaCount, { count: String(countPlaces(view.site, one)) })}</span>,
        ]),
      ),
  ];
}
