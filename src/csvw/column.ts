import { iriFault, languageFault } from '../iri.js';
import { didYouMean } from '../nearest.js';
import { type Datatype, datatypeNames } from './datatype.js';
import { checkProperties, type Json, list, object, type Report, string } from './json.js';
import { templateFault } from './template.js';
import { inheritedProperties } from './vocabulary.js';

/** A column with all that it inherits from its schema, table and group (Metadata Vocabulary, sections 5.6 and 5.7). */
export interface Column {
  name: string;
  titles: string[]; // what the header may call it, the name included
  aboutUrl?: string;
  propertyUrl?: string;
  valueUrl?: string;
  lang: string; // "und" when nothing is said
  datatype: Datatype;
  separator?: string;
  null: string[];
  default: string;
  required: boolean;
  suppressOutput: boolean;
}

export function readColumn(own: Json, inherited: Json, path: string, report: Report): Column {
  const all = inherit(inherited, own);
  const name = string(own['name']) ?? string(own['titles']) ?? '';
  if (own['virtual'] !== true && name === '') report(path, 'has neither name nor titles');
  const lang = string(all['lang']) ?? 'und';
  const fault = languageFault(lang);
  if (fault) report(`${path}.lang`, fault);
  const column: Column = {
    name,
    titles: [...new Set([name, ...list(own['titles'])])],
    lang: fault ? 'und' : lang,
    datatype: readDatatype(all['datatype'], `${path}.datatype`, report),
    null: all['null'] === undefined ? [''] : list(all['null']),
    default: string(all['default']) ?? '',
    required: all['required'] === true,
    suppressOutput: own['suppressOutput'] === true,
  };
  for (const property of ['aboutUrl', 'propertyUrl', 'valueUrl', 'separator'] as const) {
    const value = string(all[property]);
    if (value !== undefined) column[property] = value;
  }
  for (const property of ['aboutUrl', 'propertyUrl', 'valueUrl'] as const) {
    const fault = templateFault(column[property] ?? '');
    if (fault) report(`${path}.${property}`, fault);
  }
  if (column.separator === '') report(`${path}.separator`, 'must not be empty');
  return column;
}

function readDatatype(value: unknown, path: string, report: Report): Datatype {
  const given = typeof value === 'string' ? { base: value } : object(value);
  checkProperties(given, 'datatype', path, report);
  const name = string(given['base']) ?? 'string';
  if (!datatypeNames.includes(name))
    report(path, `"${name}" is no datatype known here${didYouMean(name, datatypeNames)}`);
  const datatype: Datatype = { base: datatypeNames.includes(name) ? name : 'string' };
  const description = string(given['dc:description']);
  if (description !== undefined) datatype.description = description;
  const id = string(given['@id']);
  if (id !== undefined && iriFault(id)) report(path, `@id must be an IRI, not "${id}"`);
  else if (id !== undefined) datatype.id = id;
  const format = string(given['format']);
  if (format !== undefined) datatype.format = format;
  for (const bound of ['minimum', 'maximum'] as const)
    if (given[bound] !== undefined) datatype[bound] = String(given[bound]);
  for (const size of ['length', 'minLength', 'maxLength'] as const)
    if (typeof given[size] === 'number') datatype[size] = given[size];
  if (datatype.base === 'boolean' && format !== undefined && !/^[^|]+\|[^|]+$/.test(format))
    report(path, `format of a boolean must be two words such as yes|no, not "${format}"`);
  if (format !== undefined && datatype.base !== 'boolean') {
    try {
      new RegExp(format, 'u');
    } catch {
      report(path, `format is no regular expression: ${format}`);
      delete datatype.format;
    }
  }
  return datatype;
}

/** The inheritable properties of an inner object over those of the outer one. */
export function inherit(outer: Json, inner: Json): Json {
  const result: Json = {};
  for (const name of Object.keys(inheritedProperties)) result[name] = inner[name] ?? outer[name];
  return result;
}
