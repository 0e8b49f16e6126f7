import { describe, expect, it } from 'vitest';
import { type IndexEntry, selectFigures } from '../src/figures/figures-index.js';
import { linesFrom } from '../src/node/figures/read-figures.js';

const entry = (series: string, indicator: string, ...areas: Record<string, number>[]): IndexEntry => ({
  names: [series, indicator],
  dataset: `https://example.org/dataset/${series}`,
  subject: `https://example.org/cube/${series}/`,
  pieces: areas.map((one, i) => ({ start: 100 * i, length: 100, areas: one })),
});
const entries = [
  entry('DEATHS', 'C1', { '004': 2, '404': 3 }, { '404': 1, '894': 5 }),
  entry('COSTS', 'C2', { '404': 7 }),
  entry('PRICES', 'C2', { '894': 4 }),
];

describe('a selection of figures', () => {
  it.each([
    [['DEATHS'], 11, 2],
    [['C2'], 11, 2],
    [['C2', 'COSTS'], 11, 2],
    [['404'], 11, 3],
    [['404', '404'], 11, 3],
    [['DEATHS', '404'], 4, 2],
    [['C2', '894'], 4, 1],
    [['DEATHS', '404', '894'], 9, 2],
    [['COSTS', '004'], 0, 0],
  ])('%j has %i figures in %i pieces', (names, figures, pieces) => {
    const selection = selectFigures(entries, names);
    expect(selection).toMatchObject({ figures });
    expect('pieces' in selection && selection.pieces).toHaveLength(pieces);
  });

  it.each(['405', '4', '', '5abc', '__proto__', 'constructor', 'deaths', '404/'])('%j is unknown', (name) => {
    expect(selectFigures(entries, ['DEATHS', name])).toEqual({ unknown: name });
  });

  it('of an area reads only its lines', () => {
    const selection = selectFigures(entries, ['404']);
    const starts = 'pieces' in selection ? selection.pieces[0]?.starts : undefined;
    const lines = ['004/2020', '404/2019', '404/2020', '4040/2020', '894/2020'].map(
      (path) => `<https://example.org/cube/DEATHS/${path}> <p> "1" .\n`,
    );
    expect(`${linesFrom(Buffer.from(lines.join('')), starts)}`).toBe(lines.slice(1, 3).join(''));
    expect(`${linesFrom(Buffer.from(lines.join('')), undefined)}`).toBe(lines.join(''));
  });

  it('has no areas if the subjects do not begin with them', () => {
    const [first] = entries as [IndexEntry];
    const other = [{ ...first, subject: undefined }];
    expect(selectFigures(other, ['404'])).toEqual({ unknown: '404' });
    expect(selectFigures(other, ['DEATHS'])).toMatchObject({ figures: 11 });
  });
});
