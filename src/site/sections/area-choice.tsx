import { areaFile } from '../areas/area-files.js';
import { places } from '../figures/places.js';
import { areaNamesFile } from '../figures/series-data.js';
import { allSeries, areaKind, figuresOf, isPreferred, wholeAreas } from '../figures/series-figures.js';
import { literal, toPage } from '../layout/components.js';
import { localPart } from '../paths.js';
import { perSite, type View } from '../view.js';
import type { Words } from '../words.js';

/** The choice of an area on pages with cards: "Figures for: World". The script client/cards.ts adds the areas. */

/** The data for the script. */
export interface CardSettings {
  areas: string; // a link to the data file of an area, with {code}
  names: string; // a link to the names of all areas
  whole: string; // the name of the first choice
  words: Pick<Words, 'language' | 'number' | 'trend'> & { label: string; none: string };
}

/** An area with figures of a series that represents what it belongs to. */
const someArea = perSite((site): string | undefined =>
  allSeries(site)
    .filter((series) => isPreferred(site, series))
    .flatMap((series) => [...(figuresOf(site, series)?.byArea.keys() ?? [])])
    .find((area) => places(site).has(area)),
);

/** The name of the whole and a link to the list of areas; the script replaces both by a select. Nothing without figures. */
export function areaChoice(view: View) {
  const { site, words, link } = view;
  const [whole] = wholeAreas(site);
  const first = someArea(site);
  const kind = site.kinds.find(({ type }) => type === areaKind(site));
  if (whole === undefined || first === undefined || kind === undefined || view.isShared) return null;
  const name = view.nameOf(whole);
  const settings: CardSettings = {
    areas: link(areaFile(site, first)).replace(localPart(site.graph.pathOf(first) ?? ''), '{code}'),
    names: link(areaNamesFile(view.language)),
    whole: name.text,
    words: {
      language: words.language,
      number: words.number,
      trend: words.trend,
      label: words.cards.figuresFor,
      none: words.cards.noneHere,
    },
  };
  return (
    <p class="figures-for" data-settings={JSON.stringify(settings)}>
      <span>{words.cards.figuresFor}</span> {literal(view, name)} ·{' '}
      {toPage(view, kind.path, view.ownText('menu', kind.type) ?? literal(view, view.plural(kind.type)))}
    </p>
  );
}
