import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { classLimits, classOf } from '../src/site/maps/classes.js';
import { boxOf, mapSize } from '../src/site/maps/places.js';
import { root } from './support/gcm.js';

describe('the classes of a map', () => {
  it('have about as many values each, and round limits', () => {
    const values = Array.from({ length: 100 }, (_, i) => 3 + i * 1.7);
    const limits = classLimits(values);
    expect(limits).toEqual([40, 70, 100, 140]);
    const sizes = [0, 1, 2, 3, 4].map((at) => values.filter((value) => classOf(value, limits) === at).length);
    for (const size of sizes) expect(size).toBeGreaterThanOrEqual(13);
    expect(sizes.reduce((sum, one) => sum + one)).toBe(100);
  });

  it('are different: equal values have one class', () => {
    expect(classLimits([2, 2, 2, 2])).toEqual([]);
    expect(classLimits([])).toEqual([]);
    const limits = classLimits([0, 0, 0, 0, 0, 0, 1, 1, 2]);
    expect([...new Set(limits)].sort((a, b) => a - b)).toEqual(limits);
    expect(limits[0]).toBeGreaterThan(0);
  });

  it('contain their lower limit', () => expect([2.99, 3, 3.01].map((value) => classOf(value, [3]))).toEqual([0, 1, 1]));
});

describe('the outlines of the map', () => {
  const outlines = readFileSync(path.join(root, 'dist/site/assets/world.svg'), 'utf8');
  const drawn = new Set([...outlines.matchAll(/id="m(\d+)"/g)].map(([, code]) => code));
  const countries = readFileSync(path.join(root, 'data/areas.csv'), 'utf8')
    .split('\n')
    .filter((line) => /,country,/.test(line))
    .map((line) => line.slice(0, 3));

  it('have a shape or a dot for every country of the data, except Antarctica', () => {
    expect(countries.length).toBeGreaterThan(240);
    expect(countries.filter((code) => !drawn.has(code))).toEqual(['010']);
  });

  it('are inside the map, in their places', () => {
    const [width, height] = [mapSize.width, mapSize.height];
    for (const code of drawn) {
      const [left, top, wide, high] = boxOf(code ?? '');
      expect(left >= 0 && top >= 0 && left + wide <= width && top + high <= height, code).toBe(true);
    }
    const [kenya, brazil, france] = ['404', '076', '250'].map((code) => boxOf(code));
    expect(kenya?.[0]).toBeGreaterThan(brazil?.[0] ?? 0);
    expect(france?.[2]).toBeLessThan(40); // its departments in America are different areas
  });

  it('are small enough for every page', () => expect(outlines.length).toBeLessThan(130_000));
});
