import { SaxesParser } from 'saxes';
import { clip } from '../problem.js';
import texts from './messages.json' with { type: 'json' };
import type { ArchiveEntry } from './read/archive.js';
import { limits, type Reading, refuse } from './read/reading.js';

/** The one reader of XML: part by part within limits, and a whole text with the places of its elements, to edit it. */

/** The attributes of an element, by name. */
export type Attributes = Record<string, string>;

/**
 * What is told of a part, by local names: "row" for `x:row` too, so that any prefix and the strict form of the format
 * will do. The root has depth 1.
 */
export interface ElementHandlers {
  open(name: string, attributes: Attributes, depth: number): void;
  close?(name: string, depth: number): void;
  text?(text: string): void;
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Whether an attribute of type boolean says yes (ST_OnOff). */
export const isOn = (value: string | undefined): boolean => value === '1' || value === 'true' || value === 'on';

/** What is read of a part. */
export type Part = Pick<ArchiveEntry, 'name' | 'read'>;

/** Reads a part at once. */
export function readXml(entry: Part, reading: Reading, handlers: ElementHandlers): void {
  for (const _ of readXmlInSteps(entry, reading, handlers));
}

/** Reads a part and tells its elements; rests between chunks, so that the receiver can pass on what it has. */
export function* readXmlInSteps(entry: Part, reading: Reading, handlers: ElementHandlers): Generator<undefined> {
  const refuseXml = (why: string): never => refuse(reading, texts.damaged, { why: `${entry.name} ${why}` });
  const parse = createLimitedParser(handlers, reading, refuseXml);
  let decoder: TextDecoder | undefined;
  for (const chunk of entry.read()) {
    decoder ??= new TextDecoder(encodingOf(chunk), { fatal: true });
    const text = decoded(decoder, chunk) ?? refuseXml('holds bytes that are no text');
    parse(text, decoder.encoding);
    yield;
  }
  if (!decoder || decoded(decoder) === undefined) refuseXml('ends within a character');
  else parse(undefined, decoder.encoding);
}

/** Bytes → text, and undefined when they are none; without a chunk at the end. */
function decoded(decoder: TextDecoder, chunk?: Uint8Array): string | undefined {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined });
  } catch {
    return undefined;
  }
}

/** UTF-16 shows in its first two bytes, a mark or half of "<"; the rest must be UTF-8 (ECMA-376-2, section 6.2.5). */
export function encodingOf([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | 'utf-8' {
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return 'utf-16be';
  return 'utf-8';
}

/** A parser with the limits of depth, of elements, and of text that goes on and on; it ends when it is given no text. */
function createLimitedParser(
  { open, close, text: tellText }: ElementHandlers,
  reading: Reading,
  refuseXml: (why: string) => never,
) {
  const parser = createParser((message) => refuseXml(`is no XML: ${clip(message)}`));
  let depth = 0;
  let silence = 0;
  let expected = '';
  parser.on('opentag', ({ name, attributes }) => {
    silence = 0;
    if (++reading.elements > limits.elements) refuse(reading, texts.tooManyElements);
    if (++depth > limits.depth) refuse(reading, texts.tooDeep);
    open(localName(name), attributes, depth);
  });
  parser.on('closetag', ({ name }) => {
    silence = 0;
    close?.(localName(name), depth);
    depth--;
  });
  if (tellText) {
    parser.on('text', tellText);
    parser.on('cdata', tellText);
  }
  parser.on('xmldecl', ({ encoding }) => {
    const declared = encoding?.toLowerCase();
    if (declared !== undefined && !expected.startsWith(declared))
      refuseXml(`says that its encoding is ${clip(encoding ?? '')}, which it is not or must not be`);
  });
  return (text: string | undefined, encoding: string): void => {
    expected = encoding;
    if (text === undefined) return void parser.close();
    silence += text.length;
    parser.write(text);
    if (silence > limits.silence) refuse(reading, texts.endlessText);
  };
}

function createParser(fail: (message: string) => void) {
  const parser = new SaxesParser({ position: false, xmlns: false });
  parser.on('error', ({ message }) => fail(message));
  return parser;
}

/** An element with its place in the text; names without their prefix, so that `x:row` is "row". */
export interface Element {
  name: string;
  prefix: string; // "x:" or ""
  attributes: Attributes;
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
  const open: (Element | undefined)[] = [];
  const found: Element[] = [];
  const parser = createParser((message) => {
    throw new BrokenPart(message);
  });
  parser.on('opentag', (tag) => {
    const { position } = parser;
    const [name, depth, parent] = [localName(tag.name), open.length + 1, open.at(-1)];
    if (!isWanted(name, depth, parent)) return void open.push(undefined);
    const prefix = tag.name.slice(0, tag.name.length - name.length);
    const start = text.lastIndexOf('<', position - 1);
    const place = { start, contentStart: position, contentEnd: position, end: position };
    const element: Element = { name, prefix, attributes: tag.attributes, depth, ...place, parent };
    open.push(element);
    found.push(element);
  });
  parser.on('closetag', ({ isSelfClosing }) => {
    const element = open.pop();
    if (!element) return;
    element.end = parser.position;
    element.contentEnd = isSelfClosing ? element.contentStart : text.lastIndexOf('<', parser.position - 1);
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

/** A text put in at a place. */
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

/** Where a new child of the root belongs: behind the last of those that come before `name` in this order. */
export function placeBefore(name: string, elements: Element[], order: string[]): number {
  const before = order.slice(0, order.indexOf(name));
  const last = elements.filter((one) => one.depth === 2 && before.includes(one.name)).at(-1);
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
