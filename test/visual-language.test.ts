import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './support/gcm.js';

/** Computes the contrast of the colours again, and compares them with docs/visual-language.md. */
const style = readFileSync(path.join(root, 'src/site/style/tokens.css'), 'utf8');
const page = readFileSync(path.join(root, 'docs/visual-language.md'), 'utf8');
const themes = ['light', 'dark'] as const;

type Colours = Record<(typeof themes)[number], string>;

const tokens = new Map(
  [...style.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(([, name = '', light = '', dark = '']) => [
    name,
    { light, dark },
  ]),
);
const colours = (name: string): Colours => {
  const found = tokens.get(name);
  if (found === undefined) throw new Error(`Unknown colour ${name}`);
  return found;
};

/** The relative luminance of a colour (WCAG 2.2). */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** The lowest contrast of a colour on all grounds. */
const lowest = (name: string, theme: (typeof themes)[number]): number =>
  Math.min(
    ...['paper', 'surface', 'soft', 'tint'].map((ground) => contrast(colours(name)[theme], colours(ground)[theme])),
  );

describe.each(themes)('in the %s theme', (theme) => {
  it.each(['ink', 'dim', 'faint', 'accent', 'better', 'worse'])(
    'text in %s has a contrast of 4.5 on all grounds',
    (name) => expect(lowest(name, theme)).toBeGreaterThanOrEqual(4.5),
  );

  it.each([1, 2, 3, 4, 5])('names in the colour of series %i have a contrast of 4.5 on pages and cards', (at) => {
    for (const ground of ['paper', 'surface'])
      expect(contrast(colours(`series-${at}`)[theme], colours(ground)[theme])).toBeGreaterThanOrEqual(4.5);
  });

  it.each(['control', 'focus'])('%s has a contrast of 3 on all grounds', (name) =>
    expect(lowest(name, theme)).toBeGreaterThanOrEqual(3),
  );

  it('figures are legible on the steps of maps and of the matrix', () => {
    for (const [at, text] of ['ink', 'ink', 'ink', 'surface', 'surface'].entries())
      expect(contrast(colours(text)[theme], colours(`step-${at + 1}`)[theme])).toBeGreaterThanOrEqual(4.5);
  });

  it('warnings and buttons are legible', () => {
    expect(contrast(colours('mark-ink')[theme], colours('mark')[theme])).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colours('accent-ink')[theme], colours('accent')[theme])).toBeGreaterThanOrEqual(4.5);
  });
});

it('the page on the visual language has these colours and contrasts', () => {
  const rows = [...page.matchAll(/^\| `--([\w-]+)` \|[^|]*\| `(#\w+)` \| `(#\w+)` \| ([\d.]+) \| ([\d.]+) \|$/gm)];
  expect(rows).toHaveLength(13);
  for (const [, name = '', light, dark, ...ratios] of rows) {
    expect({ light, dark }, name).toEqual(colours(name));
    expect(ratios, name).toEqual(themes.map((theme) => lowest(name, theme).toFixed(1)));
  }
});
