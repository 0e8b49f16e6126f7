import type { Page } from '../../publish/release-files.js';
import { areaFile } from '../areas/area-files.js';
import { places } from '../figures/places.js';
import { allSeries, areaKind, figuresOf, isPreferred, wholeAreas } from '../figures/series-figures.js';
import { literal, toPage } from '../layout/components.js';
import { localPart } from '../paths.js';
import { perSite, type Site, type View } from '../view.js';
import type { Words } from '../words.js';

/** The choice of an area on pages with cards: "Figures for: World". The script client/cards.ts adds the areas. */

/** The data for the script. */
export interface CardSettings {
  areas: string; // a link to the data file of an area, with {code}
  names: string; // a link to the names of all areas
  whole: string; // the name of the first choice
  words: Pick<Words, 'decimal' | 'number' | 'trend'> & { label: string; none: string };
}

/** The places with figures, sorted by code. */
const placesWithFigures = perSite((site): readonly string[] => {
  const found = new Set(
    allSeries(site)
      .filter((series) => isPreferred(site, series))
      .flatMap((series) => [...(figuresOf(site, series)?.byArea.keys() ?? [])]),
  );
  return site.graph.things.filter((one) => places(site).has(one) && found.has(one));
});

const namesFile = (language: string): string => `data/area-names/${language}.json`;

/** The names of the places with figures in each language, for the choice: [["404", "Kenya"], …]. */
export function* areaNameFiles(site: Site): Generator<Page> {
  const { graph } = site;
  for (const language of site.languages) {
    const all = graph
      .sortedIn(placesWithFigures(site), language)
      .map((area) => [localPart(graph.pathOf(area) ?? ''), graph.label(area, language)?.text ?? '']);
    const sorted = all.sort(([, a = ''], [, b = '']) => a.localeCompare(b, language));
    yield { file: namesFile(language), content: `${JSON.stringify(sorted)}\n` };
  }
}

/** The name of the whole and a link to the list of areas; the script replaces both by a select. Nothing without figures. */
export function areaChoice(view: View) {
  const { site, words, link } = view;
  const [whole] = wholeAreas(site);
  const [first] = placesWithFigures(site);
  const kind = site.kinds.find(({ type }) => type === areaKind(site));
  if (whole === undefined || first === undefined || kind === undefined || view.isShared) return null;
  const name = view.nameOf(whole);
  const settings: CardSettings = {
    areas: link(areaFile(site, first)).replace(localPart(site.graph.pathOf(first) ?? ''), '{code}'),
    names: link(namesFile(view.language)),
    whole: name.text,
    words: {
      decimal: words.decimal,
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
