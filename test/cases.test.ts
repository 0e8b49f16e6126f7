import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { gcm, ownRules, root, smallProject } from './support/gcm.js';

/**
 * Each folder of test/cases is a test: the files of `input` are laid over the small project of test/project (a file of
 * no bytes called NAME.gone takes NAME away), and `gcm check` must say what `expected/report.txt` holds. What it said
 * instead is left beside it as `actual.txt`; nothing here writes an expectation.
 */
const cases = path.join(root, 'test/cases');

describe('golden cases', () => {
  it.each(readdirSync(cases))('%s', (name) => {
    const folder = smallProject();
    const data = path.join(folder, 'data');
    cpSync(path.join(cases, name, 'input'), data, { recursive: true });
    for (const file of readdirSync(data).filter((one) => one.endsWith('.gone'))) {
      rmSync(path.join(data, file));
      rmSync(path.join(data, file.slice(0, -'.gone'.length)));
    }
    const { code, stdout, stderr } = gcm(['check', ...ownRules], { cwd: folder });
    const actual = `${stdout.replaceAll(root, '')}${stderr}exit ${code}\n`;
    const expectation = path.join(cases, name, 'expected/report.txt');
    const actualFile = path.join(cases, name, 'expected/actual.txt');
    const expected = existsSync(expectation) ? readFileSync(expectation, 'utf8') : '(no expectation yet)';
    if (actual === expected) rmSync(actualFile, { force: true });
    else writeFileSync(actualFile, actual);
    expect(actual).toBe(expected);
  });
});
