import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { indexPath } from '../../src/text/search/search.js';
import { gcmProcess, ownRules, smallProject } from '../support/gcm.js';
import { languages } from '../support/languages.js';

it('the search index has the same bytes in every locale', () => {
  const project = smallProject();
  const made = ['C', 'ar_EG.UTF-8'].map((locale, i) => {
    const env = { LC_ALL: locale, LANG: locale, TZ: i === 0 ? 'UTC' : 'Asia/Kathmandu' };
    expect(gcmProcess(['build', '--out', `out${i}`, ...ownRules], { cwd: project, env }).code).toBe(0);
    return languages.map((one) => readFileSync(path.join(project, `out${i}/current/site`, indexPath(one)), 'utf8'));
  });
  expect(made[0]).toEqual(made[1]);
});
