import { Parser, type Quad } from 'n3';
import type { Table } from '../csvw/metadata/table.js';
import { compilePlan } from '../csvw/rdf/plan.js';
import type { QueryFile } from '../graph/query-file.js';
import { UserError } from '../problem.js';
import { termText } from '../rdf/nquads.js';

/** One of the two that are compared. */
export interface Side {
  name: string; // as it is spoken of: "gcm-sdg 0.1.0", "HEAD~1"
  /** Its statements, sorted by their lines, as often as they are asked for. */
  blocks(): LineBlocks;
  nameless: number; // statements that were left out, for they are about things without a name
  /** The same, read in any order and spelling and sorted; only where the lines may turn out not to be sorted or canonical. */
  parsed?: () => Promise<Side>;
  /** The properties of statements that rules alone make; there where rules and `tables.json` are at hand. */
  derived?: (() => Set<string>) | undefined;
}

/** A side of N-Triples or N-Quads, in any order and spelling; canonical and sorted lines are compared without being parsed. */
export const sideOfBytes = (name: string, bytes: Uint8Array): Side => ({
  name,
  nameless: 0,
  blocks: () => lineBlocks(chunksOf(bytes), name),
  parsed: async () => sideOfQuads(name, parse(name, bytes)),
});

function parse(name: string, bytes: Uint8Array): Quad[] {
  try {
    return new Parser({ format: 'N-Quads' }).parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw new UserError(`${name} is not N-Triples or N-Quads: ${(error as Error).message}`);
  }
}

/** A side of statements that are in memory. */
export function sideOfQuads(name: string, quads: Iterable<Quad>): Side {
  const collected = collectStatements();
  for (const quad of quads) collected.add(quad);
  return collected.side(name);
}

/** Collects statements one by one for a side: as sorted lines; those with blank nodes have no name to be known by and are counted. */
export function collectStatements(): { add(quad: Quad): void; side(name: string): Side } {
  const lines: string[] = [];
  let nameless = 0;
  return {
    add({ subject, predicate, object, graph }) {
      if (graph.value.endsWith('/graph/provenance')) return;
      const hasNames = subject.termType === 'NamedNode' && /^(?:NamedNode|Literal)$/.test(object.termType);
      if (!hasNames) nameless++;
      else lines.push(toBytes(`${[subject, predicate, object].map(termText).join(' ')} .`));
    },
    side(name) {
      lines.sort();
      const distinct = lines.filter((line, i) => line !== lines[i - 1]);
      return { name, nameless, blocks: () => blocksOfLines(distinct) };
    },
  };
}

/**
 * Sorted N-Triples or N-Quads as long texts of whole lines, with one unit per byte (Latin-1): their order as strings is that
 * of UTF-8 and so of code points, and lines that are the same on both sides are not decoded or even cut apart.
 */
export type LineBlocks = Iterable<string>;

const longestLine = 1 << 28; // a longer line is not a statement that anyone wrote

/** The lines of a file whose bytes come in chunks. Throws `UserError`, with the name of the file, for a line of over 256 MiB. */
export function* lineBlocks(chunks: Iterable<Uint8Array>, name: string, decode = latin1): Generator<string> {
  let rest = ''; // the beginning of a line
  for (const chunk of chunks) {
    const end = chunk.lastIndexOf(newline) + 1;
    if (end > 0) {
      yield rest + decode(chunk.subarray(0, end));
      rest = '';
    }
    rest += decode(chunk.subarray(end));
    if (rest.length > longestLine) throw new UserError(`${name} has a line that is too long to be a statement`, 1);
  }
  if (rest !== '') yield `${rest}\n`;
}

const newline = 0x0a;
const chunkSize = 1 << 19;

function* chunksOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += chunkSize) yield bytes.subarray(start, start + chunkSize);
}

const linesInBlock = 5000;

function* blocksOfLines(lines: string[]): Generator<string> {
  for (let i = 0; i < lines.length; i += linesInBlock) yield `${lines.slice(i, i + linesInBlock).join('\n')}\n`;
}

const argumentLimit = 1 << 13; // a call takes only so many arguments

/** Bytes as a text with one unit per byte. */
function latin1(bytes: Uint8Array): string {
  if (bytes.length <= argumentLimit) return String.fromCharCode.apply(null, bytes as unknown as number[]);
  let text = '';
  for (let at = 0; at < bytes.length; at += argumentLimit) text += latin1(bytes.subarray(at, at + argumentLimit));
  return text;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const scratch = new Uint8Array(1 << 14); // most lines are short, and there are millions

/** A text as it is in a block. */
export function toBytes(text: string): string {
  if (!/[^\0-\x7f]/.test(text)) return text;
  if (3 * text.length > scratch.length) return latin1(encoder.encode(text));
  return latin1(scratch.subarray(0, encoder.encodeInto(text, scratch).written));
}

/** What a part of a block says, as a text of its own, which does not keep the block in memory. Throws when it is not UTF-8. */
export function fromBytes(bytes: string): string {
  const { length } = bytes;
  const units = length > scratch.length ? new Uint8Array(length) : scratch;
  for (let i = 0; i < length; i++) units[i] = bytes.charCodeAt(i);
  return decoder.decode(units.subarray(0, length));
}

/** Whether a part of a block is UTF-8. */
export function isUtf8(bytes: string): boolean {
  try {
    fromBytes(bytes);
    return true;
  } catch {
    return false;
  }
}

/**
 * The properties that rules speak of and that no column of a sheet is for: what is said with them follows from something
 * else. None where a column makes its property of its values, for then nobody knows what the sheets say.
 */
export function derivedProperties(tables: Table[], rules: QueryFile[]): Set<string> {
  const properties = new Set(rules.flatMap(({ text }) => namesIn(text)));
  const plans = tables.map((table) => compilePlan(table, { index: 0, isMinimal: true }));
  for (const { predicate } of plans.flatMap(({ statements }) => statements)) {
    if (predicate.kind !== 'iri' || predicate.template.constant === undefined) return new Set();
    properties.delete(predicate.template.constant);
  }
  return properties;
}

/** The IRIs that a query names, whole or by its prefixes. */
function namesIn(text: string): string[] {
  const prefixes = new Map(
    [...text.matchAll(/^\s*PREFIX\s+([\w-]*):\s*<([^>]*)>/gim)].map(([, prefix = '', iri = '']) => [prefix, iri]),
  );
  const whole = [...text.matchAll(/<([^<>\s]+)>/g)].map(([, iri = '']) => iri);
  const short = [...text.matchAll(/(?<![\w-])([\w-]*):([\w.-]*\w)/g)].flatMap(([, prefix = '', local = '']) => {
    const space = prefixes.get(prefix);
    return space === undefined ? [] : [space + local];
  });
  return [...whole, ...short];
}
