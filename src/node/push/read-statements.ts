import { createReadStream, readSync, statSync } from 'node:fs';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { UserError, withMore } from '../../problem.js';
import { readLine, readTerm, termText } from '../../rdf/nquads.js';
import { toTerm } from '../../rdf/terms.js';
import { withOpen } from '../disk-files.js';

/** One statement of an N-Quads file, as text that may stand in Turtle and in SPARQL; however a file spells it, it is the same text. */
export interface Statement {
  triple: string; // "<s> <p> "o"@en ."
  graph: string; // the graph's IRI; "" is the default graph
}

/**
 * Reads a line of N-Quads; undefined where it is empty or a comment, and words for what is wrong with it. A line that is no
 * statement must not pass: it would end up as a part of a SPARQL update.
 */
export function readStatement(line: string): Statement | string | undefined {
  const found = readLine(line);
  if (!found) return /^[ \t]*(#.*)?$/.test(line) ? undefined : faultOf(line);
  const { subject, predicate, object, graph } = found;
  if ([subject, object, graph].some((text) => text.startsWith('_:'))) return faultOf(line);
  const terms = [subject, predicate, object, graph].map((text) => (isPlain(text) ? text : respelled(text)));
  if (terms.includes(undefined)) return 'it has an escape for a character that must not stand there';
  const [s, p, o, g] = terms as [string, string, string, string];
  return { triple: `${s} ${p} ${o} .`, graph: g.slice(1, -1) };
}

const faultOf = (line: string): string =>
  /(^|\s)_:/.test(line.replace(/"(?:[^"\\]|\\.)*"/g, ''))
    ? 'it has a blank node: statements go in parts, and the node would be another one in each'
    : 'it is no statement of N-Quads';

/** Whether the canonical spelling of a term is sure to be the same. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are escaped in the canonical spelling
const isPlain = (text: string): boolean => !/[\\\u0000-\u001f\u007f]|XMLSchema#string>$/.test(text);

/** A term in its canonical spelling; undefined when it cannot be one of RDF. */
function respelled(text: string): string | undefined {
  const term = readTerm(text);
  if (!term || [term.type === 'uri' ? term.value : '', term.datatype ?? ''].some(isBroken)) return undefined;
  return termText(toTerm(term)).replace(/\\\\([uU])|\\./g, hideEscape);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they must not stand in an IRI
const isBroken = (iri: string): boolean => /[\u0000-\u0020<>"{}|^`\\]/.test(iri);

/**
 * SPARQL takes \uXXXX for the character itself before it reads anything else (section 19.2), N-Triples does not: no backslash
 * is left before a "u" that it does not belong to.
 */
const hideEscape = (sequence: string, letter: string | undefined): string =>
  letter === undefined ? sequence : `\\\\\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Characters that a line may have; what is longer is no statement, and would fill the memory. */
const longest = 16 << 20;

/**
 * Opens a text file in UTF-8 that is read once from its beginning, however large it is; one that is packed by gzip, whatever its name, is unpacked on the way. Its statements are in
 * `graph`, where that is given. What `more` says stands behind the words for a fault of the file.
 */
export function openStatements(file: string, graph: string | undefined, more: () => string) {
  const opened = {
    size: statSync(file).size, // bytes on the disk
    read: 0, // bytes of them that are read
    /** The statements with the numbers of their lines. */
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

/** Some lines at a time. */
async function* linesOf(bytes: Readable, file: string): AsyncGenerator<string[]> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  for await (const chunk of bytes) {
    const lines = (rest + decoder.decode(chunk as Buffer, { stream: true })).split('\n');
    rest = lines.pop() as string;
    if (rest.length > longest) throw new UserError(`${file}: a line is longer than ${longest} characters`, 1);
    yield lines;
  }
  yield [rest + decoder.decode()];
}

/** Whether a file begins as gzip does (RFC 1952, section 2.3.1), and no text in UTF-8. */
function isPacked(file: string): boolean {
  const head = Buffer.alloc(2);
  return withOpen(file, 'r', (descriptor) => readSync(descriptor, head)) === 2 && head.readUInt16BE() === 0x1f8b;
}

/** An error of the file reaches whoever reads what comes out of it. */
async function* unpacked(bytes: Readable): AsyncGenerator<Buffer> {
  const gunzip = createGunzip();
  bytes.on('error', (error) => gunzip.destroy(error));
  for await (const chunk of bytes.pipe(gunzip)) yield chunk as Buffer;
}

function readable(error: unknown, file: string): unknown {
  const { code = '' } = error as NodeJS.ErrnoException;
  if (code.startsWith('Z_')) return new UserError(`${file}: it is no whole gzip file`, 1);
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return new UserError(`${file}: it is not in UTF-8`, 1);
  return error;
}
