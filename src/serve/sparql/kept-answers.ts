import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Outcome } from './job.js';
import type { QueryPool } from './query-pool.js';
import { type ReadQuery, upper } from './read-query.js';

type Answer = Outcome & { kind: 'answer' };

/** Of one release, in characters; an answer of more than one of them is not worth the room of so many others. */
const limits = { all: 8 << 20, one: 1 << 20 };

/** Gives an answer again that was given lately, without a thread: a release never changes, and so its answers do not. */
export function keepAnswers(pool: QueryPool): QueryPool {
  const kept = new LRUCache<string, Answer>({
    maxSize: limits.all,
    maxEntrySize: limits.one,
    sizeCalculation: ({ text }, key) => text.length + key.length,
  });
  return {
    ...pool,
    async run(job, options) {
      if (job.kind === 'query' && !job.isRepeatable) return pool.run(job, options);
      const key = createHash('sha256').update(JSON.stringify(job)).digest('base64');
      const known = kept.get(key);
      if (known !== undefined) return known;
      const outcome = await pool.run(job, options);
      if (outcome.kind === 'answer') kept.set(key, outcome);
      return outcome;
    },
  };
}

/** Whether a query has the same answer each time. Words that stand together without a space are one: "BINDNOW". */
export const isRepeatable = ({ tokens }: ReadQuery): boolean =>
  !tokens.some((token) => /NOW|RAND|UUID/.test(upper(token)));
