import { type Datatype, readDatatype } from '../datatypes/datatype.js';
import { checkProperties, isObject, type Json, list, type Report, string } from '../vocabulary/json.js';
import { inheritedProperties } from '../vocabulary/properties.js';
import { checkAnnotations, commonProperties } from './annotations.js';
import type { Context } from './context.js';
import { templateFault } from './template.js';

/** A title of a column and its language, "und" when nothing is said. */
export interface Title {
  text: string;
  lang: string;
}

/** A column with all that it inherits from its schema, table and group (Metadata Vocabulary, sections 5.6 and 5.7). */
export interface Column {
  name: string;
  isNamed: boolean; // false when the name was made from the titles or the position
  titles: Title[];
  isVirtual: boolean; // made by the metadata alone: it stands in no file
  aboutUrl?: string;
  propertyUrl?: string;
  valueUrl?: string;
  lang: string; // "und" when nothing is said
  datatype: Datatype;
  separator?: string;
  ordered: boolean;
  null: string[];
  default: string;
  required: boolean;
  suppressOutput: boolean;
}

/** Reads the column that stands at `number` (from 1) in its schema; `outer` holds what it inherits. */
export function readColumn(
  given: Json,
  outer: Json,
  number: number,
  context: Context,
  path: string,
  report: Report,
): Column {
  const own = checkProperties(given, 'column', path, report);
  checkAnnotations(commonProperties(given), path, report);
  const titles = readTitles(own['titles'], context.language ?? 'und');
  const all = inherit(outer, own);
  const name = string(own['name']) ?? nameFromTitles(titles, context.language ?? 'und') ?? `_col.${number}`;
  return {
    name,
    isNamed: own['name'] !== undefined,
    titles,
    isVirtual: own['virtual'] === true,
    suppressOutput: own['suppressOutput'] === true,
    ...readInherited(all, path, report, context.base),
  };
}

/** A column of which a header, or nothing but its position, is known. */
export function columnFromTitles(titles: Title[], number: number, outer: Json): Column {
  const name = nameFromTitles(titles, titles[0]?.lang ?? 'und') ?? `_col.${number}`;
  const ignore = (): void => {}; // what is wrong with the inherited properties has been said of their table
  return {
    name,
    isNamed: false,
    titles,
    isVirtual: false,
    suppressOutput: false,
    ...readInherited(outer, '', ignore),
  };
}

type Inherited = Omit<Column, 'name' | 'isNamed' | 'titles' | 'isVirtual' | 'suppressOutput'>;

function readInherited(all: Json, path: string, report: Report, base?: string): Inherited {
  const result: Inherited = {
    lang: string(all['lang']) ?? 'und',
    datatype: readDatatype(all['datatype'] ?? 'string', `${path}.datatype`, report, base),
    ordered: all['ordered'] === true,
    null: all['null'] === undefined ? [''] : list(all['null']),
    default: string(all['default']) ?? '',
    required: all['required'] === true,
  };
  for (const property of ['aboutUrl', 'propertyUrl', 'valueUrl'] as const) {
    const template = string(all[property]);
    const fault = template === undefined ? undefined : templateFault(template);
    if (fault) report(`${path}.${property}`, fault);
    else if (template !== undefined) result[property] = template;
  }
  const separator = string(all['separator']);
  if (separator === '') report(`${path}.separator`, 'must not be empty');
  else if (separator !== undefined) result.separator = separator;
  return result;
}

/** The titles of a natural language property, text without a language being in `lang`. */
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
  const name = encodeURIComponent(text).replace(/[-!~*'()]/g, percentEncoded);
  return reservedNames.includes(name) ? `%5F${name.slice(1)}` : name;
}

const percentEncoded = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;

/** Whether two tags are equal as far as the shorter one goes; "und" is any language (Metadata Vocabulary, 5.5.1). */
export function isSameLanguage(one: string, other: string): boolean {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  return a === 'und' || b === 'und' || a === b || a.startsWith(`${b}-`) || b.startsWith(`${a}-`);
}

/** The inheritable properties of an inner object over those of the outer one; null takes an inherited one away. */
export function inherit(outer: Json, inner: Json): Json {
  const result: Json = {};
  for (const name of Object.keys(inheritedProperties))
    if (inner[name] !== undefined || outer[name] !== undefined)
      result[name] = Object.hasOwn(inner, name) ? inner[name] : outer[name];
  return result;
}
