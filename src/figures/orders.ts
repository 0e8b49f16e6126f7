import type { Answered } from '../publish/saved-queries.js';
import type { FamilyFile } from '../sheets/family-files.js';
import { itemsOf } from './profiles.js';
import { type FiguresOrder, groupsOf } from './write-figures.js';

/** Returns what a build writes in addition to the graph, or undefined if there are no figures. */
export function ordersOf({
  figures,
  parts,
}: {
  figures: readonly FamilyFile[];
  parts: { part: Record<string, Answered> };
}): FiguresOrder | undefined {
  if (figures.length === 0) return undefined;
  const groups = groupsOf([...new Set(figures.map(({ family }) => family))]);
  const { profile, 'profile-areas': areas } = parts.part;
  const folder = groups.find(({ by }) => by === 'area')?.folder;
  return {
    files: figures.map(({ family, name, table, constants, bytes, from }) => ({
      name,
      names: [...family.rowsOf.primaryKey, ...groups.map(({ by }) => by)].flatMap((one) => constants[one] || []),
      table: { ...table, foreignKeys: [], foreignKeysGiven: undefined },
      constants,
      bytes,
      from,
    })),
    groups,
    ...(profile &&
      areas &&
      folder !== undefined && {
        profiles: {
          folder,
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
