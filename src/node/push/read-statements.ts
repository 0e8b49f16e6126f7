import { createReadStream, readSync, statSync } from 'node:fs';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { UserError, withMore } from '../../problem.js';
import { readLine, readTerm, termText } from '../../rdf/nquads.js';
import { toTerm } from '../../rdf/terms.js';
import { withOpen } from '../disk-files.js';

/** A statement of an N-Quads file in its canonical spelling, which is valid in Turtle and in SPARQL. */
export interface Statement {
  triple: string; // "<s> <p> "o"@en ."
  graph: string; // IRI of the graph; "" is the default graph
}

/**
 * Parses a line of N-Quads. Returns undefined for an empty line or a comment, and a message for an invalid line, which
 * could inject code into a SPARQL update.
 */
export function readStatement(line: string): Statement | string | undefined {
  const found = readLine(line);
  if (!found) return /^[ \t]*(#.*)?$/.test(line) ? undefined : faultOf(line);
  const { subject, predicate, object, graph } = found;
  if ([subject, object, graph].some((text) => text.startsWith('_:'))) return faultOf(line);
  const terms = [subject, predicate, object, graph].map((text) => (isPlain(text) ? text : respelled(text)));
  if (terms.includes(undefined)) return 'Invalid escape: this character is not allowed here';
  const [s, p, o, g] = terms as [string, string, string, string];
  return { triple: `${s} ${p} ${o} .`, graph: g.slice(1, -1) };
}

const faultOf = (line: string): string =>
  /(^|\s)_:/.test(line.replace(/"(?:[^"\\]|\\.)*"/g, ''))
    ? 'Blank nodes are not supported, because each request would create a different node'
    : 'Invalid N-Quads statement';

/** True if the spelling of a term is certainly canonical. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the canonical spelling escapes control characters
const isPlain = (text: string): boolean => !/[\\\u0000-\u001f\u007f]|XMLSchema#string>$/.test(text);

/** Returns a term in its canonical spelling, or undefined if it is not valid RDF. */
function respelled(text: string): string | undefined {
  const term = readTerm(text);
  if (!term || [term.type === 'uri' ? term.value : '', term.datatype ?? ''].some(isBroken)) return undefined;
  return termText(toTerm(term)).replace(/\\\\([uU])|\\./g, hideEscape);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are not allowed in an IRI
const isBroken = (iri: string): boolean => /[\u0000-\u0020<>"{}|^`\\]/.test(iri);

/** SPARQL replaces \uXXXX before parsing (section 19.2), so a backslash before a literal "u" needs another escape. */
const hideEscape = (sequence: string, letter: string | undefined): string =>
  letter === undefined ? sequence : `\\\\\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Limit for the length of a line, to protect the memory. */
const longest = 16 << 20; // characters

/**
 * Opens a UTF-8 file of any size to read it once, with or without gzip. `graph` replaces the graphs in the file. `more` is
 * added to error messages.
 */
export function openStatements(file: string, graph: string | undefined, more: () => string) {
  const opened = {
    size: statSync(file).size, // bytes on the disk
    read: 0, // bytes
    /** Returns the statements with their line numbers. */
    async *statements(): AsyncGenerator<{ statement: Statement; number: number }> {
      const bytes = createReadStream(file, { highWaterMark: 1 << 16 });
      bytes.on('data', (chunk) => (opened.read += chunk.length));
      let number = 0;
      try {
        for await (const lines of linesOf(isPacked(file) ? Readable.from(unpacked(bytes)) : bytes, file))
          for (const line of lines) {
            number++;
            const statement = readStatement(line.endsWith('\r') ? line.slice(0, -1) : line);
            if (typeof statement === 'string') throw new UserError(`${file}:${number}: ${statement}`, 1);
            if (statement) yield { statement: graph === undefined ? statement : { ...statement, graph }, number };
          }
      } catch (error) {
        throw withMore(readable(error, file), more());
      } finally {
        bytes.destroy();
      }
    },
  };
  return opened;
}

/** Reads lines in groups. */
async function* linesOf(bytes: Readable, file: string): AsyncGenerator<string[]> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  for await (const chunk of bytes) {
    const lines = (rest + decoder.decode(chunk as Buffer, { stream: true })).split('\n');
    rest = lines.pop() as string;
    if (rest.length > longest) throw new UserError(`${file}: A line has more than ${longest} characters`, 1);
    yield lines;
  }
  yield [rest + decoder.decode()];
}

/** True if a file begins with the gzip signature (RFC 1952, section 2.3.1), which is not valid UTF-8. */
function isPacked(file: string): boolean {
  const head = Buffer.alloc(2);
  return withOpen(file, 'r', (descriptor) => readSync(descriptor, head)) === 2 && head.readUInt16BE() === 0x1f8b;
}

/** Decompresses a stream, and passes on its errors. */
async function* unpacked(bytes: Readable): AsyncGenerator<Buffer> {
  const gunzip = createGunzip();
  bytes.on('error', (error) => gunzip.destroy(error));
  for await (const chunk of bytes.pipe(gunzip)) yield chunk as Buffer;
}

function readable(error: unknown, file: string): unknown {
  const { code = '' } = error as NodeJS.ErrnoException;
  if (code.startsWith('Z_')) return new UserError(`${file}: The gzip file is damaged or truncated`, 1);
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return new UserError(`${file}: The file is not UTF-8`, 1);
  return error;
}
