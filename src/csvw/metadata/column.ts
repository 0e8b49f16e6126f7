import { iriFault, iriSyntaxFault } from '../../rdf/iri.js';
import { didYouMean } from '../../text/nearest.js';
import { datatypeIri, datatypeNames, kindOf, lexicalFault } from '../datatypes/builtin.js';
import { compileFormat, type Datatype } from '../datatypes/datatype.js';
import { decimalOf, type NumberFormat } from '../datatypes/numbers.js';
import { type Context, checkAnnotations, commonProperties } from './annotations.js';
import type { Json, Report } from './json.js';
import * as json from './json.js';
import { templateFault } from './uri-template.js';

/** A title of a column, and its language or "und". */
export interface Title {
  text: string;
  lang: string;
}

/** A column with its inherited properties (Metadata Vocabulary, sections 5.6 and 5.7). */
export interface Column {
  name: string;
  isNamed: boolean; // false if the name was made from the titles or the position
  titles: Title[];
  isVirtual: boolean; // only in the metadata, not in the file
  aboutUrl?: string;
  propertyUrl?: string;
  valueUrl?: string;
  lang: string; // or "und"
  datatype: Datatype;
  separator?: string;
  ordered: boolean;
  null: string[];
  default: string;
  required: boolean;
  suppressOutput: boolean;
  common: Json; // the common properties, as written
}

/** Reads a column. `number` is its position in the schema (from 1), `outer` the properties that it inherits. */
export function readColumn(given: Json, outer: Json, number: number, context: Context, report: Report): Column {
  const own = json.checkProperties(given, 'column', report);
  const common = commonProperties(given);
  checkAnnotations(common, report);
  const lang = context.language ?? 'und';
  const column = createColumn(readTitles(own['titles'], lang), lang, number, inherit(outer, own), report, context.base);
  if (own['name'] !== undefined) Object.assign(column, { name: own['name'], isNamed: true });
  column.isVirtual = own['virtual'] === true;
  column.suppressOutput = own['suppressOutput'] === true;
  column.common = common;
  return column;
}

/** Creates a column from its titles or its position. */
export function columnFromTitles(titles: Title[], number: number, outer: Json): Column {
  const ignore = (): void => {}; // faults of inherited properties were reported for their table
  return createColumn(titles, titles[0]?.lang ?? 'und', number, outer, ignore);
}

function createColumn(titles: Title[], lang: string, number: number, all: Json, report: Report, base?: string): Column {
  const column: Column = {
    name: nameFromTitles(titles, lang) ?? `_col.${number}`,
    isNamed: false,
    titles,
    isVirtual: false,
    suppressOutput: false,
    lang: json.string(all['lang']) ?? 'und',
    datatype: readDatatype(all['datatype'] ?? 'string', json.within(report, 'datatype'), base),
    ordered: all['ordered'] === true,
    null: all['null'] === undefined ? [''] : json.list(all['null']),
    default: json.string(all['default']) ?? '',
    required: all['required'] === true,
    common: {},
  };
  for (const property of ['aboutUrl', 'propertyUrl', 'valueUrl'] as const) {
    const template = json.string(all[property]);
    const fault = template === undefined ? undefined : templateFault(template);
    if (fault) report(property, fault);
    else if (template !== undefined) column[property] = template;
  }
  const separator = json.string(all['separator']);
  if (separator === '') report('separator', 'Must not be empty');
  else if (separator !== undefined) column.separator = separator;
  return column;
}

/** Reads the titles of a natural language property. `lang` is the default language. */
function readTitles(value: unknown, lang: string): Title[] {
  if (!json.isObject(value)) return json.list(value).map((text) => ({ text, lang }));
  return Object.entries(value).flatMap(([tag, texts]) => json.list(texts).map((text) => ({ text, lang: tag })));
}

/** Variables that templates can use for the current row and column (section 5.1.3). */
export const reservedNames = ['_row', '_sourceRow', '_name', '_column', '_sourceColumn'];

/** Makes a name from the first title in the document's language, escaped for templates: "On%2DStreet". */
function nameFromTitles(titles: Title[], lang: string): string | undefined {
  const text = titles.find((one) => one.lang === lang || one.lang === 'und')?.text ?? '';
  if (text === '') return undefined;
  const name = encodeURIComponent(text).replace(/[-!~*'()]/g, json.percentEscape);
  return reservedNames.includes(name) ? `%5F${name.slice(1)}` : name;
}

/** Names of a column in the header of a file: its name and its titles. */
export const namesOf = ({ name, titles }: Column): string[] => [name, ...titles.map(({ text }) => text)];

/** True if one language tag is a prefix of the other. "und" matches any language (Metadata Vocabulary, 5.5.1). */
export function isSameLanguage(one: string, other: string): boolean {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  return a === 'und' || b === 'und' || a === b || a.startsWith(`${b}-`) || b.startsWith(`${a}-`);
}

/** Adds inheritable properties of an outer object to an inner one. In the inner object, null removes a property. */
export function inherit(outer: Json, inner: Json): Json {
  const result: Json = {};
  for (const name of json.inheritedNames)
    if (inner[name] !== undefined || outer[name] !== undefined)
      result[name] = Object.hasOwn(inner, name) ? inner[name] : outer[name];
  return result;
}

/**
 * Reads a datatype (Metadata Vocabulary, sections 5.11.1 and 5.11.2). Invalid properties are reported and ignored. An
 * unknown base is read as string.
 */
export function readDatatype(value: unknown, report: Report, base?: string): Datatype {
  if (value !== undefined && typeof value !== 'string' && !json.isObject(value))
    report('', `Expected a datatype name or an object, found ${json.show(value)}`, 'warning');
  const written = typeof value === 'string' ? { base: value } : json.object(value);
  const given = json.checkProperties(written, 'datatype', report);
  const datatype: Datatype = { base: readBase(json.string(given['base']) ?? 'string', report) };
  const description = json.string(written['dc:description']);
  if (description !== undefined) datatype.description = description;
  const id = readId(json.string(given['@id']), report, base);
  if (id !== undefined) datatype.id = id;
  const format = readFormat(given['format'], datatype.base, report);
  if (format !== undefined) datatype.format = format;
  readLengths(datatype, given, report);
  readBounds(datatype, given, report);
  return datatype;
}

function readBase(base: string, report: Report): string {
  if (datatypeNames.includes(base)) return base;
  report('', `Unknown datatype "${base}"${didYouMean(base, datatypeNames)}`, 'warning');
  return 'string';
}

const builtIn = new Set(datatypeNames.map(datatypeIri));

/** Reads the `@id` of a datatype: an IRI, but not the IRI of a built-in datatype. */
function readId(given: string | undefined, report: Report, base?: string): string | undefined {
  if (given === undefined || !json.isAddress(given)) return undefined; // reported by checkProperties
  const id = base !== undefined && URL.canParse(given, base) ? new URL(given, base).href : given;
  if (builtIn.has(json.expandPrefix(id))) report('', `Invalid @id "${id}": it belongs to a built-in datatype`);
  else if (id.startsWith('file:') ? iriSyntaxFault(id) : iriFault(id))
    report('', `Invalid @id "${id}": expected an IRI`);
  else return id;
  return undefined;
}

/** Reads a format. An invalid format is reported and ignored, as the standard requires. */
function readFormat(value: unknown, base: string, report: Report): Datatype['format'] {
  if (value === undefined) return undefined;
  const format =
    typeof value === 'string'
      ? value
      : (json.checkProperties(json.object(value), 'format', json.within(report, 'format')) as NumberFormat);
  const compiled = compileFormat(base, format);
  if (typeof compiled !== 'string') return format;
  report('', `Invalid format ${json.show(value)}: ${compiled}`, 'warning');
  if (typeof format === 'string' || kindOf(base).format !== 'number') return undefined;
  const { pattern: _, ...marks } = format; // if only the pattern is invalid, the marks are used
  const isUsable = Object.keys(marks).length > 0 && typeof compileFormat(base, marks) !== 'string';
  return isUsable ? marks : undefined;
}

/** Reads the limits on length. `checkProperties` has removed values of the wrong kind. */
function readLengths(datatype: Datatype, given: Json, report: Report): void {
  for (const name of ['length', 'minLength', 'maxLength'] as const) {
    const value = given[name];
    if (typeof value !== 'number') continue;
    if (kindOf(datatype.base).size) datatype[name] = value;
    else report('', `${name} applies to text and bytes, not to ${datatype.base}`);
  }
  const { length, minLength = 0, maxLength = Number.POSITIVE_INFINITY } = datatype;
  if (length !== undefined && minLength > length) report('', `length ${length} is less than minLength ${minLength}`);
  if (length !== undefined && length > maxLength) report('', `length ${length} is greater than maxLength ${maxLength}`);
  if (minLength > maxLength) report('', `minLength ${minLength} is greater than maxLength ${maxLength}`);
}

/** Synonyms of the inclusive bounds. If both are present, the inclusive bound wins. */
const synonyms: Record<string, string> = { minInclusive: 'minimum', maxInclusive: 'maximum' };

/** Reads the limits on value, and reports pairs that exclude every value. */
function readBounds(datatype: Datatype, given: Json, report: Report): void {
  const { compare } = kindOf(datatype.base);
  for (const name of ['minInclusive', 'maxInclusive', 'minExclusive', 'maxExclusive'] as const)
    for (const property of [synonyms[name] ?? [], name].flat()) {
      const value = given[property];
      const bound = typeof value === 'number' ? decimalOf(value) : json.string(value);
      const fault = bound === undefined ? undefined : boundFault(property, bound, datatype.base);
      if (fault !== undefined) report('', fault);
      else if (bound !== undefined) datatype[name] = bound;
    }
  for (const side of ['min', 'max'] as const)
    if (datatype[`${side}Inclusive`] !== undefined && datatype[`${side}Exclusive`] !== undefined)
      report('', `${side}Inclusive and ${side}Exclusive cannot be used together`);
  for (const lower of ['Inclusive', 'Exclusive'] as const)
    for (const upper of ['Inclusive', 'Exclusive'] as const) {
      const [low, high] = [datatype[`min${lower}`], datatype[`max${upper}`]];
      const order = low === undefined || high === undefined ? undefined : compare?.(low, high);
      if (order !== undefined && (order > 0 || (order === 0 && lower !== upper)))
        report('', `No value satisfies both min${lower} ${low} and max${upper} ${high}`);
    }
}

function boundFault(name: string, bound: string, base: string): string | undefined {
  const kind = kindOf(base);
  if (!kind.compare) return `${name} applies to numbers, dates, times and durations, not to ${base}`;
  const expected = lexicalFault(kind, bound);
  return expected === undefined ? undefined : `Invalid ${name} "${bound}": expected ${expected}`;
}
