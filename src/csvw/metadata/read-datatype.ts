import { iriFault, iriSyntaxFault } from '../../rdf/iri.js';
import { didYouMean } from '../../text/nearest.js';
import { datatypeIri, datatypeNames, kindOf, lexicalFault } from '../datatypes/builtin.js';
import { boundNames, compileFormat, type Datatype } from '../datatypes/datatype.js';
import { decimalOf, type NumberFormat } from '../datatypes/numbers.js';
import {
  checkProperties,
  expandPrefix,
  isAddress,
  isObject,
  type Json,
  object,
  type Report,
  show,
  string,
} from './json.js';

/**
 * Reads a datatype of a metadata document (Metadata Vocabulary, sections 5.11.1 and 5.11.2). What is wrong is reported;
 * what cannot be used counts as absent, and an unknown base as string.
 */
export function readDatatype(value: unknown, report: Report, base?: string): Datatype {
  if (value !== undefined && typeof value !== 'string' && !isObject(value))
    report('', `must be the name of a datatype or an object, not ${show(value)}`, 'warning');
  const written = typeof value === 'string' ? { base: value } : object(value);
  const given = checkProperties(written, 'datatype', report);
  const datatype: Datatype = { base: readBase(string(given['base']), report) };
  const description = string(written['dc:description']);
  if (description !== undefined) datatype.description = description;
  const id = readId(string(given['@id']), report, base);
  if (id !== undefined) datatype.id = id;
  const format = readFormat(given['format'], datatype.base, report);
  if (format !== undefined) datatype.format = format;
  readLengths(datatype, given, report);
  readBounds(datatype, given, report);
  return datatype;
}

function readBase(base: string | undefined, report: Report): string {
  if (base === undefined) return 'string';
  if (datatypeNames.includes(base)) return base;
  report('', `"${base}" is no datatype known here${didYouMean(base, datatypeNames)}`, 'warning');
  return 'string';
}

const builtIn = new Set(datatypeNames.map(datatypeIri));

/** The name that a description gives its datatype: an IRI of its own. */
function readId(given: string | undefined, report: Report, base?: string): string | undefined {
  if (given === undefined || !isAddress(given)) return undefined; // reported by checkProperties
  const id = base !== undefined && URL.canParse(given, base) ? new URL(given, base).href : given;
  if (builtIn.has(expandPrefix(id))) report('', `@id must not be that of a built-in datatype: "${id}"`);
  else if (id.startsWith('file:') ? iriSyntaxFault(id) : iriFault(id)) report('', `@id must be an IRI, not "${id}"`);
  else return id;
  return undefined;
}

/** A format that cannot be used is reported and ignored, as the standard requires. */
function readFormat(value: unknown, base: string, report: Report): Datatype['format'] {
  if (value === undefined) return undefined;
  const format = typeof value === 'string' ? value : readNumberFormat(object(value), report);
  const compiled = compileFormat(base, format);
  if (typeof compiled !== 'string') return format;
  report('', `format ${compiled}`, 'warning');
  if (typeof format === 'string' || kindOf(base).format !== 'number') return undefined;
  const { pattern: _, ...marks } = format; // when only the pattern is wrong, the marks still say how numbers are written
  const isUsable = Object.keys(marks).length > 0 && typeof compileFormat(base, marks) !== 'string';
  return isUsable ? marks : undefined;
}

function readNumberFormat(given: Json, report: Report): NumberFormat {
  const format: NumberFormat = {};
  for (const [name, part] of Object.entries(given)) {
    if (name !== 'pattern' && name !== 'decimalChar' && name !== 'groupChar')
      report('', `unknown property "${name}" of format`, 'warning');
    else if (typeof part !== 'string')
      report('', `${name} of format must be text, not ${show(part)}: it is ignored`, 'warning');
    else format[name] = part;
  }
  return format;
}

/** Reads the limits on length; `checkProperties` has left out values of the wrong kind. */
function readLengths(datatype: Datatype, given: Json, report: Report): void {
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
function readBounds(datatype: Datatype, given: Json, report: Report): void {
  const kind = kindOf(datatype.base);
  for (const name of boundNames) {
    for (const property of [synonyms[name] ?? [], name].flat()) {
      const bound = readBound(given[property], property, datatype.base, report);
      if (bound !== undefined) datatype[name] = bound;
    }
  }
  for (const side of ['min', 'max'] as const)
    if (datatype[`${side}Inclusive`] !== undefined && datatype[`${side}Exclusive`] !== undefined)
      report('', `has both ${side}Inclusive and ${side}Exclusive: one of them says it`);
  for (const [lower, upper] of boundPairs) {
    const [low, high] = [datatype[lower], datatype[upper]];
    if (!kind.compare || low === undefined || high === undefined) continue;
    const order = kind.compare(low, high);
    const canBeEqual = (lower === 'minInclusive') === (upper === 'maxInclusive');
    if (order > 0 || (order === 0 && !canBeEqual))
      report('', `no value can be within ${lower} ${low} and ${upper} ${high}`);
  }
}

const boundPairs = [
  ['minInclusive', 'maxInclusive'],
  ['minInclusive', 'maxExclusive'],
  ['minExclusive', 'maxExclusive'],
  ['minExclusive', 'maxInclusive'],
] as const;

function readBound(value: unknown, name: string, base: string, report: Report): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const kind = kindOf(base);
  if (!kind.compare) {
    report('', `${name} is for numbers, dates, times and durations, not for ${base}`);
    return undefined;
  }
  const bound = typeof value === 'string' ? value : decimalOf(value);
  const fault = lexicalFault(kind, bound);
  if (fault !== undefined) report('', `${name} "${bound}" is no ${base}: ${fault}`);
  return fault === undefined ? bound : undefined;
}
