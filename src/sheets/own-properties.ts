import { expandPrefix, type Json, type Report, show, within } from '../csvw/metadata/json.js';
import type { TableGroup } from '../csvw/metadata/metadata.js';
import type { Table } from '../csvw/metadata/table.js';
import { csvwNamespaces, iri, iriFault } from '../rdf/iri.js';
import { didYouMean } from '../text/nearest.js';

/** The properties of this program in tables.json, such as `"…roles#allows": "formulas"`. */

/** The older namespace of the properties, and of the changes in a list of changes. */
const ownVocabulary = 'https://w3id.org/gcm-graph/ontology#';

const namespaces = [iri('role:'), ownVocabulary];

/** Returns the IRI of a property in the namespace that new projects use. */
export const ownProperty = (name: string): string => iri(`role:${name}`);

/** Returns the value of a property in either namespace. */
export const ownValue = (common: Json, name: string): unknown =>
  namespaces.map((namespace) => common[namespace + name]).find((value) => value !== undefined);

/** The restrictions that `allows` lifts for a table. */
export const restrictions = ['empty', 'formulas', 'markup'] as const;

const thresholds = ['changedShare', 'removedShare', 'cells', 'moved', 'run', 'years'];
const known = {
  column: ['refersTo', ...thresholds],
  table: ['allows', 'eachRowOf', 'groupedBy', ...thresholds],
  group: thresholds,
};

/** True if a table lifts a restriction. */
export const allowed = ({ common }: Table, what: (typeof restrictions)[number]): boolean =>
  [ownValue(common, 'allows')].flat().includes(what);

/** Reports unknown prefixes, unknown properties of this program, and values that they cannot have. */
export function checkOwnProperties({ tables, common }: TableGroup, report: Report): void {
  checkProperties(common, 'group', report);
  for (const [i, { common, columns }] of tables.entries()) {
    const reportTable = within(report, `tables[${i}]`);
    checkProperties(common, 'table', reportTable);
    for (const [j, column] of columns.entries())
      checkProperties(column.common, 'column', within(reportTable, `tableSchema.columns[${j}]`));
  }
}

function checkProperties(common: Json, where: keyof typeof known, report: Report): void {
  for (const [property, value] of Object.entries(common)) {
    const namespace = namespaces.find((one) => property.startsWith(one));
    const name = property.slice(namespace?.length);
    const guess = didYouMean(name, known[where]);
    const isOwn = namespace === iri('role:') || guess !== ''; // the older namespace also has terms of a project
    if (namespace === undefined) {
      const prefix = property.slice(0, property.indexOf(':'));
      if (iriFault(expandPrefix(property))?.code === 'scheme')
        report(property, `Unknown prefix "${prefix}"${didYouMean(prefix, Object.keys(csvwNamespaces))}`);
    } else if (!known[where].includes(name)) {
      const right = Object.entries(known).flatMap(([one, names]) => (names.includes(name) ? `a ${one}` : []));
      if (right.length > 0)
        report(property, `The property "${name}" belongs to ${right.join(' or ')}, not to a ${where}`);
      else if (isOwn) report(property, `Unknown property "${name}" of a ${where}${guess}`);
    } else if (name === 'allows') {
      for (const one of [value].flat())
        if (!restrictions.some((restriction) => restriction === one))
          report(
            property,
            `Expected one of ${restrictions.join(', ')}, found ${show(one)}${didYouMean(String(one), restrictions)}`,
          );
    } else if (thresholds.includes(name) && (typeof value !== 'number' || value < 0))
      report(property, `Expected a number, found ${show(value)}`);
  }
}

/** Adds the keys of columns that `refersTo` gives. A standard foreign key requires a value and compares a list as one value. */
export function readItemReferences({ tables }: TableGroup, report: Report): void {
  for (const [i, { columns, foreignKeys }] of tables.entries())
    for (const [j, { name, common }] of columns.entries()) {
      const given = ownValue(common, 'refersTo');
      if (given === undefined) continue;
      const table = tables.find((one) => one.name === given);
      const property = Object.keys(common).find((one) => one.endsWith('#refersTo'));
      const path = `tables[${i}].tableSchema.columns[${j}].${property}`;
      if (table?.primaryKey.length === 1) foreignKeys.push({ columns: [name], table, referenced: table.primaryKey });
      else if (table)
        report(
          path,
          `Expected a table with a key of one column, but the key of ${table.name} has ${table.primaryKey.length}`,
        );
      else {
        const names = tables.map((one) => one.name);
        report(path, `Expected a table, found ${show(given)}${didYouMean(String(given), names)}`);
      }
    }
}
