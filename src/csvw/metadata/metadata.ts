import { parseTemplate } from 'url-template';
import { errorAt, hasErrors, type Problem, problemOf } from '../../problem.js';
import texts from '../messages.json' with { type: 'json' };
import { type Context, checkAnnotations, commonProperties, readContext } from './annotations.js';
import type { Json, Report } from './json.js';
import * as json from './json.js';
import { jsonFault } from './json.js';
import { createPlaces } from './places.js';
import { readForeignKeys, readTable, type Table, undescribedTable } from './table.js';

/**
 * The tables of a CSVW metadata document, with all inherited properties resolved (W3C Metadata Vocabulary for Tabular
 * Data, sections 5.2 to 5.10).
 */
export interface TableGroup {
  id: string | undefined;
  url: string | undefined; // of the document, if any
  context: Context;
  tables: Table[];
  notes: unknown[];
  common: Json; // the common properties, as written
}

/** A resource on disk, in memory or on the web. */
export interface Resource {
  bytes(): Promise<Uint8Array>;
  file: string; // for messages: "data/links.csv"
  size?: number; // in bytes, if it is known without reading
  path?: string; // of a file on disk
  link?: string | undefined; // the Link header
  contentType?: string | undefined; // the Content-Type header
}

/** Returns the resource at a URL, or undefined if it is missing. Throws system errors. */
export type Loader = (url: string) => Promise<Resource | undefined>;

/** Collects the faults of a metadata document as problems. `file` is its name in messages. `text` gives their places. */
export function metadataReport(file: string, problems: Problem[], text?: string): Report {
  const placeOf = text === undefined ? undefined : createPlaces(file, text);
  return (path, message, severity = 'error') => {
    const { where, words } = placeOf?.(path, message) ?? { where: { file }, words: path };
    problems.push({
      code: 'metadata',
      severity,
      message: words ? `${words}: ${message}` : message,
      where,
      ...(severity === 'error' && { isPartial: true }),
    });
  };
}

/** Reads a document from `location` after its references were replaced. A single table is a group of one. */
export function readMetadata(document: Json, location: string, report: Report): TableGroup {
  const context = readContext(document['@context'], location, report);
  const isGroup = document['tables'] !== undefined || document['@type'] === 'TableGroup';
  if (!isGroup) {
    const { '@context': _, ...table } = document;
    return createGroup({}, location, context, [[table, report]]);
  }
  const own = json.checkProperties(document, 'group', report);
  const common = commonProperties(document);
  checkAnnotations(common, report);
  checkAnnotations({ notes: own['notes'] ?? [] }, report);
  const tables = json.objects(own['tables'], json.within(report, 'tables'));
  if (tables.length === 0) report('tables', 'Expected at least one table');
  return createGroup({ ...common, ...own }, location, context, tables);
}

function createGroup(group: Json, location: string, context: Context, given: [Json, Report][]): TableGroup {
  const tables = given.map(([table, report]) => readTable(table, group, context, report));
  for (const [i, [, report]] of given.entries())
    readForeignKeys(tables[i] as Table, tables, json.within(report, 'tableSchema.foreignKeys'));
  const id = json.string(group['@id']);
  return {
    id: id === undefined ? undefined : json.absolute(id, context.base),
    url: location,
    context,
    tables,
    notes: json.array(group['notes']),
    common: commonProperties(group),
  };
}

/** Creates a group without metadata. */
const undescribedGroup = (base: string, tables: Table[]): TableGroup => ({
  ...createGroup({}, base, { base, language: undefined }, []),
  url: undefined,
  tables,
});

const deepest = 100; // protects recursive functions

/** Parses a metadata document. Anything but a JSON object is reported, and read as undefined. */
export function parseMetadata(text: string, report: Report): Json | undefined {
  try {
    const document: unknown = JSON.parse(text);
    if (isDeeper(document, deepest)) {
      report('', `Lists and objects are nested more than ${deepest} levels deep`);
      return undefined;
    }
    const half = /(?<!\\)(?:\\\\)*(\\ud[89a-f]..)/.exec(JSON.stringify(document))?.[1]; // only unpaired surrogates are escaped
    if (half !== undefined) report('', `Invalid character ${half}: it is only half of a surrogate pair`);
    else if (json.isObject(document)) return document;
    else report('', 'Expected a JSON object');
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    report('', `Invalid JSON: ${jsonFault(text)}`);
  }
  return undefined;
}

/** True if lists and objects are nested more than `most` levels deep. */
const isDeeper = (value: unknown, most: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (most === 0 || Object.values(value).some((one) => isDeeper(one, most - 1)));

/** Replaces references to schemas and dialects by their documents (object properties: Metadata Vocabulary, section 5.1.5). */
async function followReferences(document: Json, url: string, load: Loader, report: Report): Promise<Json> {
  const { base } = readContext(document['@context'], url, () => {}); // readMetadata reports its faults
  const follow = async (given: Json, report: Report): Promise<Json> => {
    const result: Json = { ...given };
    for (const name of ['tableSchema', 'dialect']) {
      const reference = given[name];
      if (typeof reference === 'string')
        result[name] = await fetchObject(json.resolve(reference, base), load, json.within(report, name));
    }
    return result;
  };
  const group = await follow(document, report);
  if (!Array.isArray(group['tables'])) return group;
  const tables = group['tables'].map((table: unknown, i) =>
    json.isObject(table) ? follow(table, json.within(report, `tables[${i}]`)) : table,
  );
  return { ...group, tables: await Promise.all(tables) };
}

async function fetchObject(url: string, load: Loader, report: Report): Promise<Json> {
  const resource = await load(url);
  if (!resource) {
    report('', `Not found: ${url}`);
    return {};
  }
  const text = new TextDecoder().decode(await resource.bytes());
  const found = parseMetadata(text, (_, message) => report('', `${resource.file}: ${message}`));
  return found ? { ...found, [json.location]: url } : {};
}

/** Reads a metadata document and the documents that it refers to, if it exists. `base` overrides its `@base`. */
async function loadMetadata(url: string, load: Loader, base?: string) {
  const resource = await load(url);
  if (!resource) return undefined;
  const { file } = resource;
  const problems: Problem[] = [];
  const report = metadataReport(file, problems);
  const document = parseMetadata(new TextDecoder().decode(await resource.bytes()), report);
  if (!document) return { group: undescribedGroup(url, []), file, problems };
  const whole = await followReferences(document, url, load, report);
  if (base !== undefined) {
    const [vocabulary, more] = [whole['@context']].flat();
    whole['@context'] = [vocabulary, { ...(json.isObject(more) && more), '@base': base }];
  }
  return { group: readMetadata(whole, url, report), file, problems };
}

/**
 * Finds the metadata of a CSV file by its Link header, then at the locations in the site's configuration or the default
 * locations (Model for Tabular Data, section 5). A document that does not describe the file is skipped with a warning.
 * Without metadata, the header of the file describes its columns.
 */
async function locateMetadata(url: string, load: Loader, base?: string) {
  const resource = await load(url);
  const candidates = [...linked(resource?.link, url), ...(await siteLocations(url, load))];
  const passedOver: Problem[] = [];
  for (const candidate of candidates) {
    const located = await loadMetadata(candidate, load, base);
    if (!located) continue;
    const { group, file, problems } = located;
    if (group.tables.some((table) => table.url === url) || group.tables.length === 0)
      return { group, file, problems: [...passedOver, ...problems] };
    passedOver.push(problemOf(texts.metadataUnused, { file }, { file: resource?.file ?? url }));
  }
  return { group: undescribedGroup(url, [undescribedTable(url)]), file: url, problems: passedOver };
}

const mediaTypes = ['application/csvm+json', 'application/ld+json', 'application/json'];

/**
 * Returns the metadata URLs of a Link header such as `<m.json>; rel="describedby"; type="application/csvm+json"` (RFC
 * 8288). The last link has priority (Model for Tabular Data, section 5.2).
 */
function linked(header: string | undefined, url: string): string[] {
  const links = [...(header ?? '').matchAll(/<([^>]*)>((?:"(?:[^"\\]|\\.)*"|[^",])*)/g)];
  return links.reverse().flatMap(([, target = '', parameters = '']) => {
    const parameter = (name: string): string | undefined =>
      new RegExp(`;\\s*${name}\\s*=\\s*"?([^";]+)`, 'i').exec(parameters)?.[1]?.trim();
    const isDescription = parameter('rel')?.toLowerCase().split(/\s+/).includes('describedby');
    const isMetadata = mediaTypes.includes(parameter('type')?.toLowerCase() ?? 'application/json');
    const isOfThis = json.resolve(parameter('anchor') ?? url, url) === url;
    return isDescription && isMetadata && isOfThis ? [json.resolve(target, url)] : [];
  });
}

/** Expands the URI templates in `/.well-known/csvm`, one on each line, or the default templates. */
async function siteLocations(url: string, load: Loader): Promise<string[]> {
  const configuration = await load(json.resolve('/.well-known/csvm', url));
  const text = configuration
    ? new TextDecoder().decode(await configuration.bytes())
    : '{+url}-metadata.json\ncsv-metadata.json';
  const bare = url.replace(/#.*$/, '');
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  return lines.map((line) => json.resolve(parseTemplate(line.trim()).expand({ url: bare }), url));
}

/** The input of a conversion or validation. */
export interface Input {
  url: string; // of a CSV file, or of a metadata document that names its CSV files
  metadata?: string | undefined; // URL of the metadata; default: found by the rules of the standard
  base?: string | undefined; // base URL of references in the metadata; default: `@base` or the URL of the metadata
}

/** Processes the tables at a URL, unless there is an error in their metadata. Returns the problems of both. */
export async function withTables(
  input: Input,
  load: Loader,
  work: (group: TableGroup) => Promise<Problem[]>,
): Promise<Problem[]> {
  const { group, problems } = await describe(input, load);
  return hasErrors(problems) ? problems : [...problems, ...(await work(group))];
}

/** Returns the tables at a URL with their metadata (Model for Tabular Data, section 6.1). */
export async function describe({ url, metadata, base }: Input, load: Loader) {
  const missing = (file: string, message: string) => ({
    group: undescribedGroup(file, []),
    problems: [errorAt({ file }, 'file-missing', message)],
  });
  if (!URL.canParse(url)) return missing(url, 'Invalid URL');
  const start = json.resolve(url, url);
  const given = metadata ?? ((await isMetadata(start, load)) ? start : undefined);
  const located =
    given === undefined
      ? await locateMetadata(start, load, base)
      : await loadMetadata(json.resolve(given, start), load, base);
  if (!located) return missing(given ?? start, texts.fileMissing.message);
  const { group, file, problems } = located;
  if (given === start || group.tables.some((table) => table.url === start)) return { group, problems };
  // metadata that the caller chose is used even if it describes other tables
  return { group, problems: [...problems, problemOf(texts.metadataOfOthers, { file }, { file: start })] };
}

/** True if a resource is JSON by its Content-Type, or by its name if there is no Content-Type. */
async function isMetadata(url: string, load: Loader): Promise<boolean> {
  const type = (await load(url))?.contentType;
  return type === undefined ? /\.(json|jsonld)$/i.test(new URL(url).pathname) : /\bjson\b/i.test(type);
}
