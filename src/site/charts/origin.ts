import { iri } from '../../rdf/namespaces.js';
import { compareCodePoints } from '../../text/order.js';
import { names } from '../names.js';
import type { Site } from '../site-model.js';

const wasDerivedFrom = iri('prov:wasDerivedFrom');

interface Origins {
  sheets: Map<string, string>; // a thing → the sheet that it stands in
  sources: Map<string, string[]>; // a sheet → where it is from
}

const known = new WeakMap<Site, Origins>();

/** The sources of the sheets that things stand in: the provenance graph tells, which no page shows otherwise. */
export function sourcesOf(site: Site, things: string[]): string[] {
  const { sheets, sources } = known.get(site) ?? readOrigins(site);
  const found = new Set(things.map((thing) => sheets.get(thing) ?? ''));
  return [...new Set([...found].flatMap((sheet) => sources.get(sheet) ?? []))].sort(compareCodePoints);
}

function readOrigins(site: Site): Origins {
  const origins: Origins = { sheets: new Map(), sources: new Map() };
  for (const { quads } of site.release.runs)
    for (const { subject, predicate, object } of quads) {
      const sheet = object.value.replace(/#.*$/s, '');
      if (predicate.value === wasDerivedFrom) origins.sheets.set(subject.value, sheet);
      else if (predicate.value === names.source)
        origins.sources.set(subject.value, [...(origins.sources.get(subject.value) ?? []), object.value]);
    }
  known.set(site, origins);
  return origins;
}
