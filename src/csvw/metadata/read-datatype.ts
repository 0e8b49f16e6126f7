import { iriFault, iriSyntaxFault } from '../../rdf/iri.js';
import { didYouMean } from '../../text/nearest.js';
import { datatypeIri, datatypeNames, kindOf, lexicalFault } from '../datatypes/builtin.js';
import { boundNames, compileFormat, type Datatype } from '../datatypes/datatype.js';
import { decimalOf, type NumberFormat } from '../datatypes/numbers.js';
import * as json from './json.js';

/**
 * Reads a datatype of a metadata document (Metadata Vocabulary, sections 5.11.1 and 5.11.2). What is wrong is reported;
 * what cannot be used counts as absent, and an unknown base as string.
 */
export function readDatatype(value: unknown, report: json.Report, base?: string): Datatype {
  if (value !== undefined && typeof value !== 'string' && !json.isObject(value))
    report('', `must be the name of a datatype or an object, not ${json.show(value)}`, 'warning');
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

function readBase(base: string, report: json.Report): string {
  if (datatypeNames.includes(base)) return base;
  report('', `"${base}" is no datatype known here${didYouMean(base, datatypeNames)}`, 'warning');
  return 'string';
}

const builtIn = new Set(datatypeNames.map(datatypeIri));

/** The name that a description gives its datatype: an IRI of its own. */
function readId(given: string | undefined, report: json.Report, base?: string): string | undefined {
  if (given === undefined || !json.isAddress(given)) return undefined; // reported by checkProperties
  const id = base !== undefined && URL.canParse(given, base) ? new URL(given, base).href : given;
  if (builtIn.has(json.expandPrefix(id))) report('', `@id must not be that of a built-in datatype: "${id}"`);
  else if (id.startsWith('file:') ? iriSyntaxFault(id) : iriFault(id)) report('', `@id must be an IRI, not "${id}"`);
  else return id;
  return undefined;
}

/** A format that cannot be used is reported and ignored, as the standard requires. */
function readFormat(value: unknown, base: string, report: json.Report): Datatype['format'] {
  if (value === undefined) return undefined;
  const format = typeof value === 'string' ? value : readNumberFormat(json.object(value), report);
  const compiled = compileFormat(base, format);
  if (typeof compiled !== 'string') return format;
  report('', `format ${compiled}`, 'warning');
  if (typeof format === 'string' || kindOf(base).format !== 'number') return undefined;
  const { pattern: _, ...marks } = format; // when only the pattern is wrong, the marks still say how numbers are written
  const isUsable = Object.keys(marks).length > 0 && typeof compileFormat(base, marks) !== 'string';
  return isUsable ? marks : undefined;
}

function readNumberFormat(given: json.Json, report: json.Report): NumberFormat {
  const format: NumberFormat = {};
  for (const [name, part] of Object.entries(given)) {
    if (name !== 'pattern' && name !== 'decimalChar' && name !== 'groupChar')
      report('', `unknown property "${name}" of format`, 'warning');
    else if (typeof part !== 'string')
      report('', `${name} of format must be text, not ${json.show(part)}: it is ignored`, 'warning');
    else format[name] = part;
  }
  return format;
}

/** Reads the limits on length; `checkProperties` has left out values of the wrong kind. */
function readLengths(datatype: Datatype, given: json.Json, report: json.Report): void {
  for (const name of ['length', 'minLength', 'maxLength'] as const) {
    const value = given[name];
    if (typeof value !== 'number') continue;
    if (kindOf(datatype.base).size) datatype[name] = value;
    else report('', `${name} is for text and bytes, not for ${datatype.base}`);
  }
  const { length, minLength = 0, maxLength = Number.POSITIVE_INFINITY } = datatype;
  if (length !== undefined && minLength > length) report('', `length ${length} is less than minLength ${minLength}`);
  if (length !== undefined && length > maxLength) report('', `length ${length} is more than maxLength ${maxLength}`);
  if (minLength > maxLength) report('', `minLength ${minLength} is more than maxLength ${maxLength}`);
}

/** "minimum" and "maximum" mean the same as the inclusive bounds, which count when both are there. */
const synonyms: Record<string, string> = { minInclusive: 'minimum', maxInclusive: 'maximum' };

/** Reads the limits on value, and reports pairs that leave no value. */
function readBounds(datatype: Datatype, given: json.Json, report: json.Report): void {
  const { compare } = kindOf(datatype.base);
  for (const name of boundNames)
    for (const property of [synonyms[name] ?? [], name].flat()) {
      const value = given[property];
      const bound = typeof value === 'number' ? decimalOf(value) : json.string(value);
      const fault = bound === undefined ? undefined : boundFault(property, bound, datatype.base);
      if (fault !== undefined) report('', fault);
      else if (bound !== undefined) datatype[name] = bound;
    }
  for (const side of ['min', 'max'] as const)
    if (datatype[`${side}Inclusive`] !== undefined && datatype[`${side}Exclusive`] !== undefined)
      report('', `has both ${side}Inclusive and ${side}Exclusive: one of them says it`);
  for (const lower of ['Inclusive', 'Exclusive'] as const)
    for (const upper of ['Inclusive', 'Exclusive'] as const) {
      const [low, high] = [datatype[`min${lower}`], datatype[`max${upper}`]];
      const order = low === undefined || high === undefined ? undefined : compare?.(low, high);
      if (order !== undefined && (order > 0 || (order === 0 && lower !== upper)))
        report('', `no value can be within min${lower} ${low} and max${upper} ${high}`);
    }
}

function boundFault(name: string, bound: string, base: string): string | undefined {
  const kind = kindOf(base);
  if (!kind.compare) return `${name} is for numbers, dates, times and durations, not for ${base}`;
  const fault = lexicalFault(kind, bound);
  return fault === undefined ? undefined : `${name} "${bound}" is no ${base}: ${fault}`;
}
