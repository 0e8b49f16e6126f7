import { xml } from '../write/text.js';
import { elementsBefore } from './sheet-order.js';
import { type Look, looks, type MarkStyles } from './styles.js';
import { type Edit, type Element, edited, elementsOf, insertion, placeBehind, withAttribute } from './xml.js';

/**
 * Cells are coloured by rules of conditional formatting (ISO/IEC 29500-1, section 18.3.1.18): the cells' own formats stay
 * as they are, and a rule of ours is known again by its formula, also when another program has saved the file.
 */

const formulaOf = (look: Look): string => `N("gcm ${look}")=0`;
const isOurs = (rule: string): boolean => /N\(("|&quot;)gcm (error|warning|notice|header)/.test(rule);

/** The text of a sheet with these cells coloured (addresses by look), and what was coloured by us before no longer. */
export function withColors(text: string, cells: Map<Look, string[]>, styles: MarkStyles): string {
  const plain = withoutColors(text);
  const elements = elementsOf(plain, (name, depth) => depth < 3 || name === 'cfRule');
  const prefix = elements[0]?.prefix ?? '';
  const used = looks.filter((look) => (cells.get(look) ?? []).length > 0);
  if (used.length === 0) return plain;
  const groups = used.flatMap((look) => chunks(cells.get(look) as string[]).map((addresses) => ({ look, addresses })));
  const rules = groups.map(
    ({ look, addresses }, i) =>
      `<${prefix}conditionalFormatting sqref="${addresses.join(' ')}"><${prefix}cfRule type="expression" ` +
      `dxfId="${styles.looks[look]}" priority="${i + 1}"><${prefix}formula>${xml(formulaOf(look))}</${prefix}formula>` +
      `</${prefix}cfRule></${prefix}conditionalFormatting>`,
  );
  const others = elements.filter(({ name, attributes }) => name === 'cfRule' && attributes['priority'] !== undefined);
  return edited(plain, [
    ...makeRoom(plain, others, rules.length),
    insertion(placeBehind(elements, elementsBefore('dataValidations')), rules.join('')),
  ]);
}

/** Rules of others come after ours: a lower number wins. */
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

/** Programs read long lists of cells badly. */
function chunks(addresses: string[]): string[][] {
  const parts: string[][] = [];
  for (let at = 0; at < addresses.length; at += 200) parts.push(addresses.slice(at, at + 200));
  return parts;
}

/** Whether a sheet is the list of problems that we made. */
export const hasOurHeader = (text: string): boolean => /N\(("|&quot;)gcm header/.test(text);
