import { closeSync, createReadStream, openSync, readSync, statSync } from 'node:fs';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { UserError } from '../../problem.js';
import { readStatement, type Statement } from './statement.js';

/** Characters that a line may have; what is longer is no statement, and would fill the memory. */
const longest = 16 << 20;

/** A file of lines that is read once from its beginning, however large it is. */
export interface LineFile {
  size: number; // bytes on the disk
  read: number; // bytes of them that are read
  chunks(): AsyncGenerator<string[]>; // some lines at a time
}

/** Opens a text file in UTF-8; one that is packed by gzip, whatever its name, is unpacked on the way. */
export function openLines(file: string): LineFile {
  const lines: LineFile = {
    size: statSync(file).size,
    read: 0,
    async *chunks() {
      const bytes = createReadStream(file, { highWaterMark: 1 << 16 });
      bytes.on('data', (chunk) => (lines.read += chunk.length));
      const plain = isPacked(file) ? Readable.from(unpacked(bytes)) : bytes;
      const decoder = new TextDecoder('utf-8', { fatal: true });
      let rest = '';
      try {
        for await (const chunk of plain) {
          const parts = (rest + decoder.decode(chunk as Buffer, { stream: true })).split('\n');
          rest = parts.pop() as string;
          if (rest.length > longest) throw new UserError(`${file}: a line is longer than ${longest} characters`, 1);
          yield parts;
        }
        yield [rest + decoder.decode()];
      } catch (error) {
        throw readable(error, file);
      } finally {
        bytes.destroy();
      }
    },
  };
  return lines;
}

/** Whether a file begins as gzip does (RFC 1952, section 2.3.1), and no text in UTF-8. */
function isPacked(file: string): boolean {
  const descriptor = openSync(file, 'r');
  const head = Buffer.alloc(2);
  try {
    return readSync(descriptor, head) === 2 && head.readUInt16BE() === 0x1f8b;
  } finally {
    closeSync(descriptor);
  }
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

/**
 * The statements of a file with the numbers of their lines, in the graph that was asked for. What `more` says stands behind
 * the words for a fault of the file.
 */
export async function* statementsOf(
  lines: LineFile,
  file: string,
  graph: string | undefined,
  more: () => string,
): AsyncGenerator<{ statement: Statement; number: number }> {
  let number = 0;
  try {
    for await (const chunk of lines.chunks())
      for (const line of chunk) {
        number++;
        const statement = readStatement(line.endsWith('\r') ? line.slice(0, -1) : line);
        if (typeof statement === 'string') throw new UserError(`${file}:${number}: ${statement}`, 1);
        if (statement) yield { statement: graph === undefined ? statement : { ...statement, graph }, number };
      }
  } catch (error) {
    throw error instanceof UserError ? new UserError(error.message + more(), error.exitCode) : error;
  }
}
