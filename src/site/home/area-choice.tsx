import { places } from '../figures/places.js';
import { allSeries, areaKind, figuresOf } from '../figures/series-figures.js';
import { turned } from '../layout/components.js';
import { worldMap } from '../maps/world-map.js';
import { perSite, type Site, type View } from '../view.js';
import { names } from '../vocabulary.js';
import { fill } from '../words.js';
import { rowFigures } from './chosen-figures.js';

/** The script that opens the page of the chosen area. */
export const choiceScript = 'assets/choice.js';

/** The number of items of the rows of the start page that have figures, by area. */
export const itemsByArea = perSite((site): ReadonlyMap<string, number> => {
  const counts = new Map<string, Set<string>>();
  const series = new Map(allSeries(site).map((one) => [one, ownersOf(site, one)]));
  for (const [one, items] of series)
    for (const area of figuresOf(site, one)?.byArea.keys() ?? []) {
      const own = counts.get(area) ?? new Set<string>();
      for (const item of items) own.add(item);
      counts.set(area, own);
    }
  return new Map([...counts].flatMap(([area, items]) => (items.size > 0 ? [[area, items.size] as const] : [])));
});

/** The items of the rows that a series belongs to. */
function ownersOf(site: Site, series: string): string[] {
  const items = new Set([...rowFigures(site).values()].flatMap((row) => row.items));
  const { graph } = site;
  const linked = [...graph.about(series).values()].flatMap((objects) => objects.map(({ value }) => value));
  const linking = [...graph.pointingAt(series).values()].flat();
  return [...new Set([series, ...linked, ...linking])].filter((one) => items.has(one));
}

/** A choice of an area, which opens its page, and a map with the number of items that have figures. */
export function areaChoice(view: View) {
  const { site, words } = view;
  const kind = site.kinds.find(({ type }) => type === areaKind(site));
  const counts = itemsByArea(site);
  const areas = [...places(site)].filter((area) => counts.has(area) && view.linkTo(area) !== undefined);
  if (kind === undefined || areas.length === 0) return null;
  const collator = new Intl.Collator(view.language);
  const shown = areas
    .map((area) => ({ area, name: view.label(area) }))
    .sort((a, b) => collator.compare(a.name.text, b.name.text));
  const all = view.pageLink(kind.path);
  const [item] = [...rowFigures(site).values()].flatMap(({ items }) => items);
  const itemType = site.kinds.find(({ things }) => item !== undefined && things.includes(item))?.type;
  const title = fill(words.start.mapTitle, {
    kind: itemType === undefined ? '' : view.plural(itemType).text,
  });
  return (
    <div class="area-choice">
      <h2 id="area-choice">{words.start.area}</h2>
      <form class="choose" action={all}>
        <select class="select" aria-labelledby="area-choice">
          <option value={all}>{words.start.choose}</option>
          {shown.map(({ area, name }) => (
            <option value={view.linkTo(area)} {...turned(name.language, words.language)}>
              {name.text}
            </option>
          ))}
        </select>
        <button class="button main" type="submit">
          {words.start.open}
        </button>
      </form>
      {worldMap(view, {
        id: 'home-map',
        title,
        values: [...counts].map(([area, value]) => ({ area, value })),
      })}
    </div>
  );
}

/** The larger areas with the number of small areas in each: the whole, its parts, and their parts. */
export const areaGroups = perSite(
  (site): { area: string; count: number; parts: { area: string; count: number }[] }[] => {
    const { graph } = site;
    const kind = areaKind(site);
    if (kind === undefined) return [];
    const small = new Set([...places(site)].filter((area) => itemsByArea(site).has(area)));
    const partsOf = (area: string): readonly string[] => graph.subjects(names.broader, area);
    const countIn = (area: string): number =>
      partsOf(area).reduce((sum, part) => sum + (small.has(part) ? 1 : countIn(part)), 0);
    const tops = graph
      .ofType(kind)
      .filter((area) => partsOf(area).length > 0 && graph.links(area, names.broader).length === 0);
    return tops
      .flatMap((top) => [...partsOf(top)].sort(graph.byCode))
      .filter((area) => countIn(area) > 0)
      .map((area) => ({
        area,
        count: countIn(area),
        parts: [...partsOf(area)]
          .sort(graph.byCode)
          .flatMap((part) => (countIn(part) > 0 ? [{ area: part, count: countIn(part) }] : [])),
      }));
  },
);
