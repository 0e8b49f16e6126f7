import { type Edition, inEnglish } from './edition.js';
import { spdxOf } from './licence.js';

/** How to name this edition (Citation File Format 1.2.0). Texts stand in JSON's quotes, which YAML reads too. */
export function citation(edition: Edition): string {
  const { iri, version, licence, titles, descriptions, publisher, issued, commit } = edition;
  const abstract = inEnglish(descriptions);
  const spdx = spdxOf(licence);
  const entries: [key: string, value: string | undefined][] = [
    ['message', 'Please cite the release that you used, with its version.'],
    ['title', inEnglish(titles)],
    ['abstract', abstract === '' ? undefined : abstract],
    ['type', 'dataset'],
    ['version', version],
    ['date-released', issued],
    ['commit', commit],
    [spdx === undefined ? 'license-url' : 'license', spdx ?? licence],
    ['url', iri],
  ];
  const lines = entries.filter(([, value]) => value !== undefined).map(([key, value]) => `${key}: ${quote(value)}`);
  const author = publisher?.name ?? inEnglish(titles);
  return ['cff-version: 1.2.0', ...lines, 'authors:', `  - name: ${quote(author)}`, ''].join('\n');
}

const quote = (text: string | undefined): string => JSON.stringify(text);
