import type { Severity } from '../../problem.js';
import { xml, xmlPart } from '../parts.js';
import { createStyles } from '../write-sheet.js';
import {
  append,
  type Edit,
  type Element,
  edited,
  elementsOf,
  first,
  insertion,
  placeBefore,
  withAttribute,
} from '../xml.js';
import { addPart, type Package, partText, related, setPart } from './package.js';

/** The look of a marked cell (ISO/IEC 29500-1, section 18.8): the severity of its problem, or the header of our list. */
export type Look = Severity | 'header';

/** Fill colours. Unusual shades, because they identify our styles. */
const fills: Record<Look, string> = { error: 'FFF9C8C9', warning: 'FFFCE1B7', notice: 'FFBAD6FB', header: 'FFD9E5F3' };
const looks = Object.keys(fills) as Look[];

/** Returns an empty list of cells for each look. */
export const noCells = (): Record<Look, string[]> => ({ error: [], warning: [], notice: [], header: [] });

/** Indexes of our styles in a workbook. */
export type MarkStyles = ReturnType<typeof addStyles>;

/** Adds our missing styles to a workbook. Returns the index of each style, and of the style for wrapped text. */
export function addStyles(pack: Package) {
  let name = related(pack, pack.workbook, { type: 'styles' });
  if (name === undefined) {
    name = 'xl/gcmStyles.xml';
    addPart(pack, pack.workbook, 'styles', name, xmlPart(createStyles().xml()));
  }
  let text = partText(pack, name) ?? '';
  for (const list of ['cellXfs', 'dxfs']) {
    const elements = stylesIn(text);
    if (elements.some((one) => one.depth === 2 && one.name === list)) continue;
    const prefix = elements[0]?.prefix ?? '';
    text = edited(text, [insertion(placeBefore(list, elements, stylesOrder), `<${prefix}${list} count="0"/>`)]);
  }
  const elements = stylesIn(text);
  const [root, xfs, dxfs] = [first(elements, 'styleSheet'), first(elements, 'cellXfs'), first(elements, 'dxfs')];
  const childrenOf = (list: Element): string[] =>
    elements.filter(({ parent }) => parent === list).map(({ start, end }) => text.slice(start, end));
  const [ownXfs, ownDxfs] = [childrenOf(xfs), childrenOf(dxfs)];
  const added: string[] = [];
  const numbers = looks.map((look): [Look, number] => {
    const known = ownDxfs.findIndex((dxf) => dxf.includes(`bgColor rgb="${fills[look]}"`));
    if (known < 0) added.push(dxfXml(look, root.prefix));
    return [look, known < 0 ? ownDxfs.length + added.length - 1 : known];
  });
  const xf = wrappedXf(root.prefix);
  const wrapped = ownXfs.indexOf(xf);
  const edits = [...append(text, xfs, wrapped < 0 ? xf : '', 1), ...append(text, dxfs, added.join(''), added.length)];
  setPart(pack, name, edited(text, edits));
  return {
    looks: Object.fromEntries(numbers) as Record<Look, number>,
    wrapped: wrapped < 0 ? ownXfs.length : wrapped,
  };
}

const stylesIn = (text: string): Element[] =>
  elementsOf(text, (_, depth, parent) => depth < 3 || (depth === 3 && /^(cellXfs|dxfs)$/.test(parent?.name ?? '')));

const dxfXml = (look: Look, p: string): string =>
  `<${p}dxf>${look === 'header' ? `<${p}font><${p}b/></${p}font>` : ''}<${p}fill><${p}patternFill patternType="solid">` +
  `<${p}fgColor rgb="${fills[look]}"/><${p}bgColor rgb="${fills[look]}"/></${p}patternFill></${p}fill></${p}dxf>`;

const wrappedXf = (p: string): string =>
  `<${p}xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">` +
  `<${p}alignment vertical="top" wrapText="1"/></${p}xf>`;

/**
 * Marks are conditional formats (ISO/IEC 29500-1, section 18.3.1.18), which keep the formats of the cells. The formula
 * identifies our rules, even after another program saved the file.
 */

const formulaOf = (look: Look): string => `N("gcm ${look}")=0`;
const isOurs = (rule: string): boolean => /N\(("|&quot;)gcm (error|warning|notice|header)/.test(rule);

/** Colours cells of a sheet (addresses by look) and removes our earlier colours. */
export function withColors(text: string, cells: Record<Look, string[]>, styles: MarkStyles): string {
  const plain = withoutColors(text);
  const elements = elementsOf(plain, (name, depth) => depth < 3 || name === 'cfRule');
  const prefix = elements[0]?.prefix ?? '';
  const used = looks.filter((look) => cells[look].length > 0);
  if (used.length === 0) return plain;
  const groups = used.flatMap((look) => chunks(cells[look]).map((addresses) => ({ look, addresses })));
  const rules = groups.map(
    ({ look, addresses }, i) =>
      `<${prefix}conditionalFormatting sqref="${addresses.join(' ')}"><${prefix}cfRule type="expression" ` +
      `dxfId="${styles.looks[look]}" priority="${i + 1}"><${prefix}formula>${xml(formulaOf(look))}</${prefix}formula>` +
      `</${prefix}cfRule></${prefix}conditionalFormatting>`,
  );
  const others = elements.filter(({ name, attributes }) => name === 'cfRule' && attributes['priority'] !== undefined);
  return edited(plain, [
    ...makeRoom(plain, others, rules.length),
    insertion(placeBefore('dataValidations', elements, sheetOrder), rules.join('')),
  ]);
}

/** Gives other rules a higher number than ours, because the lowest number wins. */
function makeRoom(text: string, rules: Element[], count: number): Edit[] {
  const priorities = rules.map(({ attributes }) => Number(attributes['priority']));
  const first = priorities.reduce((least, one) => Math.min(least, one), Number.POSITIVE_INFINITY);
  const shift = Math.max(count + 1 - first, 0);
  if (shift === 0) return [];
  return rules.map((rule, i) => withAttribute(text, rule, 'priority', String((priorities[i] as number) + shift)));
}

function withoutColors(text: string): string {
  if (!isOurs(text)) return text;
  const elements = elementsOf(text, (name) => name === 'conditionalFormatting' || name === 'cfRule');
  const isRemoved = (rule: Element): boolean => rule.name === 'cfRule' && isOurs(text.slice(rule.start, rule.end));
  const edits = elements.flatMap((element): Edit[] => {
    const { name, start, end } = element;
    const rules = elements.filter(({ parent }) => parent === element);
    if (name === 'conditionalFormatting')
      return rules.length > 0 && rules.every(isRemoved) ? [{ start, end, text: '' }] : [];
    const isAlone = elements.filter(({ parent }) => parent === element.parent).every(isRemoved);
    return isRemoved(element) && !isAlone ? [{ start, end, text: '' }] : [];
  });
  return edited(text, edits);
}

/** Splits long lists of cells, which some programs cannot read. */
const chunks = (addresses: string[]): string[][] =>
  Array.from({ length: Math.ceil(addresses.length / 200) }, (_, i) => addresses.slice(200 * i, 200 * (i + 1)));

/** True if a sheet is our list of problems. */
export const hasOurHeader = (text: string): boolean => /N\(("|&quot;)gcm header/.test(text);

/** Required order of the elements of the style part (ISO/IEC 29500-1, section 18.8.39), up to `dxfs`. */
const stylesOrder = ['numFmts', 'fonts', 'fills', 'borders', 'cellStyleXfs', 'cellXfs', 'cellStyles', 'dxfs'];

/** Required order of the elements of a sheet (section 18.3.1.99), up to `legacyDrawing`. */
export const sheetOrder = [
  'sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios',
  'autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations',
  'hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches',
  'ignoredErrors smartTags drawing legacyDrawing',
].flatMap((names) => names.split(' '));
