import fs from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Parser, type Quad, StreamParser } from 'n3';
import { type LineBlocks, lineBlocks } from '../../diff/compared.js';
import { clip, grouped, UserError } from '../../problem.js';
import { type DumpType, formats } from '../../publish/formats.js';
import { oneLine } from '../../report/harmless-text.js';

/** Reads dumps in all published formats (publish/formats.ts), in any order and spelling, with or without gzip. */

const chunkSize = 1 << 19;

function* chunksOf(file: string): Generator<Uint8Array> {
  const descriptor = fs.openSync(file, 'r');
  try {
    const bytes = Buffer.allocUnsafe(chunkSize);
    for (;;) {
      const size = fs.readSync(descriptor, bytes);
      if (size === 0) return;
      yield bytes.subarray(0, size);
    }
  } finally {
    fs.closeSync(descriptor);
  }
}

/** Reads the lines of a file in blocks of about 512 KiB. Throws `UserError` if a line is longer than 256 MiB. */
export const fileBlocks = (file: string): LineBlocks =>
  lineBlocks(chunksOf(file), file, (bytes) =>
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1'),
  );

type Read = (file: string, add: (quad: Quad) => void) => Promise<void>;

const streamed =
  (format: string): Read =>
  (file, add) =>
    pipeline(fs.createReadStream(file), new StreamParser({ format }), async (quads: AsyncIterable<Quad>) => {
      for await (const quad of quads) add(quad);
    });

/** Readers for all formats. The type ensures that the list is complete. */
const readers: Record<DumpType, Read> = {
  'application/n-triples': streamed('application/n-triples'),
  'application/n-quads': streamed('application/n-quads'),
  'text/turtle': streamed('text/turtle'),
  'application/trig': streamed('application/trig'),
  'application/rdf+xml': rdfXml,
  'application/ld+json': jsonLd,
};

/** File extensions: ".nt", ".nq", … */
export const extensions = formats.map(({ extension }) => `.${extension}`);

/** Returns the format that a file extension indicates, or undefined if it is unknown. */
export const mediaTypeOf = (file: string): DumpType | undefined =>
  formats.find(({ extension }) => `.${extension}` === path.extname(file).toLowerCase())?.mediaType;

/** Calls `add` for each statement of a file. Throws `UserError`, with the line if it is known. */
export async function readStatementsOf(file: string, mediaType: DumpType, add: (quad: Quad) => void): Promise<void> {
  try {
    await readers[mediaType](file, add);
  } catch (error) {
    throw readable(error, (message) => {
      const [, words = message, place = ''] = /^(.*?)( on line \d+\.?)?$/s.exec(message) ?? [];
      return `Cannot read ${file}: ${clip(words)}${place}`; // a parser can quote any amount of the file
    });
  }
}

/** Keeps user errors and system errors. Converts others to a `UserError`. */
function readable(error: unknown, words: (message: string) => string): unknown {
  if (error instanceof UserError || (error as NodeJS.ErrnoException).syscall !== undefined) return error;
  return new UserError(oneLine(words((error as Error).message)), 1);
}

const wholeLimit = 1 << 26; // 64 MiB; parsed trees need about 20 times as much memory

/** Returns the text of a file in a format that cannot be streamed. */
function wholeText(file: string): string {
  if (fs.statSync(file).size <= wholeLimit) return fs.readFileSync(file, 'utf8');
  throw new UserError(
    `${file} has more than ${grouped(wholeLimit)} bytes, the limit for this format. Use the N-Triples (.nt) of the release`,
    1,
  );
}

async function rdfXml(file: string, add: (quad: Quad) => void): Promise<void> {
  const text = wholeText(file);
  const [{ graph, parse }, { SaxesParser }] = await Promise.all([import('rdflib'), import('saxes')]);
  const wellFormed = new SaxesParser({ xmlns: true }); // reports the line of an error, which rdflib does not
  wellFormed.on('error', (error) => {
    throw error;
  });
  wellFormed.write(text).close();
  const store = graph();
  parse(text, store, 'https://base.invalid/', 'application/rdf+xml');
  for (const statement of store.statements) add(statement as unknown as Quad);
}

type JsonLdError = Error & { details?: { cause?: Error; event?: { message: string } } };

async function jsonLd(file: string, add: (quad: Quad) => void): Promise<void> {
  const document = JSON.parse(wholeText(file)) as object;
  const [{ default: jsonld }, { strict }] = await Promise.all([
    import('jsonld'),
    import('../../publish/formats/jsonld.js'),
  ]);
  const options = { ...strict, format: 'application/n-quads' } as const;
  const nquads = (await jsonld.toRDF(document, options).catch((error: JsonLdError) => {
    throw error.details?.cause ?? error.details?.event ?? error; // the outer message is for programmers
  })) as unknown as string;
  for (const quad of new Parser({ format: 'N-Quads' }).parse(nquads)) add(quad);
}

/** Dumps compress by a factor of 10 to 50. A gzip bomb compresses by a factor of 1000. */
const packing = { ratio: 200, from: 1 << 26 };

/** Decompresses a gzip file into the folder `scratch`. Throws `UserError` if it is damaged or too large. */
export async function unpacked(file: string, scratch: string): Promise<string> {
  const target = path.join(scratch, `${fs.readdirSync(scratch).length}-${path.basename(file, '.gz')}`);
  const limit = Math.max(packing.from, packing.ratio * fs.statSync(file).size);
  async function* counted(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let size = 0;
    for await (const chunk of chunks) {
      size += chunk.length;
      if (size > limit)
        throw new UserError(
          `${oneLine(file)} decompresses to more than ${grouped(limit)} bytes, ${packing.ratio} times its size or more. This can be an attack. If you trust the file, decompress it with gunzip and compare the result`,
          1,
        );
      yield chunk;
    }
  }
  try {
    await pipeline(fs.createReadStream(file), createGunzip(), counted, fs.createWriteStream(target));
  } catch (error) {
    throw readable(error, (message) => `Cannot decompress ${file}: ${clip(message)}`);
  }
  return target;
}
