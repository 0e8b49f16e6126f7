import axe, { type Result, type RunOnly } from 'axe-core';
import type { Page } from 'playwright-core';

/** WCAG 2.2, levels A and AA. */
const wcag: RunOnly = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] };

/** The rules whose result depends on the theme. */
export const colourRules = ['color-contrast', 'link-in-text-block'];

/** The window of a small phone. */
export const narrow = { width: 320, height: 640 };

/** axe parses the same few colours thousands of times for a page, so this keeps the result for each text. */
const parseOnce = `{
  const { prototype } = axe.commons.color.Color;
  const { parseString } = prototype;
  const parsed = new Map();
  prototype.parseString = function (text) {
    if (!parsed.has(text)) {
      const { r, g, b, alpha } = parseString.call(new axe.commons.color.Color(), text);
      parsed.set(text, { r, g, b, alpha });
    }
    return Object.assign(this, parsed.get(text));
  };
}`;

/** Loads axe into all frames of a page, once per document, and waits until the page has the colours of its theme. */
async function prepare(page: Page): Promise<void> {
  for (const frame of page.frames())
    if (!(await frame.evaluate('"axe" in window'))) await frame.evaluate(`${axe.source};\n${parseOnce}`);
  await page.evaluate(
    `Promise.all(document.getAnimations().map((one) => one instanceof CSSTransition && one.finished))`,
  );
}

/** The rules that a page violates, with the first element of each: all rules of WCAG, or some of them. */
export async function violationsOf(page: Page, only?: string[]): Promise<string[]> {
  await prepare(page);
  const runOnly: RunOnly = only ? { type: 'rule', values: only } : wcag;
  const options = JSON.stringify({ runOnly, resultTypes: ['violations'] });
  const violations: Result[] = await page.evaluate(
    `axe.run(document, ${options}).then((results) => results.violations)`,
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html} (${nodes.length}) ${nodes[0]?.failureSummary}`);
}

/** The number of pixels by which a page is wider than its window. */
export const overflowOf = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
