import { Parser, type Quad } from 'n3';
import type { Table } from '../csvw/metadata/table.js';
import { compilePlan } from '../csvw/rdf/plan.js';
import type { QueryFile } from '../graph/query-file.js';
import { UserError } from '../problem.js';
import { termText } from '../rdf/nquads.js';
import type { Roles } from '../roles/roles.js';
import type { FamilyFile } from '../sheets/family-files.js';

/** A file of figures of one side. */
export type FiguresFile = Pick<FamilyFile, 'name' | 'table' | 'bytes' | 'from'>;

/** One side of a comparison. */
export interface Side {
  name: string; // for display: "my-data 0.1.0", "HEAD~1"
  /** Returns its statements as sorted lines. Can be called repeatedly. */
  blocks(): LineBlocks;
  nameless: number; // number of skipped statements about blank nodes
  /** Parses and sorts the side. Only set if its lines can be unsorted or not canonical. */
  parsed?: () => Promise<Side>;
  /** Returns the properties that only rules use. Only set if rules and `tables.json` are available. */
  derived?: (() => Set<string>) | undefined;
  /** Returns the roles that the ontology of this side declares. Only set if the ontology is available. */
  roles?: (() => Roles) | undefined;
  /** Returns its files of figures. Only set if they are available. */
  figures?: (() => Promise<readonly Pick<FamilyFile, 'name' | 'table' | 'bytes' | 'from'>[]>) | undefined;
}

/** Creates a side from N-Triples or N-Quads in any order and spelling. Sorted canonical lines are not parsed. */
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

/** Creates a side from statements in memory. */
export function sideOfQuads(name: string, quads: Iterable<Quad>): Side {
  const collected = collectStatements();
  for (const quad of quads) collected.add(quad);
  return collected.side(name);
}

/**
 * Collects statements for a side as sorted lines. Statements with blank nodes cannot be compared and are only counted.
 */
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
 * Sorted N-Triples or N-Quads in large blocks of whole lines, with one unit per byte (Latin-1). String order is code
 * point order, and lines that are equal on both sides do not have to be decoded or split.
 */
export type LineBlocks = Iterable<string>;

const longestLine = 1 << 28; // longer lines are rejected

/** Splits a file into blocks of whole lines. Throws `UserError` if a line is longer than 256 MiB. */
export function* lineBlocks(chunks: Iterable<Uint8Array>, name: string, decode = latin1): Generator<string> {
  let rest = ''; // incomplete line
  for (const chunk of chunks) {
    const end = chunk.lastIndexOf(newline) + 1;
    if (end > 0) {
      yield rest + decode(chunk.subarray(0, end));
      rest = '';
    }
    rest += decode(chunk.subarray(end));
    if (rest.length > longestLine) throw new UserError(`A line of ${name} is too long for a statement`, 1);
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

const argumentLimit = 1 << 13; // maximum number of arguments of a call

/** Converts bytes to a text with one unit per byte. */
function latin1(bytes: Uint8Array): string {
  if (bytes.length <= argumentLimit) return String.fromCharCode.apply(null, bytes as unknown as number[]);
  let text = '';
  for (let at = 0; at < bytes.length; at += argumentLimit) text += latin1(bytes.subarray(at, at + argumentLimit));
  return text;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const scratch = new Uint8Array(1 << 14); // most lines are short

/** Converts a text to block form. */
export function toBytes(text: string): string {
  if (!/[^\0-\x7f]/.test(text)) return text;
  if (3 * text.length > scratch.length) return latin1(encoder.encode(text));
  return latin1(scratch.subarray(0, encoder.encodeInto(text, scratch).written));
}

/** Decodes a part of a block. The copy does not keep the block in memory. Throws if it is not UTF-8. */
export function fromBytes(bytes: string): string {
  const { length } = bytes;
  const units = length > scratch.length ? new Uint8Array(length) : scratch;
  for (let i = 0; i < length; i++) units[i] = bytes.charCodeAt(i);
  return decoder.decode(units.subarray(0, length));
}

/** True if a part of a block is UTF-8. */
export function isUtf8(bytes: string): boolean {
  try {
    fromBytes(bytes);
    return true;
  } catch {
    return false;
  }
}

/**
 * Returns the properties that occur in rules but not in columns: their statements are derived. Returns nothing if a
 * column computes its property from values, because then the sheets can contain any property.
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

/** Returns the IRIs in a query, written in full or with a prefix. */
function namesIn(text: string): string[] {
  const prefixes = new Map(
    [...text.matchAll(/^[^\S\r\n]*PREFIX\s+([\w-]*):\s*<([^>]*)>/gim)].map(([, prefix = '', iri = '']) => [
      prefix,
      iri,
    ]),
  );
  const whole = [...text.matchAll(/<([^<>\s]+)>/g)].map(([, iri = '']) => iri);
  const short = [...text.matchAll(/(?<![\w-])([\w-]*):([\w.-]*\w)/g)].flatMap(([, prefix = '', local = '']) => {
    const space = prefixes.get(prefix);
    return space === undefined ? [] : [space + local];
  });
  return [...whole, ...short];
}
