import type { Table } from '../csvw/metadata/table.js';
import { namespaces } from '../rdf/namespaces.js';
import { isPlain } from './remarks.js';
import type { TriplesMap } from './triples-maps.js';
import { text, type Words } from './turtle.js';

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
