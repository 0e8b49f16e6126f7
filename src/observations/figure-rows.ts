import { textOf } from '../bytes.js';
import type { Line, Slot } from '../csvw/stream/line-template.js';
import { addTo } from '../text/order.js';
import { area, type Places, period, series } from './observation-lines.js';
import { valueStates } from './read-cells.js';
import { type Concept, kindOf } from './tables.js';

/** A figure with its codes, as texts. A missing text is ''. */
export interface FigureRow {
  file: number; // index of its file
  series: string;
  area: string;
  period: string;
  value: string; // '' if there is only a bound, or nothing
  boundSign: string;
  boundValue: string;
  nature: string;
  status: string; // M if the value is missing and no status is given
  unit: string;
  multiplier: string; // power of ten
  codes: string[]; // by dimension, with '' for dimensions without a code, up to the last code
}

const separator = '\u001f'; // cells that contain it are rejected
const valid = 1;

/** Writes a figure as a line of texts: the series and the other fixed ones, then the index and the code of each dimension that it has. */
export function figureLines(places: Places, concepts: Concept[], file: number): Line[] {
  const attributes = kindOf(concepts, 'attribute').map(({ concept }) => concept);
  const { value } = places;
  const { decimal, double, missing, ...bounds } = valueStates;
  const part = (cell: number): Slot => ({ cell, encode: 'value' });
  const attribute = (concept: string): (string | Slot)[] => {
    const cell = places.attributes[attributes.indexOf(concept)];
    return cell === undefined ? [separator] : [separator, part(cell)];
  };
  const when = (states: number[]) => [{ cell: value, states }];
  const status = places.attributes[attributes.indexOf('obsStatus')] as number; // it is in every run
  return [
    {
      when: [],
      parts: [part(series), `${separator}${file}${separator}`, part(area), separator, part(period), separator],
    },
    { when: when([valid, decimal, double]), parts: [part(value), separator, separator] },
    { when: when([missing]), parts: [separator, separator] },
    ...Object.entries(bounds).map(([sign, state]) => ({
      when: when([state]),
      parts: [separator, sign, separator, part(value)],
    })),
    { when: [], parts: [...attribute('nature'), separator] },
    { when: [{ cell: status, states: [valid] }], parts: [part(status)] },
    { when: [...when([missing]), { cell: status, states: [0] }], parts: ['M'] },
    { when: [], parts: [...attribute('units'), ...attribute('unitMultiplier')] },
    ...places.dimensions.map((cell, i) => ({
      when: [{ cell, states: [valid] }],
      parts: [`${separator}${i}=`, part(cell)],
    })),
    { when: [], parts: ['\n'] },
  ];
}

/** Reads lines of `figureLines`. */
export function* readFigureLines(text: string): Generator<FigureRow> {
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf('\n', at);
    const texts = text.slice(at, end).split(separator);
    const part = (i: number): string => texts[i] as string;
    const codes: string[] = [];
    for (let i = fixedTexts; i < texts.length; i++) {
      const [dimension = '', code = ''] = splitOnce(part(i));
      while (codes.length < Number(dimension)) codes.push('');
      codes.push(code);
    }
    yield {
      series: part(0),
      file: Number(part(1)),
      area: part(2),
      period: part(3),
      value: part(4),
      boundSign: part(5),
      boundValue: part(6),
      nature: part(7),
      status: part(8),
      unit: part(9),
      multiplier: part(10),
      codes,
    };
    at = end + 1;
  }
}

const fixedTexts = 11;

/** "3=15+" → "3", "15+" */
function splitOnce(text: string): [string, string] {
  const at = text.indexOf('=');
  return [text.slice(0, at), text.slice(at + 1)];
}

/** A range of bytes. */
export interface Run {
  start: number;
  end: number;
}

/** Adds the lines of a block to the runs of each series. The block begins at `start` and ends after a line. */
export function addRuns(runs: Map<string, Run[]>, block: Uint8Array, start: number): void {
  let open: Run | undefined;
  let name = new Uint8Array(0);
  for (let at = 0; at < block.length; ) {
    const end = block.indexOf(separatorByte, at);
    const next = block.indexOf(newlineByte, end) + 1;
    if (!open || !isAt(block, at, name, end)) {
      name = block.slice(at, end);
      open = { start: start + at, end: start + next };
      addTo(runs, textOf(name), open);
    } else open.end = start + next;
    at = next;
  }
}

const separatorByte = separator.charCodeAt(0);
const newlineByte = 10;

function isAt(block: Uint8Array, at: number, name: Uint8Array, end: number): boolean {
  if (end - at !== name.length) return false;
  for (let i = 0; i < name.length; i++) if (block[at + i] !== name[i]) return false;
  return true;
}
