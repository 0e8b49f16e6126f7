import type { Column } from '../csvw/metadata/column.js';
import { expandPrefix, type Report, resolve, within } from '../csvw/metadata/json.js';
import type { TableGroup } from '../csvw/metadata/metadata.js';
import type { Table } from '../csvw/metadata/table.js';
import { variablesOf } from '../csvw/metadata/uri-template.js';
import { csvwNamespaces, iriFault } from '../rdf/iri.js';
import { unknownLanguage } from '../text/languages.js';
import { didYouMean } from '../text/nearest.js';
import { ownValue } from './own-properties.js';

/** Reports addresses in the description of tables that the rows cannot make or that two tables make, and unknown languages. */
export function checkAddresses(group: TableGroup, report: Report): void {
  for (const [i, table] of group.tables.entries()) {
    const reportTable = within(report, `tables[${i}].tableSchema`);
    checkTemplates(table, reportTable);
    for (const [j, { lang }] of table.columns.entries()) {
      const fault = lang === 'und' ? undefined : unknownLanguage(lang);
      if (fault) reportTable(`columns[${j}].lang`, fault);
    }
    for (const other of group.tables.slice(0, i))
      if (!(isFamily(table) && isFamily(other)) && overlaps(table, other, group.context.base))
        reportTable(
          '',
          `The addresses "${addressOf(table)}" can be the same as the addresses "${addressOf(other)}" of ${other.name}`,
          'notice',
        );
  }
}

/** The keys of two families are in different tables, so their addresses differ. */
const isFamily = ({ common }: Table): boolean => ownValue(common, 'eachRowOf') !== undefined;

/**
 * Reports unknown prefixes, and addresses and keys that a list of values cannot make. Each item of a list makes an address
 * in the valueUrl of this column, but nowhere else.
 */
function checkTemplates({ columns, virtualColumns, primaryKey }: Table, report: Report): void {
  const lists = new Set(columns.filter(({ separator }) => separator !== undefined).map(({ name }) => name));
  const faults = new Set<string>();
  for (const { name, aboutUrl = '', propertyUrl = '', valueUrl = '', ordered } of [...columns, ...virtualColumns])
    for (const template of [aboutUrl, propertyUrl, valueUrl]) {
      const [, prefix = ''] = /^([A-Za-z][\w-]*):/.exec(template) ?? [];
      if (hasUnknownPrefix(template))
        faults.add(
          `Invalid "${template}": unknown prefix "${prefix}"${didYouMean(prefix, Object.keys(csvwNamespaces))}`,
        );
      for (const variable of variablesOf(template)) {
        const isOwn = template === valueUrl && variable === name && !ordered;
        if (lists.has(variable) && !isOwn) faults.add(`Invalid "${template}": ${inList(variable, 'address')}`);
      }
    }
  for (const fault of faults) report('', fault);
  for (const name of primaryKey) if (lists.has(name)) report('primaryKey', `Invalid "${name}": ${inList(name, 'key')}`);
}

/** Returns the unknown prefixes in the addresses of tables: "skoss". Their cells have no fault. */
export const unknownPrefixes = (tables: readonly Table[]): string[] =>
  tables.flatMap(({ columns, virtualColumns }) =>
    [...columns, ...virtualColumns].flatMap(({ aboutUrl = '', propertyUrl = '', valueUrl = '' }) =>
      [aboutUrl, propertyUrl, valueUrl].filter(hasUnknownPrefix).map((template) => template.replace(/:.*/s, '')),
    ),
  );

const hasUnknownPrefix = (template: string): boolean =>
  /^[A-Za-z][\w-]*:/.test(template) && iriFault(expandPrefix(template.replace(/\{.*/s, '')))?.code === 'scheme';

const inList = (name: string, what: string): string =>
  `a cell of ${name} has several values, which cannot make one ${what}. Write one row for each value in a separate sheet`;

const addressOf = ({ columns }: Table): string => columns[0]?.aboutUrl ?? '';

/**
 * True if rows of two tables can have the same address: their templates differ only in names of columns, and the columns
 * have the same form. Tables can share the base of the project, and one table can refer to the rows of the other.
 */
function overlaps(one: Table, other: Table, base: string): boolean {
  const [a, b] = [addressOf(one), addressOf(other)];
  const [variables, others] = [variablesOf(a), variablesOf(b)];
  const constant = resolve(a.replace(/\{.*/s, ''), base);
  if (blank(a) !== blank(b) || variables.length === 0 || constant === resolve('..', base)) return false;
  const isKey = ({ primaryKey }: Table, names: string[]): boolean =>
    primaryKey.length > 0 && primaryKey.every((name) => names.includes(name));
  const refers = (from: Table, to: Table, names: string[]): boolean =>
    from.foreignKeys.some(({ table, columns }) => table === to && columns.some((name) => names.includes(name)));
  const formOf = ({ columns }: Table, name: string | undefined): unknown =>
    columns.find((column: Column) => column.name === name)?.datatype.format;
  return (
    isKey(one, variables) &&
    isKey(other, others) &&
    !refers(one, other, variables) &&
    !refers(other, one, others) &&
    variables.every((name, i) => {
      const [form, second] = [formOf(one, name), formOf(other, others[i])];
      return JSON.stringify(form) === JSON.stringify(second);
    })
  );
}

const blank = (template: string): string => template.replace(/\{[^}]*\}/g, '{}');
