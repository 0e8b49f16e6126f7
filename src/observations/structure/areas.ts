import { areaIri, ontologyIri, rdfs, skos } from '../addresses.js';
import type { Area } from '../tables.js';
import type { Census } from './census.js';
import type { Lines } from './lines.js';

/** The areas that occur and those above them, as the code list of sdmx-dimension:refArea. */
export function writeAreas(lines: Lines, base: string, { areas: found }: Census, known: Area[]): void {
  const byCode = new Map(known.map((area) => [area.area, area]));
  const done = new Set<string>();
  const write = (code: string): void => {
    if (done.has(code)) return;
    done.add(code);
    const area = byCode.get(code);
    const iri = areaIri(base, code);
    lines.a(iri, `${skos}Concept`, ontologyIri(base, 'Area'));
    lines.iri(iri, `${skos}inScheme`, `${base}areas`);
    lines.text(iri, `${skos}notation`, code);
    if (area) {
      writeKnown(iri, area);
      return;
    }
    const [name = code, ...others] = found.get(code) ?? [];
    lines.text(iri, `${skos}prefLabel`, name, 'en');
    for (const other of others) lines.text(iri, `${skos}altLabel`, other, 'en');
  };
  const writeKnown = (iri: string, { names, kind, broader, groups, iso2, iso3 }: Area): void => {
    for (const [language, name] of names) lines.text(iri, `${skos}prefLabel`, name, language);
    lines.text(iri, ontologyIri(base, 'areaKind'), kind);
    lines.text(iri, ontologyIri(base, 'isoAlpha2'), iso2);
    lines.text(iri, ontologyIri(base, 'isoAlpha3'), iso3);
    for (const above of [broader, ...groups]) {
      if (above === '') continue;
      lines.iri(iri, `${skos}broader`, areaIri(base, above));
      write(above);
    }
  };
  lines.a(`${base}areas`, `${skos}ConceptScheme`);
  lines.text(`${base}areas`, `${rdfs}label`, 'Areas', 'en');
  for (const code of found.keys()) write(code);
}
