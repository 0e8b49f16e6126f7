import type { Attributes } from '../../xml.js';
import { type FoundCell, isoOfSerial } from '../cells.js';
import { limits } from '../reading.js';
import type { RichText } from '../shared.js';
import type { Styles } from './styles.js';

/** Values that LibreOffice shows for errors. Older versions store 0 as the value. */
const shownError = /^(?:#[A-Z0-9/_]+[!?]?|Err:\d{3})$/;

/**
 * Returns the type and value of a cell (OpenDocument 1.3, part 3, section 19.387) as other workbooks store them. `shown` is
 * the text of its paragraphs.
 */
export function storedValue(attributes: Attributes, shown: RichText): Partial<FoundCell> {
  const type = attributes['office:value-type'];
  const isError = attributes['table:formula'] !== undefined && shownError.test(shown.text);
  if (attributes['calcext:value-type'] === 'error' || isError) return { type: 'e', value: shown.text };
  const value = attributes[`office:${valueNames[type ?? ''] ?? 'value'}`] ?? shown.text;
  switch (type) {
    case undefined:
    case 'void':
      return textValue(shown);
    case 'string': {
      const text = attributes['office:string-value'];
      return textValue(text === undefined ? shown : { ...shown, text });
    }
    case 'float':
    case 'percentage':
    case 'currency':
      return { type: 'n', value };
    case 'boolean':
      return { type: 'b', value };
    case 'date':
      return { type: 'd', value: wholeSeconds(value) };
    case 'time':
      return timeValue(value);
    default:
      return { type, value: value || type };
  }
}

const valueNames: Record<string, string> = { boolean: 'boolean-value', date: 'date-value', time: 'time-value' };

const textValue = (inline: RichText): Partial<FoundCell> =>
  inline.text === ''
    ? { type: 'inlineStr', value: '' }
    : { type: 'inlineStr', value: inline.text, isInline: true, inline };

/** Rounds "2026-03-04T12:29:59.999999999" to seconds. */
function wholeSeconds(text: string): string {
  const [, time, fraction] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)$/.exec(text) ?? [];
  const milliseconds = time === undefined ? Number.NaN : Date.parse(`${time}Z`);
  if (Number.isNaN(milliseconds)) return text;
  return new Date(milliseconds + Math.round(Number(fraction)) * 1000).toISOString().slice(0, 19);
}

/** Converts a duration: "PT12H30M00S" to "12:30:00", and longer ones to a date, as in Excel. */
function timeValue(text: string): Partial<FoundCell> {
  const found = /^P(?:(\d+)D)?T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?$/.exec(text);
  if (!found) return { type: 'd', value: text };
  const [days, hours, minutes, seconds] = found.slice(1).map((part = '0') => Number(part.replace(',', '.')));
  const serial = (days as number) + ((hours as number) + ((minutes as number) + (seconds as number) / 60) / 60) / 24;
  return { type: 'd', value: isoOfSerial(serial, false, false) ?? text };
}

/** Returns a formula as LibreOffice shows it: "of:=SUM([.A1:.B2])" → "SUM(A1:B2)". */
export const formulaText = (formula: string): string =>
  formula
    .replace(/^(?:[\w-]+:)?=?/, '')
    .replace(/\[([^\]]*)\]/g, (_, reference: string) => reference.replace(/(^|:)\./g, '$1'));

/** Elements in a paragraph whose text does not belong to it: pronunciation, footnotes, shapes. */
const foreign = new Set(['ruby-text', 'note', 'frame', 'custom-shape', 'g', 'control']);

/**
 * Collects the text of the paragraphs in a cell or comment (OpenDocument 1.3, part 3, section 6.1), separated by line
 * breaks. Keeps all spaces, like LibreOffice.
 */
export function collectParagraphs(styles: Styles) {
  let text = '';
  let paragraphs = 0;
  let isStruck = false;
  let depth = 0; // of elements in the current paragraph, 0 outside paragraphs
  let foreignDepth = 0;
  let spans: string[] = []; // names of styles
  let looks = new Set<string>();

  const add = (more: string): void => {
    if (depth === 0 || foreignDepth > 0 || text.length > limits.cellCharacters) return;
    text += more;
    if (more.trim() === '') return;
    looks.add(spans.map(styles.look).join(''));
    isStruck ||= spans.some(styles.isStruck);
  };

  return {
    open(name: string, attributes: Attributes): void {
      if (depth === 0 && name !== 'p' && name !== 'h') return;
      if (depth++ === 0 && paragraphs++ > 0) text += '\n';
      if (foreignDepth === 0 && foreign.has(name)) foreignDepth = depth;
      if (name === 'span') spans.push(attributes['text:style-name'] ?? '');
      else if (name === 's')
        add(' '.repeat(Math.min(Number(attributes['text:c'] ?? 1) || 0, limits.cellCharacters + 1)));
      else if (name === 'tab') add('\t');
      else if (name === 'line-break') add('\n');
    },
    text: add,
    close(name: string): void {
      if (depth === 0) return;
      if (name === 'span') spans.pop();
      if (foreignDepth === depth) foreignDepth = 0;
      depth--;
    },
    /** Returns the collected text and starts a new text. */
    take(): RichText {
      const taken = { text, isStruck, isRich: looks.size > 1 };
      [text, paragraphs, isStruck, depth, foreignDepth] = ['', 0, false, 0, 0];
      spans = [];
      if (looks.size > 0) looks = new Set();
      return taken;
    },
  };
}
