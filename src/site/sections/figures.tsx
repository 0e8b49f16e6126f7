import type { Section } from '../../roles/roles.js';
import { hasFigures, seriesFigure, seriesOf } from '../charts/series.js';
import { step } from '../steps.js';
import { kindOf, perSite, type Site, type View } from '../view.js';

const kindsWithFigures = perSite(
  (site) => new Set(site.graph.things.filter((one) => hasFigures(site, one)).map((one) => kindOf(site.graph, one))),
);

/** True if figures are about things of the same kind. */
export const canHaveFigures = (site: Site, thing: string): boolean =>
  kindsWithFigures(site).has(kindOf(site.graph, thing));

/** The charts of a section, with a note if there are more; nothing if there are no figures. */
export function figures(view: View, { iri, of, path, most, moreAt }: Section) {
  const all = seriesOn(view, path);
  const chosen = (path.length > 1 ? all.flatMap((own) => own.slice(0, 1)) : all.flat()).slice(0, most);
  if (chosen.length === 0) return null;
  const more = view.ownText('more', iri, of) ?? view.words.more;
  const place = view.site.roles.sections.get(of)?.find((one) => one.iri === moreAt);
  const hasMore = place !== undefined && all.flat().length > chosen.length;
  return [
    chosen.map((one) => seriesFigure(view, one)),
    hasMore && (
      <p class="note">
        <a href={`#${place.anchor}`}>{more}</a>
      </p>
    ),
  ];
}

/** The things with figures at the end of a path, by the things after the first step; preferred things come first. */
function seriesOn({ site, graph, thing }: View, [first, ...rest]: readonly string[]): string[][] {
  if (first === undefined) return [seriesOf(site, thing, [])];
  const isPreferred = (one: string): boolean => {
    const property = site.roles.kinds.get(kindOf(graph, one) ?? '')?.preferred;
    return property !== undefined && graph.values(one, property).some((value) => ['true', '1'].includes(value));
  };
  return [...step(site, thing, first)]
    .sort((a, b) => Number(isPreferred(b)) - Number(isPreferred(a)))
    .map((one) => seriesOf(site, one, rest));
}
