import { DataFactory, type NamedNode, type Quad } from 'n3';
import { graphOf } from '../csvw/rdf/plan.js';
import type { Origin, Statements } from '../graph/traced-statements.js';
import { collect, node, type Said, type Say } from '../publish/catalogue/write-statements.js';
import { iri } from '../rdf/iri.js';
import { doubleForm, term } from '../rdf/terms.js';
import type { FamilyFile } from '../sheets/family-files.js';
import {
  type CountName,
  constantOf,
  indexOf,
  obsValue,
  propertyOf,
  refArea,
  refPeriod,
} from '../sheets/figure-columns.js';
import { columnsOf, findRow } from './rows-of-file.js';

/**
 * Describes each file of figures in the graph: its data set with counts and range, and the structure of its rows (RDF
 * Data Cube, section 6). The figures themselves are not in these statements.
 */
export function describeFiles(files: FamilyFile[], base: string): Statements {
  const described: Statements = { quads: [], origins: [] };
  const structures = new Set<string>();
  for (const file of files) {
    const graph = graphOf(file.table);
    const dataSet = constantOf(file.table, iri('qb:dataSet'));
    if (!graph || dataSet === undefined) continue;
    const { quads, say } = collect(graph);
    const structure = node(`${base}structure/${['series', ...file.table.primaryKey].join('-')}`);
    say(node(dataSet), [], { 'qb:structure': structure, ...countsOf(file, base) });
    if (!structures.has(structure.value)) sayStructure(say, structure, file);
    structures.add(structure.value);
    add(described, quads, file, base);
  }
  return described;
}

function add({ quads, origins }: Statements, more: Quad[], file: FamilyFile, base: string): void {
  const sheet = { file: file.file, url: file.table.url, columns: [] };
  const ownName = `${base}ontology#`;
  for (const quad of more) {
    const { predicate, object } = quad;
    const name = predicate.value.startsWith(ownName) ? predicate.value.slice(ownName.length) : '';
    const column = indexOf(file.table, cellsOf[name] ?? '');
    const find = (): Origin | undefined => {
      const row = findRow(file, (cells) => Number(cells[column]) === Number(object.value))?.row;
      return row === undefined ? undefined : { sheet: columnsOf(file), row, column };
    };
    quads.push(quad);
    origins.push({ sheet, row: 1, column: -1, ...(column >= 0 && { find }) });
  }
}

/** The cells that a count or a range is about. */
const cellsOf: Record<string, string> = {
  firstPeriod: refPeriod,
  lastPeriod: refPeriod,
  smallestValue: obsValue,
  largestValue: obsValue,
} satisfies Partial<Record<CountName, string>>;

/** Counts the figures and areas of a file, and gives the range of its periods and values. */
function countsOf({ table, census }: FamilyFile, base: string): Said {
  const own = (name: CountName): `http${string}` => `${base}ontology#${name}` as `http${string}`;
  const valuesOf = (property: string): string[] =>
    census.values[table.columns[indexOf(table, property)]?.name ?? ''] ?? [];
  const periods = [...valuesOf(refPeriod)].sort();
  const year = (value: string | undefined) => value && DataFactory.literal(value, term('xsd:gYear'));
  const double = (value: number | null) =>
    value === null ? undefined : DataFactory.literal(doubleForm(value), term('xsd:double'));
  return {
    [own('figureCount')]: census.rows,
    [own('areaCount')]: valuesOf(refArea).length,
    [own('firstPeriod')]: year(periods[0]),
    [own('lastPeriod')]: year(periods.at(-1)),
    [own('smallestValue')]: double(census.smallest),
    [own('largestValue')]: double(census.largest),
  };
}

/** Describes the rows of all files with the same key columns. The ontology describes their properties. */
function sayStructure(say: Say, structure: NamedNode, { table }: FamilyFile): void {
  say(structure, ['qb:DataStructureDefinition']);
  for (const [i, column] of [...table.virtualColumns, ...table.columns].entries()) {
    const property = propertyOf(column, table);
    if (column.isVirtual && [iri('rdf:type'), iri('qb:dataSet')].includes(property)) continue;
    const kind = kindOf(property, column.isVirtual ? undefined : column.name, table);
    const component = node(`${structure.value}/${column.name}`);
    say(structure, [], { 'qb:component': component });
    const said: Said = { 'qb:componentProperty': node(property), [`qb:${kind}`]: node(property), 'qb:order': i + 1 };
    say(component, ['qb:ComponentSpecification'], said);
  }
}

/** The series identifies a figure too, although it is a constant of the file. A unit is an attribute. */
function kindOf(
  property: string,
  name: string | undefined,
  { primaryKey }: FamilyFile['table'],
): 'dimension' | 'measure' | 'attribute' {
  if (property === obsValue) return 'measure';
  const isAttribute = property.startsWith(iri('sdmx-attribute:unitMeasure').replace(/unitMeasure$/, ''));
  return name === undefined
    ? isAttribute
      ? 'attribute'
      : 'dimension'
    : primaryKey.includes(name)
      ? 'dimension'
      : 'attribute';
}
