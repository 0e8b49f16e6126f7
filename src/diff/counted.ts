import { grouped } from '../problem.js';
import { shorten } from '../rdf/namespaces.js';
import { type Change, type ChangeSet, type Kind, kindNames, type OtherStatements } from './change.js';
import { kinds } from './kinds.js';
import { prefixes } from './vocabulary.js';

/** What the formats for readers have in common: the changes kind by kind, as sentences. */
export interface Section {
  title: string; // "Retired: 12"
  sentences: string[];
  beyond: number; // how many more there are
}

/** The kinds that there are, each with at most `limit` sentences, and the other statements by property. */
export function sections(set: ChangeSet, limit: number): Section[] {
  const byKind = new Map<Kind, Change[]>();
  for (const change of set.changes) byKind.set(change.kind, [...(byKind.get(change.kind) ?? []), change]);
  const told = kindNames.flatMap((kind): Section[] => {
    const count = set.counts.get(kind) ?? 0;
    if (count === 0) return [];
    const changes = (byKind.get(kind) ?? []).slice(0, limit);
    const sentences = changes.map((change) => kinds[kind].sentence(change, set.nameOf));
    return [{ title: `${kinds[kind].title}: ${grouped(count)}`, sentences, beyond: count - sentences.length }];
  });
  const stated = set.others.filter(({ derived }) => !derived);
  const derived = set.others.filter(({ derived }) => derived);
  return [
    ...told,
    ...byProperty('Other statements, by property', stated, limit),
    ...byProperty('What follows by rules, by property', derived, limit),
  ];
}

function byProperty(title: string, others: OtherStatements[], limit: number): Section[] {
  if (others.length === 0) return [];
  const total = others.reduce((sum, { added, removed }) => sum + added + removed, 0);
  const sentences = others
    .slice(0, limit)
    .map(
      ({ property, added, removed }) =>
        `${shorten(property, prefixes)}: ${grouped(added)} new, ${grouped(removed)} gone`,
    );
  return [{ title: `${title}: ${grouped(total)}`, sentences, beyond: others.length - sentences.length }];
}

/** Whether both sides say the same. */
export const isUnchanged = ({ counts, others }: ChangeSet): boolean => counts.size + others.length === 0;

/** "From gcm-sdg 0.1.0 to HEAD", with the versions that the data itself gives. */
export const heading = ({ from, to }: ChangeSet): string => `From ${spoken(from)} to ${spoken(to)}`;

const spoken = ({ name, version }: ChangeSet['from']): string =>
  version === undefined || name.split(' ').includes(version) ? name : `${name} (${version})`;

/** What could not be compared, if anything. */
export function nameless({ from, to }: ChangeSet): string[] {
  const count = from.nameless + to.nameless;
  return count === 0 ? [] : [`${grouped(count)} statements about things without a name were left out.`];
}
