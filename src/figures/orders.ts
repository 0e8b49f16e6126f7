import type { Table } from '../csvw/metadata/table.js';
import type { Answered } from '../publish/saved-queries.js';
import type { FamilyFile } from '../sheets/family-files.js';
import { indexOf, refArea } from '../sheets/figure-columns.js';
import { ownValue } from '../sheets/own-properties.js';
import { itemsOf } from './profiles.js';
import type { FigureFile } from './rows-of-file.js';
import { type FiguresOrder, groupsOf } from './write-figures.js';

/** Returns the order for the files of figures that a build writes, or undefined without figures. */
export function ordersOf({
  base,
  figures,
  parts,
}: {
  base: string;
  figures: readonly FamilyFile[];
  parts: { part: Record<string, Answered> };
}): FiguresOrder | undefined {
  if (figures.length === 0) return undefined;
  const groups = groupsOf([...new Set(figures.map(({ family }) => family))]);
  const { profile, 'profile-areas': areas } = parts.part;
  const table = figures[0]?.table;
  const area = table?.columns[indexOf(table, refArea)]?.name;
  const folder = groups.find(({ by }) => by === area)?.folder;
  return {
    base,
    files: filesToWrite(figures),
    groups,
    ...(folder !== undefined && { areas: folder }),
    ...(profile &&
      areas &&
      folder !== undefined && {
        profiles: {
          items: itemsOf(profile.table),
          areas: areas.table.rows.map(([area, code, name]) => ({
            iri: area?.value ?? '',
            code: code?.value ?? '',
            name: name?.value ?? '',
          })),
          words: {
            groups: profile.query.header['groups'] ?? 'groups',
            items: profile.query.header['items'] ?? 'items',
            breakdown: profile.query.header['breakdown'] ?? '',
          },
        },
      }),
  };
}

/** Returns the files of figures without what their statements and tables do not need. */
export function filesToWrite(figures: readonly FamilyFile[]): FigureFile[] {
  const families = [...new Set(figures.map(({ family }) => family))];
  const lone = new Map(families.map((family) => [family, alone(family.table)]));
  const groups = groupsOf(families);
  return figures.map(({ family, name, table, constants, bytes, from }) => ({
    name,
    names: [...family.rowsOf.primaryKey, ...groups.map(({ by }) => by)].flatMap((one) => constants[one] || []),
    table: alone(table),
    family: lone.get(family) as Table,
    groupedBy: [ownValue(family.table.common, 'groupedBy') ?? []].flat().map(String),
    constants,
    bytes,
    from,
  }));
}

/** A table without the other tables of its project, so that it can be sent to a thread. */
const alone = (table: Table): Table => ({ ...table, foreignKeys: [], foreignKeysGiven: undefined });
