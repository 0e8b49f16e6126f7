import { SaxesParser } from 'saxes';

/** Editing XML in place: what is not touched keeps its text to the letter. */

/** An element with its place in the text; names without their prefix, so that `x:row` is "row". */
export interface Element {
  name: string;
  prefix: string; // "x:" or ""
  attributes: Record<string, string>;
  depth: number; // the root has 1
  start: number; // of its first tag
  contentStart: number; // where its start tag ends
  contentEnd: number; // where its end tag begins; contentStart when it has none
  end: number;
  parent: Element | undefined; // when that was wanted too
}

/** A part of somebody's file is not what it should be: the file is broken, and no fault of ours. */
export class BrokenPart extends Error {}

/** The elements that are wanted, in the order in which they begin. Throws `BrokenPart` when the text is no XML. */
export function elementsOf(
  text: string,
  isWanted: (name: string, depth: number, parent?: Element) => boolean,
): Element[] {
  const parser = new SaxesParser({ xmlns: false, position: false });
  const open: (Element | undefined)[] = [];
  const found: Element[] = [];
  parser.on('opentag', ({ name: tag, attributes }) => {
    const at = tag.indexOf(':') + 1;
    const [prefix, name] = [tag.slice(0, at), tag.slice(at)];
    const { position } = parser;
    const parent = open.at(-1);
    if (!isWanted(name, open.length + 1, parent)) return void open.push(undefined);
    const start = text.lastIndexOf('<', position - 1);
    const place = { start, contentStart: position, contentEnd: position, end: position };
    const element: Element = { name, prefix, attributes, depth: open.length + 1, ...place, parent };
    open.push(element);
    found.push(element);
  });
  parser.on('closetag', ({ isSelfClosing }) => {
    const element = open.pop();
    if (!element) return;
    element.end = parser.position;
    element.contentEnd = isSelfClosing ? element.contentStart : text.lastIndexOf('<', parser.position - 1);
  });
  parser.on('error', ({ message }) => {
    throw new BrokenPart(message);
  });
  parser.write(text).close();
  return found;
}

/** The first element of a name. Throws `BrokenPart` when there is none. */
export function first(elements: Element[], name: string): Element {
  const found = elements.find((element) => element.name === name);
  if (!found) throw new BrokenPart(`there is no ${name}`);
  return found;
}

/** Another text for a stretch of the old one; an insertion has no length. */
export interface Edit {
  start: number;
  end: number;
  text: string;
}

export const insertion = (at: number, text: string): Edit => ({ start: at, end: at, text });

/** The text with its edits made; those at one place come in the order in which they were given. */
export function edited(text: string, edits: Edit[]): string {
  let result = '';
  let at = 0;
  for (const { start, end, text: other } of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    result += text.slice(at, start) + other;
    at = end;
  }
  return result + text.slice(at);
}

/** Puts XML before the end of an element, and counts it in its attribute `count` when it has one. */
export function append(
  text: string,
  { start, contentStart, contentEnd, end, name, prefix }: Element,
  xml: string,
  count = 0,
): Edit[] {
  if (xml === '') return [];
  const tag = text
    .slice(start, contentStart)
    .replace(/(\bcount=["'])(\d+)/, (_, before: string, old: string) => `${before}${Number(old) + count}`);
  if (contentEnd < end) return [{ start, end: contentStart, text: tag }, insertion(contentEnd, xml)];
  return [{ start, end, text: `${tag.replace(/\s*\/>$/, '>')}${xml}</${prefix}${name}>` }];
}

/** Where a new child of the root belongs: behind the last that `before` names (the order is fixed by the standard). */
export function placeBehind(elements: Element[], before: string[]): number {
  const last = elements.filter(({ depth, name }) => depth === 2 && before.includes(name)).at(-1);
  return last?.end ?? elements[0]?.contentStart ?? 0;
}

/** An attribute of a start tag with another value, or added to it. */
export function withAttribute(text: string, { start, contentStart }: Element, name: string, value: string): Edit {
  const tag = text.slice(start, contentStart);
  const pattern = new RegExp(`(\\s${name}\\s*=\\s*)("[^"]*"|'[^']*')`);
  const changed = pattern.test(tag)
    ? tag.replace(pattern, (_, before: string) => `${before}"${value}"`)
    : tag.replace(/\s*(\/?>)$/, ` ${name}="${value}"$1`);
  return { start, end: contentStart, text: changed };
}
