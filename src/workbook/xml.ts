import { SaxesParser } from 'saxes';
import { utf8, wideBytes } from '../bytes.js';
import { clip } from '../problem.js';
import texts from './messages.json' with { type: 'json' };
import type { ArchiveEntry } from './read/archive.js';
import { limits, type Reading, refuse } from './read/reading.js';

/** Attributes by name. */
export type Attributes = Record<string, string>;

/** Receives the elements of a part by local name: "row" for `x:row`, in both formats. The root has depth 1. */
export interface ElementHandlers {
  open(name: string, attributes: Attributes, depth: number): void;
  close?(name: string, depth: number): void;
  text?(text: string): void;
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/** True if a boolean attribute is set (ST_OnOff). */
export const isOn = (value: string | undefined): boolean => value === '1' || value === 'true' || value === 'on';

/** A part that can be read. */
export type Part = Pick<ArchiveEntry, 'name' | 'read'>;

/** Reads a whole part. */
export function readXml(entry: Part, reading: Reading, handlers: ElementHandlers): void {
  for (const _ of readXmlInSteps(entry, reading, handlers));
}

/** Reads a part chunk by chunk, and yields after each chunk. */
export function* readXmlInSteps(entry: Part, reading: Reading, handlers: ElementHandlers): Generator<undefined> {
  const refuseXml = (why: string): never => refuse(reading, texts.damaged, { why: `${entry.name} ${why}` });
  const parse = createLimitedParser(handlers, reading, refuseXml);
  let decoder: TextDecoder | undefined;
  for (const chunk of entry.read()) {
    decoder ??= new TextDecoder(encodingOf(chunk), { fatal: true });
    const text = decoded(decoder, chunk) ?? refuseXml('contains bytes that are not text');
    parse(text, decoder.encoding);
    yield;
  }
  if (!decoder || decoded(decoder) === undefined) refuseXml('ends inside a character');
  else parse(undefined, decoder.encoding);
}

/** Decodes a chunk. Undefined for invalid bytes. Call it without a chunk at the end. */
function decoded(decoder: TextDecoder, chunk?: Uint8Array): string | undefined {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined });
  } catch {
    return undefined;
  }
}

/** Detects UTF-16 by a byte order mark or "<". Everything else must be UTF-8 (ECMA-376-2, section 6.2.5). */
export function encodingOf([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | 'utf-8' {
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return 'utf-16be';
  return 'utf-8';
}

/** Edits the text of a part. Keeps its declaration, encoding and byte order mark. */
export function withXml(bytes: Uint8Array, edit: (text: string) => string): Uint8Array {
  const encoding = encodingOf(bytes);
  const text = edit(new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes));
  return encoding === 'utf-8' ? utf8(text) : wideBytes(text, encoding === 'utf-16le');
}

/** Creates a parser with limits for depth, elements and text. A call without text ends the document. */
function createLimitedParser(
  { open, close, text: tellText }: ElementHandlers,
  reading: Reading,
  refuseXml: (why: string) => never,
) {
  const parser = createParser((message) => refuseXml(`is not valid XML: ${clip(message)}`));
  let depth = 0;
  let silence = 0;
  let expected = '';
  parser.on('opentag', ({ name, attributes }) => {
    silence = 0;
    if (++reading.elements > reading.limits.elements) refuse(reading, texts.tooManyElements);
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
      refuseXml(`declares the encoding ${clip(encoding ?? '')}, which is wrong or not allowed`);
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

/** An element with its place in the text. */
export interface Element {
  name: string; // without its prefix
  prefix: string; // "x:" or ""
  attributes: Attributes;
  depth: number; // the root has 1
  start: number; // of the start tag
  contentStart: number; // end of the start tag
  contentEnd: number; // start of the end tag, or contentStart if there is no end tag
  end: number;
  parent: Element | undefined; // undefined if it was not wanted
}

/** Thrown for an invalid part of a file. */
export class BrokenPart extends Error {}

/** Returns the wanted elements in document order. Throws `BrokenPart` for invalid XML. */
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

/** Returns the first element with a name. Throws `BrokenPart` if it is missing. */
export function first(elements: Element[], name: string): Element {
  const found = elements.find((element) => element.name === name);
  if (!found) throw new BrokenPart(`missing element ${name}`);
  return found;
}

/** A replacement of part of a text. */
export interface Edit {
  start: number;
  end: number;
  text: string;
}

/** Returns an edit that inserts text. */
export const insertion = (at: number, text: string): Edit => ({ start: at, end: at, text });

/** Applies edits to a text. Insertions at the same place keep their order. */
export function edited(text: string, edits: Edit[]): string {
  let result = '';
  let at = 0;
  for (const { start, end, text: other } of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    result += text.slice(at, start) + other;
    at = end;
  }
  return result + text.slice(at);
}

/** Appends XML to the content of an element, and increases its attribute `count`. */
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

/** Returns the place for a new child of the root in the required `order`. */
export function placeBefore(name: string, elements: Element[], order: string[]): number {
  const before = order.slice(0, order.indexOf(name));
  const last = elements.filter((one) => one.depth === 2 && before.includes(one.name)).at(-1);
  return last?.end ?? elements[0]?.contentStart ?? 0;
}

/** Sets an attribute of a start tag. */
export function withAttribute(text: string, { start, contentStart }: Element, name: string, value: string): Edit {
  const tag = text.slice(start, contentStart);
  const pattern = new RegExp(`(\\s${name}\\s*=\\s*)("[^"]*"|'[^']*')`);
  const changed = pattern.test(tag)
    ? tag.replace(pattern, (_, before: string) => `${before}"${value}"`)
    : tag.replace(/\s*(\/?>)$/, ` ${name}="${value}"$1`);
  return { start, end: contentStart, text: changed };
}
