import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { HtmlValidate } from 'html-validate';
import { expect, inject, it } from 'vitest';
import { gcmProcess, temporaryFolder } from '../../support/gcm.js';
import { siteFiles } from '../../support/site.js';
import { languages, samplePaths } from './page-samples.js';

const validator = new HtmlValidate({ extends: ['html-validate:standard'] });

/** The HTML errors of a page: "en/index.html:3:14 no-dup-id Duplicate ID". */
function faultsOf(site: string, file: string): string[] {
  const { results } = validator.validateStringSync(readFileSync(path.join(site, file), 'utf8'));
  return results.flatMap(({ messages }) =>
    messages.map(({ line, column, ruleId, message }) => `${file}:${line}:${column} ${ruleId} ${message}`),
  );
}

const site = path.join(inject('release'), 'site');

it.each(languages)('pages of each type in %s are valid HTML', (language) => {
  for (const page of samplePaths) expect(faultsOf(site, `${language}/${page}.html`)).toEqual([]);
});

it('the root pages are valid HTML', () => {
  for (const file of ['index.html', '404.html']) expect(faultsOf(site, file)).toEqual([]);
});

it.each(['thesaurus', 'codes', 'framework'])('all pages of a new project are valid HTML: %s', (template) => {
  const project = path.join(temporaryFolder(), 'new');
  expect(gcmProcess(['init', project, '--template', template, '--languages', 'ar,de']).code).toBe(0);
  expect(gcmProcess(['build'], { cwd: project }).code).toBe(0);
  const begun = path.join(project, 'build/current/site');
  expect(existsSync(begun)).toBe(true);
  const pages = siteFiles(begun, '.html');
  expect(pages.length).toBeGreaterThan(10);
  expect(pages.flatMap((file) => faultsOf(begun, file))).toEqual([]);
});
