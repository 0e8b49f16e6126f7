import type { Severity } from '../../problem.js';
import { partTypes, xmlPart } from '../write/package.js';
import { createStyles } from '../write/styles.js';
import { addPart, type Package, partText, related, setPart } from './package.js';
import { append, type Element, edited, elementsOf, first, insertion, placeBehind } from './xml.js';

/** The styles of our marks among those of somebody's workbook (ISO/IEC 29500-1, section 18.8). */

export type Look = Severity | 'header';

/** The fill of each, in a shade that nobody picks by chance: it tells a style of ours. */
const fills: Record<Look, string> = { error: 'FFF9C8C9', warning: 'FFFCE1B7', notice: 'FFBAD6FB', header: 'FFD9E5F3' };
export const looks = Object.keys(fills) as Look[];

/** The number of each style of ours in a workbook, and of the one for long texts. */
export interface MarkStyles {
  looks: Record<Look, number>;
  wrapped: number;
}

/** Adds our styles to a workbook, those that it lacks. */
export function addStyles(pack: Package): MarkStyles {
  let name = related(pack, pack.workbook, { type: 'styles' });
  if (name === undefined) {
    name = 'xl/gcmStyles.xml';
    const content = xmlPart(createStyles().xml());
    addPart(pack, pack.workbook, 'styles', { name, mediaType: partTypes.styles, content });
  }
  let text = partText(pack, name) ?? '';
  for (const [list, behind] of [
    ['cellXfs', ['numFmts', 'fonts', 'fills', 'borders', 'cellStyleXfs']],
    ['dxfs', ['numFmts', 'fonts', 'fills', 'borders', 'cellStyleXfs', 'cellXfs', 'cellStyles']],
  ] as const) {
    const elements = stylesIn(text);
    if (elements.some((one) => one.depth === 2 && one.name === list)) continue;
    const prefix = elements[0]?.prefix ?? '';
    text = edited(text, [insertion(placeBehind(elements, [...behind]), `<${prefix}${list} count="0"/>`)]);
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
