import { checkProperties, type Json, list, object, objects, type Report, show, string } from '../vocabulary/json.js';
import { resolve } from '../vocabulary/url.js';
import type { Table } from './table.js';

/** Resolves the foreign keys of a table once all tables of its group are known; what refers to nothing is an error. */
export function readForeignKeys(table: Table, tables: Table[], path: string, report: Report): void {
  for (const [key, place] of objects(table.foreignKeysGiven, path, report)) {
    const own = checkProperties(key, 'foreign key', place, report);
    const reference = checkProperties(object(own['reference']), 'reference', `${place}.reference`, report);
    const columns = known(list(own['columnReference']), table, place, report);
    if (reference['resource'] !== undefined && reference['schemaReference'] !== undefined)
      report(`${place}.reference`, 'may have a resource or a schemaReference, not both');
    const target = targetOf(reference, table, tables);
    if (!target) {
      report(
        place,
        `refers to the table ${show(reference['resource'] ?? reference['schemaReference'])}, which is not there`,
      );
      continue;
    }
    const referenced = known(list(reference['columnReference']), target, place, report);
    if (columns.length === 0 || columns.length !== referenced.length)
      report(place, `has ${columns.length} columns here and ${referenced.length} there`);
    else table.foreignKeys.push({ columns, table: target, referenced });
  }
}

function targetOf(reference: Json, { context }: Table, tables: Table[]): Table | undefined {
  const [resource, schema] = [string(reference['resource']), string(reference['schemaReference'])];
  if (resource !== undefined) return tables.find(({ url }) => url === resolve(resource, context.base));
  if (schema === undefined) return undefined;
  return tables.find(({ schemaId }) => schemaId !== undefined && resolve(schema, context.base) === schemaId);
}

/** The columns that are there and have a name of their own; each that has not is told of. */
function known(names: string[], table: Table, path: string, report: Report): string[] {
  const isKnown = (name: string): boolean => table.columns.some((column) => column.isNamed && column.name === name);
  for (const name of names)
    if (!isKnown(name)) report(path, `names the column "${name}" of ${table.name}, which is not there`);
  return names.filter(isKnown);
}
