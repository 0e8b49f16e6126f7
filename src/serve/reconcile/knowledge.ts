import { codeKey } from '../../search/terms.js';
import { perRelease, type ServedRelease } from '../served-release.js';
import { siteIndexes } from '../site-indexes.js';
import { thingsOf } from '../site-things.js';
import { type Entity, readEntities } from './entities.js';
import { type Kinds, kindsOf, type Term, wordsOfIri } from './kinds.js';
import { nameKey } from './names.js';
import { createSimilarity, type Similarity } from './similarity.js';
import { createValueIndex, type ValueIndex } from './values.js';

/** What is kept of a release to match names with: for 600 things in six languages about 15 MB, made in half a second. */
export interface Knowledge {
  entities: Entity[];
  byIri: ReadonlyMap<string, Entity>;
  byName: ReadonlyMap<string, Entity[]>; // by `nameKey`
  byCode: ReadonlyMap<string, Entity[]>; // by `codeKey`
  byFormerCode: ReadonlyMap<string, Entity[]>;
  similarity: Similarity; // to all names
  nameKeys: string[]; // of the same names
  owners: Entity[]; // of the same names
  having: ValueIndex;
  kinds: Kinds;
  properties: Term[];
}

type Learn = () => Promise<Knowledge | undefined>;

/** Learns a release when it is first asked for. What did not work is tried again the next time, and undefined till then. */
export const knowledgeOf = perRelease((release: ServedRelease): Learn => {
  let learned: Promise<Knowledge | undefined> | undefined;
  return async () => {
    learned ??= learn(release);
    const knowledge = await learned.catch((error: unknown) => {
      learned = undefined;
      throw error;
    });
    if (!knowledge) learned = undefined;
    return knowledge;
  };
});

async function learn(release: ServedRelease): Promise<Knowledge | undefined> {
  const entities = await readEntities(release);
  if (!entities) return undefined;
  const named = entities.flatMap((entity) => entity.names.map(({ text }) => ({ entity, text })));
  const byIri = new Map(entities.map((entity) => [entity.iri, entity]));
  return {
    entities,
    byIri,
    byName: groupBy(entities, ({ names }) => names.map(({ text }) => nameKey(text))),
    byCode: groupBy(entities, ({ codes }) => codes.map(codeKey)),
    byFormerCode: groupBy(entities, ({ formerCodes }) => formerCodes.map(codeKey)),
    similarity: createSimilarity(named.map(({ text }) => text)),
    nameKeys: named.map(({ text }) => nameKey(text)),
    owners: named.map(({ entity }) => entity),
    having: createValueIndex(entities, byIri),
    kinds: kindsOf(entities, siteIndexes(release), thingsOf(release)),
    properties: [...new Set(entities.flatMap(({ values }) => [...values.keys()]))]
      .sort()
      .map((id) => ({ id, name: wordsOfIri(id) })),
  };
}

function groupBy(entities: Entity[], keysOf: (entity: Entity) => string[]): Map<string, Entity[]> {
  const groups = new Map<string, Entity[]>();
  for (const entity of entities)
    for (const key of new Set(keysOf(entity))) {
      const known = groups.get(key);
      if (known) known.push(entity);
      else if (key !== '') groups.set(key, [entity]);
    }
  return groups;
}
