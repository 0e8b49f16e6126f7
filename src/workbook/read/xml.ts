import { SaxesParser } from 'saxes';
import { clip, grouped } from '../../problem.js';
import type { ArchiveEntry } from './archive.js';
import { limits } from './limits.js';
import { isRefused, type Reading, refuse, saveAnew } from './reading.js';

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

/** Reads a part and tells its elements; rests between chunks, so that the receiver can pass on what it has. */
export function* readXmlInSteps(
  entry: ArchiveEntry,
  handlers: ElementHandlers,
  reading: Reading,
): Generator<undefined> {
  const refuseXml = (why: string): void =>
    refuse(reading, 'format', `the workbook is damaged: ${entry.name} ${why}`, saveAnew);
  const parser = createParser(handlers, reading, refuseXml);
  let decode: Decode | undefined;
  for (const chunk of entry.read()) {
    if (!decode) {
      const encoding = encodingOf(chunk);
      decode = decoderOf(encoding);
      parser.expectEncoding(encoding);
    }
    const text = decode(chunk);
    if (text === undefined) refuseXml('holds bytes that are no text');
    else parser.write(text);
    if (isRefused(reading)) return;
    yield;
  }
  if (decode?.() === undefined) refuseXml('ends within a character');
  else parser.end();
}

/** Reads a part at once. */
export function readXml(entry: ArchiveEntry, handlers: ElementHandlers, reading: Reading): void {
  for (const _ of readXmlInSteps(entry, handlers, reading));
}

/** Whether an attribute of type boolean says yes (ST_OnOff). */
export const isOn = (value: string | undefined): boolean => value === '1' || value === 'true' || value === 'on';

/** The parser with the limits of depth, of elements, and of text that goes on and on. */
function createParser(handlers: ElementHandlers, reading: Reading, refuseXml: (why: string) => void) {
  const parser = new SaxesParser({ position: false, xmlns: false });
  let depth = 0;
  let silence = 0;
  let expected = 'utf-8';
  const { open, close, text } = handlers;
  parser.on('opentag', ({ name, attributes }) => {
    silence = 0;
    depth++;
    if (isRefused(reading)) return;
    if (++reading.elements > limits.elements)
      refuseLimit(reading, `it has more than ${grouped(limits.elements)} XML elements`);
    else if (depth > limits.depth) refuseLimit(reading, `its XML elements lie more than ${limits.depth} deep`);
    else open(localName(name), attributes, depth);
  });
  parser.on('closetag', ({ name }) => {
    silence = 0;
    if (!isRefused(reading)) close?.(localName(name), depth);
    depth--;
  });
  if (text) {
    parser.on('text', text);
    parser.on('cdata', text);
  }
  parser.on('xmldecl', ({ encoding }) => {
    const declared = encoding?.toLowerCase();
    if (declared !== undefined && !expected.startsWith(declared))
      refuseXml(`says that its encoding is ${clip(encoding ?? '')}, which it is not or must not be`);
  });
  parser.on('error', ({ message }) => {
    if (!isRefused(reading)) refuseXml(`is no XML: ${clip(message)}`);
  });
  return {
    expectEncoding: (encoding: string): void => {
      expected = encoding;
    },
    write(text: string): void {
      silence += text.length;
      parser.write(text);
      if (silence > limits.silence)
        refuseLimit(reading, `a text of it has more than ${grouped(limits.silence)} characters`);
    },
    end: () => parser.close(),
  };
}

export function refuseLimit(reading: Reading, what: string): void {
  if (!isRefused(reading))
    refuse(
      reading,
      'limit',
      `the workbook is too large: ${what}`,
      'take out what is no data, or give the table as CSV',
    );
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

type Decode = (chunk?: Uint8Array) => string | undefined;

/** Bytes → text, and undefined when they are none; without a chunk at the end. */
function decoderOf(encoding: string): Decode {
  const decoder = new TextDecoder(encoding, { fatal: true });
  return (chunk) => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
    } catch {
      return undefined;
    }
  };
}

/** UTF-16 shows in its first two bytes, a mark or half of "<"; the rest must be UTF-8 (ECMA-376-2, section 6.2.5). */
function encodingOf(head: Uint8Array): string {
  const [first, second] = head;
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return 'utf-16be';
  return 'utf-8';
}
