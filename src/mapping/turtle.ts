import type { Table } from '../csvw/metadata/table.js';
import { namespaces } from '../rdf/namespaces.js';
import { escapeLiteral, typeSuffix } from '../rdf/nquads.js';
import { isPlain, type Mapping, nameOf, type Remark, type TermMap, type TriplesMap, tellRemarks } from './mapping.js';

/** What RML and R2RML call differently. */
export interface Words {
  prefixes: Record<string, string>;
  source(map: TriplesMap): string; // "rr:logicalTable [ … ]"
  column: string; // "rr:column"
  quoted(column: string): string; // a column as it stands in a template or after `column`
  split(map: { column: string; separator: string }): string; // the values of a cell, one by one
  note: string; // what an engine must be given
}

const { rr } = namespaces;

/** A mapping in Turtle, with what it does not say in comments at its head. */
export function writeMapping({ maps, remarks }: Mapping, base: string, words: Words): string {
  const prefixes = Object.entries({ rr, ...words.prefixes }).map(([name, iri]) => `@prefix ${name}: <${iri}> .`);
  const head = [words.note, ...notes(remarks)].map((line) => `# ${line}`);
  return `${[...head, '', `@base <${base.replace(/[|^`\\]/g, encodeURIComponent)}> .`, ...prefixes, ...maps.map((map) => writeMap(map, words))].join('\n')}\n`;
}

const notes = (remarks: Remark[]): string[] => tellRemarks(remarks).map((line) => line.replace(/[\r\n]+/g, ' '));

function writeMap(map: TriplesMap, words: Words): string {
  const graph = map.graph === undefined ? '' : ` ; rr:graph <${map.graph}>`;
  const statements = map.statements.map(({ predicate, object }) => {
    const property =
      predicate.kind === 'constant'
        ? `rr:predicate <${predicate.iri}>`
        : `rr:predicateMap ${writeTerm(predicate, words)}`;
    return `  rr:predicateObjectMap [ ${property} ; rr:objectMap ${writeTerm(object, words)} ]`;
  });
  const subject = writeTerm(map.subject, words).replace(/ \]$/, `${graph} ]`);
  return `\n<#${encodeURIComponent(map.name)}> a rr:TriplesMap ;\n  ${words.source(map)} ;\n  rr:subjectMap ${subject} ;\n${statements.join(' ;\n')} .`;
}

function writeTerm(term: TermMap, words: Words): string {
  if (term.kind === 'constant') return `[ rr:constant <${term.iri}> ; rr:termType rr:IRI ]`; // RocketRML makes a text of it else
  if (term.kind === 'address') return `[ ${words.column} ${text(words.quoted(term.column))} ; rr:termType rr:IRI ]`;
  if (term.kind === 'template') {
    const made = term.pieces.map((piece, i) =>
      i % 2 === 0 ? escapeBraces(piece) : `{${escapeBraces(words.quoted(piece))}}`,
    );
    return `[ rr:template ${text(made.join(''))} ; rr:termType ${term.isBlank ? 'rr:BlankNode' : 'rr:IRI'} ]`;
  }
  const { column, separator, type } = term;
  const value =
    separator === undefined ? `${words.column} ${text(words.quoted(column))}` : words.split({ column, separator });
  const suffix = typeSuffix(type);
  const kind =
    typeof type === 'string'
      ? ` ; rr:language ${text(type)}`
      : suffix === ''
        ? ''
        : ` ; rr:datatype ${suffix.slice(2)}`;
  return `[ ${value}${kind} ]`;
}

/** Braces that are no template's own (R2RML, section 7.3). */
const escapeBraces = (piece: string): string => piece.replace(/[\\{}]/g, '\\$&');

/** A string of Turtle. */
export const text = (value: string): string => `"${escapeLiteral(value)}"`;

/** RML (rml.io) over the CSV files themselves; several values in a cell are taken apart by a function of GREL. */
export const rml: Words = {
  prefixes: {
    rml: 'http://semweb.mmlab.be/ns/rml#',
    ql: 'http://semweb.mmlab.be/ns/ql#',
    fnml: 'http://semweb.mmlab.be/ns/fnml#',
    fno: 'https://w3id.org/function/ontology#',
    grel: 'http://users.ugent.be/~bjdmeest/function/grel.ttl#',
    csvw: namespaces.csvw,
  },
  source: ({ table }: TriplesMap): string =>
    `rml:logicalSource [ rml:source ${sourceOf(table)} ; rml:referenceFormulation ql:CSV ]`,
  column: 'rml:reference',
  quoted: (column) => column,
  split: ({ column, separator }) =>
    `fnml:functionValue [ ${[
      'rr:predicateObjectMap [ rr:predicate fno:executes ; rr:objectMap [ rr:constant grel:string_split ] ]',
      `rr:predicateObjectMap [ rr:predicate grel:valueParameter ; rr:objectMap [ rml:reference ${text(column)} ] ]`,
      `rr:predicateObjectMap [ rr:predicate grel:p_string_sep ; rr:objectMap [ rr:constant ${text(separator)} ] ]`,
    ].join(' ; ')} ]`,
  note: 'RML: run it in the folder of the sheets; an empty cell must stand for nothing.',
};

/** A plain name where the file is plain CSV; else a table with its dialect, as RML borrows it from CSV on the Web. */
function sourceOf({ name, dialect }: Table): string {
  const { delimiter, quoteChar, encoding } = dialect;
  if (isPlain(dialect)) return text(name);
  const said = [
    `csvw:delimiter ${text(delimiter)}`,
    `csvw:encoding ${text(encoding)}`,
    ...(quoteChar === null ? [] : [`csvw:quoteChar ${text(quoteChar)}`]),
  ];
  return `[ a csvw:Table ; csvw:url ${text(name)} ; csvw:dialect [ a csvw:Dialect ; ${said.join(' ; ')} ] ]`;
}

/** A name of SQL as it is written, capitals and blanks included. */
const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** R2RML (W3C, September 2012) over a database that has each sheet as a table of its name, and all its columns as text. */
export const r2rml: Words = {
  prefixes: {},
  source: ({ table }) => `rr:logicalTable [ rr:tableName ${text(identifier(nameOf(table)))} ]`,
  column: 'rr:column',
  quoted: identifier,
  split: ({ column }) => `rr:column ${text(identifier(column))}`,
  note: 'R2RML: each sheet is a table of its name, each column a text, an empty cell NULL.',
};
