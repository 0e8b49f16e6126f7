import { remembered } from '../../text/languages.js';
import { counted, list, literal, nameLink, plainText } from '../layout/components.js';
import { textPage } from '../layout/document.js';
import { placesOf } from '../maps/places.js';
import { worldMap } from '../maps/world-map.js';
import { perSite, type View } from '../view.js';
import { names } from '../vocabulary.js';
import { profileOf } from './profile.js';
import { countriesIn, isCountry, otherAreas, partsOf, topAreas } from './regions.js';

/** The script of the box that filters the list of areas. */
const filterScript = 'assets/filter.js';

/** The list of areas: a map, then the countries by region and sub-region, then the groups of countries. */
export function areaIndex(view: View) {
  const { site, thing, words } = view;
  const title = view.plural(thing);
  const definition = site.vocabulary.text(thing, names.definition, view.language);
  const others = otherAreas(site);
  return textPage(
    view,
    { title: plainText(title), text: definition && literal(view, definition), scripts: [filterScript] },
    [
      worldMap(view, { id: 'world', title: words.areas.mapTitle, values: counts(view.site) }),
      <p class="filter-place" data-filter="areas" data-label={words.areas.filter}></p>,
      <div id="areas" class="area-index">
        {topAreas(site).map((top) => [
          <p>{nameLink(view, top)}</p>,
          inOrder(view, partsOf(site, top)).map((region) => regionOf(view, region)),
        ])}
        {others.length > 0 && (
          <section>
            <h2>{counted(view, words.areas.otherAreas, others.length)}</h2>
            {namesOf(view, others)}
          </section>
        )}
      </div>,
    ],
  );
}

/** The number of measured things that have figures, by country. */
const counts = perSite((site) =>
  [...placesOf(site).keys()].flatMap((area) => {
    const value = profileOf(site, area).rows.size;
    return value === 0 ? [] : [{ area, value }];
  }),
);

const namesOf = (view: View, areas: readonly string[]) =>
  list('area-names', inOrder(view, areas), (one) => nameLink(view, one));

/** Sorted by name in the language of the page. */
function inOrder(view: View, areas: readonly string[]): string[] {
  const { compare } = collatorOf(view.language);
  const nameOf = new Map(areas.map((one) => [one, view.nameOf(one).text]));
  return [...areas].sort((a, b) => compare(nameOf.get(a) ?? '', nameOf.get(b) ?? ''));
}

const collatorOf = remembered((language) => new Intl.Collator(language));

/** A region: its sub-regions with their countries. */
function regionOf(view: View, region: string) {
  const { site } = view;
  const parts = partsOf(site, region);
  const direct = parts.filter((one) => isCountry(site, one));
  return (
    <section>
      <h2>{counted(view, nameLink(view, region), countriesIn(site, region).length)}</h2>
      {direct.length > 0 && namesOf(view, direct)}
      {inOrder(view, parts)
        .filter((one) => !direct.includes(one))
        .map((part) => (
          <section>
            <h3>{counted(view, nameLink(view, part), countriesIn(site, part).length)}</h3>
            {namesOf(view, countriesIn(site, part))}
          </section>
        ))}
    </section>
  );
}
