import { beforeAll, describe, expect, it } from 'vitest';
import { makeAccidents } from '../../bench/accidents/accidents.mjs';
import { createJudge, judge, readProject, sheetsForAccidents } from '../../bench/accidents/judge.mjs';
import { projectWithFewFigures } from '../support/gcm.js';

/** Accidents in the real sheets are reported. They are compared with the unchanged sheets. */
const files = readProject(projectWithFewFigures());
const sheets = sheetsForAccidents(files);
let judgeChanges: Awaited<ReturnType<typeof createJudge>>;
beforeAll(async () => {
  judgeChanges = await createJudge(files);
});

describe('sixty accidents', { timeout: 600_000 }, () => {
  it('are nearly all reported, with at most three problems', async () => {
    const silent: string[] = [];
    const many: string[] = [];
    for (const accident of makeAccidents(sheets, 60, 1)) {
      const { verdict, found } = await judge(judgeChanges, accident);
      const words = `${accident.kind}: ${accident.file}, ${accident.what}`;
      if (verdict === 'silent') silent.push(words);
      const count = found.filter(({ severity }) => severity !== 'notice').length;
      if (count > 3) many.push(`${count}: ${words}`);
    }
    expect(silent.length, silent.join('\n')).toBeLessThanOrEqual(silentLimit);
    expect(many.length, many.join('\n')).toBeLessThanOrEqual(manyLimit);
  });

  it('are the same for the same seed', () => {
    const texts = (seed: number): string[] => makeAccidents(sheets, 40, seed).map(({ kind, what }) => kind + what);
    expect(texts(7)).toEqual(texts(7));
    expect(texts(7)).not.toEqual(texts(8));
  });
});

/** Largest number of accidents that may pass without a report. Lower it when rules find more of them. */
const silentLimit = 2;

/** Largest number of accidents that may have more than three problems. */
const manyLimit = 0;
