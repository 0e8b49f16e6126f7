import type { Table } from '../csvw/metadata/table.js';
import { namespaces } from '../rdf/namespaces.js';
import { escapeLiteral, typeSuffix } from '../rdf/nquads.js';
import { isPlain, type Mapping, nameOf, type TermMap, type TriplesMap } from './mapping.js';

/** What differs between RML and R2RML. */
export interface MappingLanguage {
  note: string; // what an engine must be given
  prefixes: Record<string, string>;
  source(table: Table): string; // "rr:logicalTable [ … ]"
  column: string; // "rr:column"
  quoted(column: string): string; // a column as it is written in a template or after `column`
  split(column: string, separator: string): string; // the values of a cell, one by one
}

/** A string of Turtle. */
const text = (value: string): string => `"${escapeLiteral(value)}"`;

/** RML (rml.io) over the CSV files themselves; several values in a cell are taken apart by a function of GREL. */
export const rml: MappingLanguage = {
  note: 'RML: run it in the folder of the sheets; an empty cell must stand for nothing.',
  prefixes: {
    rml: 'http://semweb.mmlab.be/ns/rml#',
    ql: 'http://semweb.mmlab.be/ns/ql#',
    fnml: 'http://semweb.mmlab.be/ns/fnml#',
    fno: 'https://w3id.org/function/ontology#',
    grel: 'http://users.ugent.be/~bjdmeest/function/grel.ttl#',
    csvw: namespaces.csvw,
  },
  source: (table) => `rml:logicalSource [ rml:source ${sourceOf(table)} ; rml:referenceFormulation ql:CSV ]`,
  column: 'rml:reference',
  quoted: (column) => column,
  split: (column, separator) =>
    `fnml:functionValue [ ${[
      'rr:predicateObjectMap [ rr:predicate fno:executes ; rr:objectMap [ rr:constant grel:string_split ] ]',
      `rr:predicateObjectMap [ rr:predicate grel:valueParameter ; rr:objectMap [ rml:reference ${text(column)} ] ]`,
      `rr:predicateObjectMap [ rr:predicate grel:p_string_sep ; rr:objectMap [ rr:constant ${text(separator)} ] ]`,
    ].join(' ; ')} ]`,
};

/** A plain name where the file is plain CSV; else a table with its dialect, as RML borrows it from CSV on the Web. */
function sourceOf({ name, dialect }: Table): string {
  if (isPlain(dialect)) return text(name);
  const { delimiter, quoteChar, encoding } = dialect;
  const quote = quoteChar === null ? '' : ` ; csvw:quoteChar ${text(quoteChar)}`;
  const properties = `csvw:delimiter ${text(delimiter)} ; csvw:encoding ${text(encoding)}${quote}`;
  return `[ a csvw:Table ; csvw:url ${text(name)} ; csvw:dialect [ a csvw:Dialect ; ${properties} ] ]`;
}

/** A name of SQL as it is written, capitals and blanks included. */
const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** R2RML (W3C, September 2012) over a database that has each sheet as a table of its name, and all its columns as text. */
export const r2rml: MappingLanguage = {
  note: 'R2RML: each sheet is a table of its name, each column a text, an empty cell NULL.',
  prefixes: {},
  source: (table) => `rr:logicalTable [ rr:tableName ${text(identifier(nameOf(table)))} ]`,
  column: 'rr:column',
  quoted: identifier,
  split: (column) => `rr:column ${text(identifier(column))}`,
};

/** A mapping in Turtle, with the remarks in comments at its head. */
export function writeMapping({ maps, remarks }: Mapping, base: string, language: MappingLanguage): string {
  const prefixes = Object.entries({ rr: namespaces.rr, ...language.prefixes });
  const lines = [
    ...[language.note, ...remarks].map((line) => `# ${line.replace(/[\r\n]+/g, ' ')}`),
    '',
    `@base <${base.replace(/[|^`\\]/g, encodeURIComponent)}> .`,
    ...prefixes.map(([name, iri]) => `@prefix ${name}: <${iri}> .`),
    ...maps.map((map) => writeMap(map, language)),
  ];
  return `${lines.join('\n')}\n`;
}

function writeMap({ name, table, graph, subject, statements }: TriplesMap, language: MappingLanguage): string {
  const lines = statements.map(({ predicate, object }) => {
    const property =
      predicate.kind === 'constant'
        ? `rr:predicate <${predicate.iri}>`
        : `rr:predicateMap ${writeTerm(predicate, language)}`;
    return `  rr:predicateObjectMap [ ${property} ; rr:objectMap ${writeTerm(object, language)} ]`;
  });
  const inGraph = graph === undefined ? '' : ` ; rr:graph <${graph}>`;
  const subjectMap = writeTerm(subject, language).replace(/ \]$/, `${inGraph} ]`);
  return `\n<#${encodeURIComponent(name)}> a rr:TriplesMap ;\n  ${language.source(table)} ;\n  rr:subjectMap ${subjectMap} ;\n${lines.join(' ;\n')} .`;
}

function writeTerm(term: TermMap, { column: property, quoted, split }: MappingLanguage): string {
  const reference = (column: string): string => `${property} ${text(quoted(column))}`;
  if (term.kind === 'constant') return `[ rr:constant <${term.iri}> ; rr:termType rr:IRI ]`; // else RocketRML makes it a text
  if (term.kind === 'address') return `[ ${reference(term.column)} ; rr:termType rr:IRI ]`;
  if (term.kind === 'template') {
    const pieces = term.pieces.map((piece, i) =>
      i % 2 === 0 ? escapeBraces(piece) : `{${escapeBraces(quoted(piece))}}`,
    );
    return `[ rr:template ${text(pieces.join(''))} ; rr:termType ${term.isBlank ? 'rr:BlankNode' : 'rr:IRI'} ]`;
  }
  const { column, separator, type } = term;
  const value = separator === undefined ? reference(column) : split(column, separator);
  if (typeof type === 'string') return `[ ${value} ; rr:language ${text(type)} ]`;
  const datatype = typeSuffix(type).slice('^^'.length);
  return `[ ${value}${datatype === '' ? '' : ` ; rr:datatype ${datatype}`} ]`;
}

/** Braces that are not a template's own (R2RML, section 7.3). */
const escapeBraces = (piece: string): string => piece.replace(/[\\{}]/g, '\\$&');
