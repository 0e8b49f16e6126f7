import { isObject, type Json, type Report, string } from '../csvw/metadata/json.js';
import { metadataReport, parseMetadata, readMetadata, type TableGroup } from '../csvw/metadata/metadata.js';
import type { Problem } from '../problem.js';

/** Stands in where a document names no base, so that the rest of it can still be judged. */
const noBase = 'https://example.org/data/';

/** The metadata of a project. It is the project's own, so a slip that another processor only warns of is an error here. */
export function readGroup(
  text: string | undefined,
  file: string,
  base: string | undefined,
  problems: Problem[],
): TableGroup {
  const tell = metadataReport(file, problems);
  const report: Report = (path, message) => tell(path, message);
  const document = text === undefined ? undefined : parseMetadata(text, report);
  const isJudged = document !== undefined;
  const given = based(document ?? { tables: [] }, base, isJudged ? report : ignore);
  const group = readMetadata(given, noBase, isJudged ? report : ignore);
  const names = group.tables.map(({ name }) => name);
  for (const [i, name] of names.entries()) {
    if (names.indexOf(name) < i) report('tables', `two tables have the url "${name}"`);
    if (!isInFolder(name)) report('tables', `url must name a file in the same folder, not "${name}"`);
    else if (isWorkbook(name) && locate(name).sheet === undefined)
      report('tables', `url must name a sheet of the workbook too, as in "${name}#Sheet1"`);
  }
  return group;
}

const ignore = (): void => {};

/** The document with the base that is asked for in place of its own; one of them there must be. */
function based(document: Json, override: string | undefined, report: Report): Json {
  const given = Array.isArray(document['@context']) ? document['@context'][1] : undefined;
  const context: Json = isObject(given) ? given : {};
  const base = override ?? string(context['@base']) ?? '';
  const isBase = /^https?:/.test(base) && URL.canParse(base);
  if (!isBase) report('@context', `@base must be a web address, not "${base}"`);
  return { ...document, '@context': ['http://www.w3.org/ns/csvw', { ...context, '@base': isBase ? base : noBase }] };
}

/** "links.csv" and "more/links.csv", but not "../links.csv", "/etc/passwd" or "C:\\links.csv". */
export const isInFolder = (name: string): boolean => /^[^/\\:]/.test(name) && !/[\\:]|(^|\/)\.\.(\/|$)/.test(name);

/** Whether a table's url names a workbook, one that can be read or one that must be told of. */
export const isWorkbook = (name: string): boolean => /\.(xls[xmb]?|xlt[xm]|ods|fods|numbers)$/i.test(locate(name).file);

/** "gcm.xlsx#My%20links" → the file and the sheet in it. */
export function locate(name: string): { file: string; sheet?: string } {
  const at = name.indexOf('#');
  if (at < 0) return { file: name };
  const fragment = name.slice(at + 1);
  try {
    return { file: name.slice(0, at), sheet: decodeURIComponent(fragment) };
  } catch {
    return { file: name.slice(0, at), sheet: fragment };
  }
}
