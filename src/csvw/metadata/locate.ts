import { parseTemplate } from 'url-template';
import type { Problem } from '../../problem.js';
import type { Loader } from '../loaders/loader.js';
import { isObject, type Json } from '../vocabulary/json.js';
import { resolve } from '../vocabulary/url.js';
import { metadataReport, readMetadata, type TableGroup, undescribedGroup } from './metadata.js';
import { parseMetadata } from './parse.js';
import { followReferences } from './references.js';

/** A metadata document that has been read. */
export interface Located {
  group: TableGroup;
  file: string;
}

/** Reads the metadata document at an address, and those that it refers to; undefined when there is none. */
export async function loadMetadata(
  url: string,
  load: Loader,
  problems: Problem[],
  base?: string,
): Promise<Located | undefined> {
  const resource = await load(url);
  if (!resource) return undefined;
  const report = metadataReport(resource.file, problems);
  const document = parseMetadata(new TextDecoder().decode(await resource.bytes()), report);
  if (!document) return { group: undescribedGroup(url, []), file: resource.file };
  const whole = await followReferences(document, url, load, report);
  return { group: readMetadata(base === undefined ? whole : withBase(whole, base), url, report), file: resource.file };
}

/** The document with another `@base` than its own. */
function withBase(document: Json, base: string): Json {
  const [vocabulary, more] = [document['@context']].flat();
  return { ...document, '@context': [vocabulary, { ...(isObject(more) && more), '@base': base }] };
}

/**
 * Finds the metadata of a CSV file: by the Link header of its resource, then at the places that the site's configuration
 * names, or else the standard's own (Model for Tabular Data, section 5). A document that does not describe the file is
 * passed over with a warning. Undefined when there is none: then the file's header is all that is known.
 */
export async function locateMetadata(
  url: string,
  load: Loader,
  problems: Problem[],
  base?: string,
): Promise<Located | undefined> {
  const resource = await load(url);
  const candidates = [...linked(resource?.link, url), ...(await siteLocations(url, load))];
  for (const candidate of candidates) {
    const found: Problem[] = [];
    const located = await loadMetadata(candidate, load, found, base);
    if (!located) continue;
    if (located.group.tables.some((table) => table.url === url) || located.group.tables.length === 0) {
      problems.push(...found);
      return located;
    }
    problems.push(passedOver(located.file, resource?.file ?? url));
  }
  return undefined;
}

const mediaTypes = ['application/csvm+json', 'application/ld+json', 'application/json'];

/**
 * The addresses of a Link header such as `<m.json>; rel="describedby"; type="application/csvm+json"` (RFC 8288). Of
 * several the last is to be used first (Model for Tabular Data, section 5.2).
 */
function linked(header: string | undefined, url: string): string[] {
  const links = [
    ...(header ?? '').matchAll(/<([^>]*)>((?:\s*;\s*[\w*-]+(?:\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^\s;,"]*))?)*)/g),
  ];
  return links.reverse().flatMap(([, target = '', rest = '']) => {
    const found = rest.matchAll(/;\s*([\w*-]+)\s*=\s*"?((?<=")(?:[^"\\]|\\.)*|[^\s;,"]*)/g);
    const parameters = new Map([...found].reverse().map(([, name = '', value = '']) => [name.toLowerCase(), value]));
    const relations = (parameters.get('rel') ?? '').toLowerCase().split(/\s+/);
    const type = parameters.get('type')?.toLowerCase();
    const isOfOther = parameters.has('anchor') && resolve(parameters.get('anchor') ?? '', url) !== url;
    if (!relations.includes('describedby') || isOfOther || (type !== undefined && !mediaTypes.includes(type)))
      return [];
    return [resolve(target, url)];
  });
}

/** What `/.well-known/csvm` says, a template a line, or the standard's `{+url}-metadata.json` and `csv-metadata.json`. */
async function siteLocations(url: string, load: Loader): Promise<string[]> {
  const configuration = await load(resolve('/.well-known/csvm', url));
  const text = configuration
    ? new TextDecoder().decode(await configuration.bytes())
    : '{+url}-metadata.json\ncsv-metadata.json';
  const bare = url.replace(/#.*$/, '');
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  return lines.map((line) => resolve(parseTemplate(line.trim()).expand({ url: bare }), url));
}

const passedOver = (file: string, described: string): Problem => ({
  code: 'metadata-elsewhere',
  severity: 'warning',
  message: `it does not describe ${described}, and is not used`,
  where: { file },
});
