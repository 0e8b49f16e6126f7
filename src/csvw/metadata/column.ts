import type { Datatype } from '../datatypes/datatype.js';
import { type Context, checkAnnotations, commonProperties } from './annotations.js';
import { checkProperties, inheritedNames, isObject, type Json, list, type Report, string, within } from './json.js';
import { readDatatype } from './read-datatype.js';
import { templateFault } from './template.js';

/** A title of a column and its language, "und" where none is given. */
export interface Title {
  text: string;
  lang: string;
}

/** A column with all that it inherits from its schema, table and group (Metadata Vocabulary, sections 5.6 and 5.7). */
export interface Column {
  name: string;
  isNamed: boolean; // false when the name was made from the titles or the position
  titles: Title[];
  isVirtual: boolean; // made by the metadata alone: no file has it
  aboutUrl?: string;
  propertyUrl?: string;
  valueUrl?: string;
  lang: string; // "und" where none is given
  datatype: Datatype;
  separator?: string;
  ordered: boolean;
  null: string[];
  default: string;
  required: boolean;
  suppressOutput: boolean;
}

/** Reads the column with this number (from 1) in its schema; `outer` is what it inherits. */
export function readColumn(given: Json, outer: Json, number: number, context: Context, report: Report): Column {
  const own = checkProperties(given, 'column', report);
  checkAnnotations(commonProperties(given), report);
  const lang = context.language ?? 'und';
  const column = createColumn(readTitles(own['titles'], lang), lang, number, inherit(outer, own), report, context.base);
  if (own['name'] !== undefined) Object.assign(column, { name: own['name'], isNamed: true });
  column.isVirtual = own['virtual'] === true;
  column.suppressOutput = own['suppressOutput'] === true;
  return column;
}

/** A column of which only the titles, or only the position, are known. */
export function columnFromTitles(titles: Title[], number: number, outer: Json): Column {
  const ignore = (): void => {}; // what is wrong with the inherited properties was reported for their table
  return createColumn(titles, titles[0]?.lang ?? 'und', number, outer, ignore);
}

function createColumn(titles: Title[], lang: string, number: number, all: Json, report: Report, base?: string): Column {
  const column: Column = {
    name: nameFromTitles(titles, lang) ?? `_col.${number}`,
    isNamed: false,
    titles,
    isVirtual: false,
    suppressOutput: false,
    lang: string(all['lang']) ?? 'und',
    datatype: readDatatype(all['datatype'] ?? 'string', within(report, 'datatype'), base),
    ordered: all['ordered'] === true,
    null: all['null'] === undefined ? [''] : list(all['null']),
    default: string(all['default']) ?? '',
    required: all['required'] === true,
  };
  for (const property of ['aboutUrl', 'propertyUrl', 'valueUrl'] as const) {
    const template = string(all[property]);
    const fault = template === undefined ? undefined : templateFault(template);
    if (fault) report(property, fault);
    else if (template !== undefined) column[property] = template;
  }
  const separator = string(all['separator']);
  if (separator === '') report('separator', 'must not be empty');
  else if (separator !== undefined) column.separator = separator;
  return column;
}

/** The titles of a natural language property, a text without a language being in `lang`. */
function readTitles(value: unknown, lang: string): Title[] {
  if (!isObject(value)) return list(value).map((text) => ({ text, lang }));
  return Object.entries(value).flatMap(([tag, texts]) => list(texts).map((text) => ({ text, lang: tag })));
}

/** What templates call the row and the column at hand (section 5.1.3). */
export const reservedNames = ['_row', '_sourceRow', '_name', '_column', '_sourceColumn'];

/** The first title in the document's language, fit for the variable of a template: "On-Street" is "On%2DStreet". */
function nameFromTitles(titles: Title[], lang: string): string | undefined {
  const text = titles.find((one) => one.lang === lang || one.lang === 'und')?.text ?? '';
  if (text === '') return undefined;
  const percentEncoded = (one: string): string => `%${one.charCodeAt(0).toString(16).toUpperCase()}`;
  const name = encodeURIComponent(text).replace(/[-!~*'()]/g, percentEncoded);
  return reservedNames.includes(name) ? `%5F${name.slice(1)}` : name;
}

/** What the header of a file may call a column: its name and its titles. */
export const namesOf = ({ name, titles }: Column): string[] => [name, ...titles.map(({ text }) => text)];

/** Whether two tags are equal as far as the shorter one goes; "und" is any language (Metadata Vocabulary, 5.5.1). */
export function isSameLanguage(one: string, other: string): boolean {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  return a === 'und' || b === 'und' || a === b || a.startsWith(`${b}-`) || b.startsWith(`${a}-`);
}

/** The inheritable properties of an inner object over those of the outer one; null takes an inherited one away. */
export function inherit(outer: Json, inner: Json): Json {
  const result: Json = {};
  for (const name of inheritedNames)
    if (inner[name] !== undefined || outer[name] !== undefined)
      result[name] = Object.hasOwn(inner, name) ? inner[name] : outer[name];
  return result;
}
