import { parseTemplate } from 'url-template';
import { errorAt, hasErrors, type Problem, problemOf } from '../../problem.js';
import texts from '../messages.json' with { type: 'json' };
import { type Context, checkAnnotations, commonProperties, readContext } from './annotations.js';
import type { Json, Report } from './json.js';
import * as json from './json.js';
import { readForeignKeys, readTable, type Table, undescribedTable } from './table.js';

/**
 * A CSVW metadata document as the annotated tables it describes: every inherited property resolved down to its column.
 * W3C Metadata Vocabulary for Tabular Data, sections 5.2 to 5.10.
 */
export interface TableGroup {
  id: string | undefined;
  url: string | undefined; // of the document, where there is one
  context: Context;
  tables: Table[];
  notes: unknown[];
  common: Json; // the common properties, as written
}

/** What is at an address, and what a server says of it. */
export interface Resource {
  bytes(): Promise<Uint8Array>;
  file: string; // as people know it: "data/links.csv"
  size?: number; // in bytes, where it is known without reading
  path?: string; // where the bytes are, when they are a file's
  link?: string | undefined; // the Link header
  contentType?: string | undefined; // the Content-Type header
}

/** Gives what is at an address, or undefined when there is nothing. It throws what the system refuses. */
export type Loader = (url: string) => Promise<Resource | undefined>;

/** A problem of a metadata document: its code, and the document's name as people know it. */
export const metadataReport =
  (file: string, problems: Problem[]): Report =>
  (path, message, severity = 'error') =>
    void problems.push({
      code: 'metadata',
      severity,
      message: path ? `${path}: ${message}` : message,
      where: { file },
      ...(severity === 'error' && { isPartial: true }),
    });

/**
 * Reads a document whose references have been followed. `location` is where it is; faults come back through `report` with
 * the path of the property, and the rest is read. A lone table is a group of one.
 */
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
  if (tables.length === 0) report('tables', 'names no table');
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

/** A group without metadata. */
const undescribedGroup = (base: string, tables: Table[]): TableGroup => ({
  ...createGroup({}, base, { base, language: undefined }, []),
  url: undefined,
  tables,
});

const deepest = 100; // no metadata needs more, and what walks through it must come to an end

/** The text of a metadata document as a JSON object; anything else is reported and reads as undefined. */
export function parseMetadata(text: string, report: Report): Json | undefined {
  try {
    const document: unknown = JSON.parse(text);
    if (isDeeper(document, deepest)) {
      report('', `more than ${deepest} brackets are open at once`);
      return undefined;
    }
    const half = /(?<!\\)(?:\\\\)*(\\ud[89a-f]..)/.exec(JSON.stringify(document))?.[1]; // only a lone one is written so
    if (half !== undefined) report('', `${half} is half a character`);
    else if (json.isObject(document)) return document;
    else report('', 'must be a JSON object');
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    report('', `not JSON: ${reasonOf(error, text)}`);
  }
  return undefined;
}

/** What the parser says, with a line where it names a position; engines differ in how they say it. */
function reasonOf({ message }: SyntaxError, text: string): string {
  const [, reason = message, position] = /^(.*?)(?: in JSON)? at position (\d+)/s.exec(message) ?? [];
  if (position === undefined) return reason;
  const before = text.slice(0, Number(position)).split('\n');
  return `${reason} (line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1})`;
}

/** Whether more than so many lists and objects are in one another. */
const isDeeper = (value: unknown, most: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (most === 0 || Object.values(value).some((one) => isDeeper(one, most - 1)));

/**
 * Puts the schemas and dialects that a document only names by their address in their places
 * (Metadata Vocabulary, section 5.1.5: object properties). One that cannot be read is an error.
 */
async function followReferences(document: Json, url: string, load: Loader, report: Report): Promise<Json> {
  const { base } = readContext(document['@context'], url, () => {}); // what is wrong with it is reported when it is read
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
    report('', `there is nothing at ${url}`);
    return {};
  }
  const text = new TextDecoder().decode(await resource.bytes());
  const found = parseMetadata(text, (_, message) => report('', `${resource.file}: ${message}`));
  return found ? { ...found, [json.location]: url } : {};
}

/**
 * Reads the metadata document at an address and those that it refers to, and says what is wrong with them; undefined when
 * there is none. `base` is used instead of its own `@base`.
 */
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
 * Finds the metadata of a CSV file: by the Link header of its resource, then at the places that the site's configuration
 * names, or else the standard's own (Model for Tabular Data, section 5). A document that does not describe the file is
 * passed over with a warning. Without one, the file's header is all that is known.
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
 * The addresses of a Link header such as `<m.json>; rel="describedby"; type="application/csvm+json"` (RFC 8288). Of
 * several the last is to be used first (Model for Tabular Data, section 5.2).
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

/** What `/.well-known/csvm` contains, a template a line, or the standard's `{+url}-metadata.json` and `csv-metadata.json`. */
async function siteLocations(url: string, load: Loader): Promise<string[]> {
  const configuration = await load(json.resolve('/.well-known/csvm', url));
  const text = configuration
    ? new TextDecoder().decode(await configuration.bytes())
    : '{+url}-metadata.json\ncsv-metadata.json';
  const bare = url.replace(/#.*$/, '');
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  return lines.map((line) => json.resolve(parseTemplate(line.trim()).expand({ url: bare }), url));
}

/** What is read: a CSV file, or a metadata document that names its CSV files. */
export interface Input {
  url: string; // of a CSV file, or of a metadata document that names its CSV files
  metadata?: string | undefined; // the address of the metadata to use instead of what is found
  base?: string | undefined; // what the metadata's addresses are relative to, instead of its own place or `@base`
}

/** Works on the tables at an address, unless there is an error in their metadata; all problems together. */
export async function withTables(
  input: Input,
  load: Loader,
  work: (group: TableGroup) => Promise<Problem[]>,
): Promise<Problem[]> {
  const { group, problems } = await describe(input, load);
  return hasErrors(problems) ? problems : [...problems, ...(await work(group))];
}

/** The tables at an address with the metadata that describes them (Model for Tabular Data, section 6.1). */
export async function describe({ url, metadata, base }: Input, load: Loader) {
  const missing = (file: string, message: string) => ({
    group: undescribedGroup(file, []),
    problems: [errorAt({ file }, 'file-missing', message)],
  });
  if (!URL.canParse(url)) return missing(url, 'it is no address');
  const start = json.resolve(url, url);
  const given = metadata ?? ((await isMetadata(start, load)) ? start : undefined);
  const located =
    given === undefined
      ? await locateMetadata(start, load, base)
      : await loadMetadata(json.resolve(given, start), load, base);
  if (!located) return missing(given ?? start, 'the file is not there');
  const { group, file, problems } = located;
  if (given === start || group.tables.some((table) => table.url === start)) return { group, problems };
  // metadata that is asked for is used even so, on the tables that it names
  return { group, problems: [...problems, problemOf(texts.metadataOfOthers, { file }, { file: start })] };
}

/** A metadata document is JSON, by its server's word or else by its name. */
async function isMetadata(url: string, load: Loader): Promise<boolean> {
  const type = (await load(url))?.contentType;
  return type === undefined ? /\.(json|jsonld)$/i.test(new URL(url).pathname) : /\bjson\b/i.test(type);
}
