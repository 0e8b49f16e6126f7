import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, inject, it } from 'vitest';
import { policy } from '../../../src/site/layout/head.js';
import { siteFiles } from '../../support/site.js';
import { looserPages } from './page-samples.js';

const site = path.join(inject('release'), 'site');
const pages = siteFiles(site, '.html').map((file) => ({ file, html: readFileSync(path.join(site, file), 'utf8') }));
const policyOf = (html: string): string | undefined =>
  /<meta http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1]?.replaceAll('&#39;', "'");

it('all pages have the strict policy, with known exceptions', () => {
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/unsafe|https?:|\*/);
  const looser = pages.filter(({ html }) => policyOf(html) !== policy).map(({ file }) => file);
  const known = looserPages.flatMap((page) =>
    ['en', 'fr', 'es', 'ar', 'zh', 'ru'].map((name) => `${name}/${page}.html`),
  );
  expect(looser.sort()).toEqual(known.sort());
  for (const { html } of pages) {
    expect(policyOf(html)).toContain("script-src 'self'");
    expect(policyOf(html)).not.toMatch(/'unsafe-(?:inline|eval)'/);
  }
});

it('the policy comes before all elements that it applies to', () => {
  for (const { file, html } of pages)
    expect(html.indexOf('Content-Security-Policy'), file).toBeLessThan(
      html.search(/<(?:link|script|style|img|body)\b/),
    );
});

it('pages have no inline scripts and styles', () => {
  const inside =
    /<[a-z][^>]*\s(?:style|on[a-z]+)=|<style|<script(?! type="application\/(?:ld\+)?json">|[^>]* src="[^"]+"[^>]*><\/script>)/;
  expect(pages.filter(({ html }) => inside.test(html)).map(({ file }) => file)).toEqual([]);
});

it('pages do not load pictures, styles or scripts from other hosts', () => {
  const foreign =
    /<(?:img|script|iframe|source|object|embed|use)\b[^>]*(?:src|href|data)="(?:https?:)?\/\/|<link rel="(?:stylesheet|icon|preload)" href="(?:https?:)?\/\//;
  expect(pages.filter(({ html }) => foreign.test(html)).map(({ file }) => file)).toEqual([]);
});
