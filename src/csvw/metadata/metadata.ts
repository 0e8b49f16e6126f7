import type { Problem } from '../../problem.js';
import { array, checkProperties, type Json, objects, type Report, string, under } from '../vocabulary/json.js';
import { absolute } from '../vocabulary/url.js';
import { checkAnnotations, commonProperties } from './annotations.js';
import { type Context, readContext } from './context.js';
import { readForeignKeys } from './foreign-keys.js';
import { readTable, type Table } from './table.js';

/**
 * A CSVW metadata document as the annotated tables it describes: every inherited property resolved down to its column.
 * W3C Metadata Vocabulary for Tabular Data, sections 5.2 to 5.10.
 */
export interface TableGroup {
  id: string | undefined;
  url: string | undefined; // of the document
  context: Context;
  tables: Table[];
  notes: unknown[];
  common: Json; // the common properties, as they stand
}

/** A problem of a metadata document: its code, and the document's name as people know it. */
export const metadataReport =
  (file: string, problems: Problem[]): Report =>
  (path, message, severity = 'error') =>
    void problems.push({
      code: 'metadata',
      severity,
      message: path ? `${path}: ${message}` : message,
      where: { file },
      ...(severity === 'error' && { isPartial: true }),
    });

/**
 * Reads a document whose references have been followed. `location` is where it is; faults come back through `report` with
 * the path of the property, and what can be read is read on. A lone table is a group of one.
 */
export function readMetadata(document: Json, location: string, report: Report): TableGroup {
  const context = readContext(document['@context'], location, report);
  const isGroup = document['tables'] !== undefined || document['@type'] === 'TableGroup';
  const { '@context': _, ...lone } = document;
  if (!isGroup) return withKeys({}, location, context, [{ given: lone, path: '' }], report);
  const own = checkProperties(document, 'group', '', report);
  checkAnnotations(commonProperties(document), '', report);
  checkAnnotations({ notes: own['notes'] ?? [] }, '', report);
  const tables = objects(own['tables'], 'tables', report).map(([given, path]) => ({ given, path }));
  if (tables.length === 0) report('tables', 'names no table');
  return withKeys({ ...commonProperties(document), ...own }, location, context, tables, report);
}

function withKeys(
  group: Json,
  location: string,
  context: Context,
  given: { given: Json; path: string }[],
  report: Report,
): TableGroup {
  const tables = given.map((one) => readTable(one.given, group, context, one.path, report));
  for (const [i, table] of tables.entries())
    readForeignKeys(table, tables, under(given[i]?.path ?? '', 'tableSchema.foreignKeys'), report);
  const id = string(group['@id']);
  return {
    id: id === undefined ? undefined : absolute(id, context.base),
    url: location,
    context,
    tables,
    notes: array(group['notes']),
    common: commonProperties(group),
  };
}

/** A group of which no metadata is known. */
export const undescribedGroup = (base: string, tables: Table[]): TableGroup => ({
  id: undefined,
  url: undefined,
  context: { base, language: undefined },
  tables,
  notes: [],
  common: {},
});
