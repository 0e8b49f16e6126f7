import { expect, it } from 'vitest';
import {
  chooseFigures,
  figuresNamed,
  type OfferedFigures,
  seriesMentioned,
  withFigures,
} from '../src/site/query/figure-names.js';

const offered: OfferedFigures = {
  files: [
    { file: 'data/figures/A.gz', names: ['A', 'C1'], label: 'Cost' },
    { file: 'data/figures/B.gz', names: ['B', 'C1'], label: '' },
    { file: 'data/figures/D.gz', names: ['D', 'C2'], label: '' },
  ],
  areas: [
    { code: '404', iri: 'http://e.org/404', names: ['Kenya'] },
    { code: '001', iri: 'http://e.org/001', names: ['World'] },
  ],
};

it.each([
  [[], [], []],
  [['A'], ['A'], []],
  [['C1'], ['A', 'B'], []],
  [['404', 'D'], ['D'], ['404']],
  [
    ['404', '001'],
    ['A', 'B', 'D'],
    ['404', '001'],
  ],
])('%j: the files %j and the areas %j', (names, files, areas) =>
  expect(chooseFigures(offered, names)).toEqual({ files: files.map((one) => `data/figures/${one}.gz`), areas }),
);

it('an unknown name is reported', () => expect(chooseFigures(offered, ['A', '405'])).toEqual({ unknown: '405' }));

it('the header of a query names the figures', () => {
  const query = '# title: x\n# figures: A\nSELECT * {}';
  expect(figuresNamed(query)).toEqual(['A']);
  expect(withFigures(query, ['404', 'A'])).toBe('# title: x\n# figures: A 404\nSELECT * {}');
  expect(withFigures('SELECT * {}', ['D'])).toBe('# figures: D\nSELECT * {}');
  expect(figuresNamed('SELECT * {}')).toEqual([]);
});

it('series that a query names without their figures are found', () => {
  const query = '# figures: A\nSELECT * { ?x e:s <http://e.org/A> ; e:s e:B ; e:s "D" }';
  expect(seriesMentioned(query, offered)).toEqual(['B']);
});
