import { describe, expect, it } from 'vitest';
import { conceptOf } from '../src/observations/formats/columns.js';
import {
  base,
  made,
  observationsOf,
  observed,
  ontology,
  quadsOf,
  refused,
  thingsOf,
  un,
} from './support/observations.js';

/** Columns that nobody knows, or that have another meaning than they seem to have. */

/** A file of the portal with one row, and these columns besides. */
const portal = (columns: string[], cells: string[]): string =>
  made('x.csv', `SeriesCode,GeoAreaCode,TimePeriod,Value,${columns.join(',')}\nSI_X,004,2017,1,${cells.join(',')}\n`);

const percent = encodeURIComponent;

describe('columns whose names are of other scripts', () => {
  const names = ['年', 'Год', 'السنة', 'किस्म', 'Âge', 'Ge'];

  it('are dimensions of their own', () => {
    const { out, ended } = observed([portal(names, ['a', 'b', 'c', 'd', 'e', 'f'])]);
    const things = thingsOf(quadsOf(out));
    const [observation] = observationsOf(things).values();
    for (const [i, concept] of ['年', 'год', 'السنة', 'किस्म', 'âge', 'ge'].entries()) {
      const code = `${un}codes/${percent(concept)}/${'abcdef'[i]}`;
      expect(observation?.get(`${ontology}${percent(concept)}`), concept).toEqual([code]);
      expect(things.get(`${base}code-list/${percent(concept)}`)).toBeDefined();
    }
    expect(ended.stdout.match(/\[observation-column\]/g)).toHaveLength(names.length);
  });

  it('are no known column without their accents', () => {
    expect(['Sèx', 'e\u0301cole', 'École Primaire'].map(conceptOf)).toEqual(['sèx', 'école', 'écolePrimaire']);
  });

  it('are told where no letter is in them', () => {
    const told = refused([portal(['%', '***'], ['a', 'b'])]);
    expect(told.match(/error \[observation-column\] the name of the column has no letter/g)).toHaveLength(2);
    expect(told).not.toContain('duplicate-column');
  });
});
