import { iriFault, iriSyntaxFault } from '../../rdf/iri.js';
import { didYouMean } from '../../text/nearest.js';
import {
  checkProperties,
  isAddress,
  isObject,
  type Json,
  object,
  type Report,
  show,
  string,
} from '../vocabulary/json.js';
import { expandPrefix } from '../vocabulary/prefixes.js';
import { formatFault } from './format.js';
import { datatypeIri, datatypeNames, kindOf } from './kinds.js';
import { readLimits } from './read-limits.js';
import type { Datatype, NumberFormat } from './reading.js';

/**
 * Reads a datatype of a metadata document (Metadata Vocabulary, sections 5.11.1 and 5.11.2). What is wrong is reported;
 * what cannot be used counts as absent, and a base that nobody knows as string.
 */
export function readDatatype(value: unknown, path: string, report: Report, base?: string): Datatype {
  if (value !== undefined && typeof value !== 'string' && !isObject(value))
    report(path, `must be the name of a datatype or an object, not ${show(value)}`, 'warning');
  const written = typeof value === 'string' ? { base: value } : object(value);
  const given = checkProperties(written, 'datatype', path, report);
  const datatype: Datatype = { base: readBase(string(given['base']), path, report) };
  const description = string(written['dc:description']);
  if (description !== undefined) datatype.description = description;
  const id = readId(string(given['@id']), path, report, base);
  if (id !== undefined) datatype.id = id;
  const format = readFormat(given['format'], datatype.base, path, report);
  if (format !== undefined) datatype.format = format;
  return Object.assign(datatype, readLimits(given, datatype.base, path, report));
}

function readBase(base: string | undefined, path: string, report: Report): string {
  if (base === undefined) return 'string';
  if (datatypeNames.includes(base)) return base;
  report(path, `"${base}" is no datatype known here${didYouMean(base, datatypeNames)}`, 'warning');
  return 'string';
}

const builtIn = new Set(datatypeNames.map(datatypeIri));

/** The name that a description gives its datatype: an IRI of its own. */
function readId(given: string | undefined, path: string, report: Report, base?: string): string | undefined {
  const id = given !== undefined && base !== undefined && URL.canParse(given, base) ? new URL(given, base).href : given;
  if (given === undefined || id === undefined || !isAddress(given)) return undefined; // told by checkProperties
  if (builtIn.has(expandPrefix(id))) report(path, `@id must not be that of a built-in datatype: "${id}"`);
  else if (id.startsWith('file:') ? iriSyntaxFault(id) : iriFault(id)) report(path, `@id must be an IRI, not "${id}"`);
  else return id;
  return undefined;
}

/** A format that cannot be used is told and ignored, as the standard wants it. */
function readFormat(value: unknown, base: string, path: string, report: Report): Datatype['format'] {
  if (value === undefined) return undefined;
  const format = typeof value === 'string' ? value : readNumberFormat(object(value), path, report);
  const fault = formatFault(base, format);
  if (fault === undefined) return format;
  report(path, `format ${fault}`, 'warning');
  if (typeof format === 'string' || kindOf(base).format !== 'number') return undefined;
  const { pattern: _, ...marks } = format; // when only the pattern is wrong, the marks still say how numbers are written
  return Object.keys(marks).length > 0 && formatFault(base, marks) === undefined ? marks : undefined;
}

function readNumberFormat(given: Json, path: string, report: Report): NumberFormat {
  const format: NumberFormat = {};
  for (const [name, part] of Object.entries(given)) {
    if (name !== 'pattern' && name !== 'decimalChar' && name !== 'groupChar')
      report(path, `unknown property "${name}" of format`, 'warning');
    else if (typeof part !== 'string')
      report(path, `${name} of format must be text, not ${show(part)}: it is ignored`, 'warning');
    else format[name] = part;
  }
  return format;
}
