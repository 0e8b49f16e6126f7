import { iriSyntaxFault, languageFault } from '../../rdf/iri.js';
import { datatypeNames } from '../datatypes/datatype.js';
import { isObject, type Json, type Report, show, string, under } from '../vocabulary/json.js';
import { expandPrefix, expandTerm } from '../vocabulary/prefixes.js';
import { absolute } from '../vocabulary/url.js';

/** The common properties of an object: prefixed names and IRIs that say something of it in the vocabulary of others. */
export const commonProperties = (given: Json): Json =>
  Object.fromEntries(Object.entries(given).filter(([name]) => name.includes(':')));

/** The IRI that a name in `@type` stands for: a term of the context, a prefixed name or an address. */
export function typeIri(name: string): string | undefined {
  const expanded = expandTerm(name) ?? expandPrefix(name);
  return iriSyntaxFault(expanded) ? undefined : expanded;
}

/** Whether the values of common properties and notes are JSON-LD as far as metadata may use it (section 5.8). */
export function checkAnnotations(common: Json, path: string, report: Report): void {
  for (const [name, value] of Object.entries(common)) checkProperty(name, value, path, report);
}

/** A property is a prefixed name or an address; notes are the one property of the vocabulary that comes here. */
function checkProperty(name: string, value: unknown, outer: string, report: Report): void {
  const path = under(outer, name);
  if (outer !== '' && !name.includes(':') && name !== 'notes') {
    report(path, 'is neither a prefixed name nor an address: it is ignored', 'warning');
    return;
  }
  const fault = name === 'notes' ? undefined : iriSyntaxFault(expandPrefix(name));
  if (fault) report(path, `is neither a prefixed name nor an address: ${fault.fault}`);
  checkValue(value, path, report);
}

function checkValue(value: unknown, path: string, report: Report): void {
  if (Array.isArray(value)) {
    for (const one of value) checkValue(one, path, report);
    return;
  }
  if (!isObject(value)) return;
  if (Object.hasOwn(value, '@value')) checkLiteral(value, path, report);
  else if (Object.hasOwn(value, '@language')) report(path, '@language may only stand beside @value');
  for (const name of Object.keys(value))
    if (name.startsWith('@') && !['@id', '@type', '@value', '@language'].includes(name))
      report(path, `${name} may not be used in metadata`);
  checkName(value['@id'], '@id', path, report);
  const isLiteral = Object.hasOwn(value, '@value');
  for (const type of [value['@type'] ?? []].flat()) checkType(type, isLiteral, path, report);
  for (const [name, one] of Object.entries(value)) if (!name.startsWith('@')) checkProperty(name, one, path, report);
}

function checkLiteral(value: Json, path: string, report: Report): void {
  const others = Object.keys(value).filter((name) => name !== '@value');
  if (others.length > 1 || others.some((name) => name !== '@type' && name !== '@language'))
    report(path, `beside @value there may be @type or @language, not ${others.join(', ')}`);
  if (isObject(value['@value']) || Array.isArray(value['@value']))
    report(path, `@value must be text, a number, true or false, not ${show(value['@value'])}`);
  const tag = value['@language'];
  if (tag !== undefined && tag !== null && (string(tag) === undefined || languageFault(String(tag)) !== undefined))
    report(path, `@language must be a language tag, not ${show(tag)}`);
}

/** Stands for the base of the document, which has no say in whether an address is one. */
const anywhere = 'https://example.org/';

function checkName(id: unknown, name: string, path: string, report: Report): void {
  const address = string(id);
  if (id === undefined) return;
  if (address !== undefined && !address.startsWith('_:') && !iriSyntaxFault(absolute(expandPrefix(address), anywhere)))
    return;
  report(path, `${name} must be an address, not ${show(id)}`);
}

function checkType(type: unknown, isLiteral: boolean, path: string, report: Report): void {
  const name = string(type);
  const isDatatype = name !== undefined && isLiteral && datatypeNames.includes(name);
  if (name === undefined || (!isDatatype && typeIri(name) === undefined))
    report(path, `@type must be a term, a prefixed name or an address, not ${show(type)}`);
}
