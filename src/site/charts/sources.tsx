import { iri } from '../../rdf/iri.js';
import { addTo, compareCodePoints } from '../../text/order.js';
import { dotted, nameLink, plainText } from '../layout/components.js';
import { perSite, type Site, type View } from '../view.js';
import { names } from '../vocabulary.js';

/** Where the figures of a series come from. */

/** The property that leads from a resource to its row. */
export const wasDerivedFrom = iri('prov:wasDerivedFrom');

/** The sheet of each resource, and the sources of each sheet, from the provenance graph. */
const originsOf = perSite(({ release }) => {
  const sheets = new Map<string, string>();
  const sources = new Map<string, string[]>();
  for (const { quads } of release.chunks)
    for (const { subject, predicate, object } of quads) {
      if (predicate.value === wasDerivedFrom) sheets.set(subject.value, object.value.replace(/#.*$/s, ''));
      else if (predicate.value === names.source) addTo(sources, subject.value, object.value);
    }
  return { sheets, sources };
});

/** The sources of a series, and of the sheets that contain its figures. */
export function sourcesOf(site: Site, series: string): string[] {
  const { graph, roles } = site;
  const { sheets, sources } = originsOf(site);
  const figures = roles.parts.FigureSeries.flatMap((property) => graph.subjects(property, series));
  const found = new Set(figures.map((figure) => sheets.get(figure) ?? ''));
  const own = graph.links(series, names.source);
  return [...new Set([...own, ...[...found].flatMap((sheet) => sources.get(sheet) ?? [])])].sort(compareCodePoints);
}

/** The date of a source; nothing if its name contains the year. */
const dateOf = (view: View, source: string): string => {
  const date = view.graph.value(source, names.issued) ?? '';
  return view.label(source).text.includes(date.slice(0, 4)) ? '' : date;
};

/** Each source with its date. */
export function sourceNote(view: View, sources: readonly string[]) {
  if (sources.length === 0) return null;
  const dated = sources.map((source) => {
    const date = dateOf(view, source);
    if (date === '') return nameLink(view, source);
    return [
      nameLink(view, source),
      ' (',
      <bdi dir="ltr" class="date">
        {date}
      </bdi>,
      ')',
    ];
  });
  return (
    <p class="note">
      {view.words.source}
      {view.words.colon}
      {dotted(dated)}
    </p>
  );
}

/** The series, its sources and the edition, as a text to cite; the address follows it. */
export function citationOf(view: View, series: string, sources: readonly string[]): string {
  const { release, dataset } = view.site;
  const named = sources.map((source) =>
    [plainText(view.label(source)), dateOf(view, source)].filter(Boolean).join(', '),
  );
  const edition = `${plainText(view.label(dataset))} ${release.version ?? ''}`.trim();
  return `${[plainText(view.label(series)), ...named, edition].join('. ')}.`;
}
