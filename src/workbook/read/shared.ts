import texts from '../messages.json' with { type: 'json' };
import { plainText } from '../parts.js';
import { type Attributes, type ElementHandlers, isOn, type Part, readXml, readXmlInSteps } from '../xml.js';
import type { ArchiveEntry } from './archive.js';
import builtInFormats from './number-formats.json' with { type: 'json' };
import { limits, type Reading, refuse, refuseLongList } from './reading.js';

/** Built-in number formats by number (ECMA-376-1, section 18.8.30). 0 is General. */
const builtIn: Record<string, string> = builtInFormats;

/** The properties of a style that affect the meaning of its cells. */
export interface CellStyle {
  code: string; // number format; "" for General, and for dates whose format depends on the country
  isDate: boolean;
  showsMilliseconds: boolean;
  isStruck: boolean;
}

/** Returns a style by the id of its number format and, for custom formats, the code. */
function cellStyle(id: number, custom: string | undefined, isStruck: boolean): CellStyle {
  const code = custom ?? builtIn[String(id)] ?? '';
  const isCountryDate = custom === undefined && ((id >= 27 && id <= 36) || (id >= 50 && id <= 58));
  return {
    code: /^general$/i.test(code) ? '' : code,
    isDate: isCountryDate || isDateCode(code),
    showsMilliseconds: /s\.0/i.test(code),
    isStruck,
  };
}

/** True if a format shows dates or times: y, m, d, h or s that is not quoted, escaped or in brackets like [Red]. */
const isDateCode = (code: string): boolean =>
  /[ymdhs]/i.test(code.replace(/"[^"]*("|$)|\\.|[_*].|\[[^\]]*(\]|$)|general/gi, ''));

/** Style of cells in a workbook without styles. */
export const plainStyle = cellStyle(0, undefined, false);

/** Reads the styles that cells name by their index (`cellXfs`, ECMA-376-1, section 18.8.10). */
export function readStyles(entry: Part, reading: Reading): CellStyle[] {
  const codes = new Map<number, string>();
  const struckFonts: boolean[] = [];
  const cells: { format: number; font: number }[] = [];
  let section = '';
  readXml(entry, reading, {
    open(name, attributes, depth) {
      if (depth === 2) section = name;
      if (section === 'numFmts' && depth === 3) {
        codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
        refuseLongList(reading, codes.size, 'number formats');
      } else if (section === 'fonts' && depth === 3) {
        struckFonts.push(false);
        refuseLongList(reading, struckFonts.length, 'fonts');
      } else if (section === 'fonts' && depth === 4 && name === 'strike') {
        struckFonts[struckFonts.length - 1] = isOn(attributes['val'] ?? '1');
      } else if (section === 'cellXfs' && depth === 3) {
        cells.push({ format: Number(attributes['numFmtId'] ?? 0), font: Number(attributes['fontId'] ?? 0) });
        refuseLongList(reading, cells.length, 'cell styles');
      }
    },
  });
  return cells.map(({ format, font }) => cellStyle(format, codes.get(format), struckFonts[font] ?? false));
}

/** The text of a cell or note, joined from its runs (ECMA-376-1, section 18.4). */
export interface RichText {
  text: string;
  isRich: boolean; // its runs differ in more than their font
  isStruck: boolean; // a run is struck through
}

/** Longer text is dropped. It exceeds the limit of a cell even if every 7 characters are one escape. */
const enough = 7 * limits.cellCharacters;

/** Collects the text inside `si`, `is` or `text`, without phonetic runs. */
export function collectRuns() {
  let collected = '';
  let isStruck = false;
  let isInPhonetic = false;
  let isInText = false;
  let look = ''; // of the current run: "b;i;"
  let looks = new Set<string>();
  return {
    open(name: string, attributes: Attributes): void {
      if (name === 'rPh') isInPhonetic = true;
      else if (name === 't') isInText = !isInPhonetic;
      else if (name === 'r') look = '';
      else if (isVisible(name, attributes)) look += `${name};`;
      if (name === 'strike') isStruck ||= isOn(attributes['val'] ?? '1');
    },
    text(text: string): void {
      if (isInText && collected.length <= enough) collected += text;
    },
    close(name: string): void {
      if (name === 'rPh') isInPhonetic = false;
      else if (name === 't') isInText = false;
      else if (name === 'r') looks.add(look);
    },
    /** Returns the collected text and starts a new text. */
    take(): RichText {
      const taken = { text: plainText(collected), isStruck, isRich: looks.size > 1 };
      collected = '';
      isStruck = false;
      if (looks.size > 0) looks = new Set();
      return taken;
    },
  };
}

/** True if a property is visible. Programs give Arabic and Chinese text a separate font, and black. */
function isVisible(name: string, { val, rgb, theme, indexed, auto }: Attributes): boolean {
  if (name === 'color') return auto === undefined && rgb !== 'FF000000' && theme !== '1' && indexed !== '8';
  return /^(?:b|i|u|strike|vertAlign)$/.test(name) && !/^(?:0|false|off|none|baseline)$/.test(val ?? '');
}

/** Length and look of each shared string, by index, packed into a number. */
export type SharedStrings = number[];

const richBit = 1;
const struckBit = 2;

/** Packs length and look into one number, because there can be a million: 22 is 5 characters, some struck through. */
const packed = (length: number, { isRich, isStruck }: RichText): number =>
  length * 4 + (isRich ? richBit : 0) + (isStruck ? struckBit : 0);

/** Unpacks a number of `packed`. */
export const sharedString = (number: number) => ({
  length: Math.floor(number / 4),
  isRich: (number & richBit) > 0,
  isStruck: (number & struckBit) > 0,
});

/** Reads the shared strings and yields their texts in portions. A text that is too long for a cell becomes "". */
export function* readSharedStrings(entry: ArchiveEntry, strings: SharedStrings, reading: Reading): Generator<string[]> {
  const runs = collectRuns();
  let taken: string[] = [];
  const handlers: ElementHandlers = {
    open: runs.open,
    text: runs.text,
    close(name, depth) {
      runs.close(name);
      if (name !== 'si' || depth !== 2) return;
      const rich = runs.take();
      const { length } = rich.text;
      taken.push(length > limits.cellCharacters ? '' : rich.text);
      if (strings.push(packed(length, rich)) > limits.sharedStrings) refuse(reading, texts.tooManyTexts);
    },
  };
  for (const _ of readXmlInSteps(entry, reading, handlers)) {
    yield taken;
    taken = [];
  }
  yield taken;
}
