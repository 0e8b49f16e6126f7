import fs from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Parser, type Quad, StreamParser } from 'n3';
import { type LineBlocks, lineBlocks } from '../../diff/compared.js';
import { clip, grouped, UserError } from '../../problem.js';
import { type DumpType, formats } from '../../publish/formats.js';
import { oneLine } from '../../report/harmless-text.js';

/** Reads every form that a release is published in (publish/formats.ts), in any order and spelling, packed or not. */

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

/** The lines of a file as blocks of about half a MiB. Throws `UserError` for a line of over 256 MiB. */
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

/** TypeScript sees to it that none is left out. */
const readers: Record<DumpType, Read> = {
  'application/n-triples': streamed('application/n-triples'),
  'application/n-quads': streamed('application/n-quads'),
  'text/turtle': streamed('text/turtle'),
  'application/trig': streamed('application/trig'),
  'application/rdf+xml': rdfXml,
  'application/ld+json': jsonLd,
};

/** ".nt", ".nq", … */
export const extensions = formats.map(({ extension }) => `.${extension}`);

/** What the name of a file says that it holds; undefined when it is none of the forms. */
export const mediaTypeOf = (file: string): DumpType | undefined =>
  formats.find(({ extension }) => `.${extension}` === path.extname(file).toLowerCase())?.mediaType;

/** Passes on the statements of a file. Throws `UserError`, with the line where it is known, when it cannot be read. */
export async function readStatementsOf(file: string, mediaType: DumpType, add: (quad: Quad) => void): Promise<void> {
  try {
    await readers[mediaType](file, add);
  } catch (error) {
    throw readable(error, (message) => {
      const [, words = message, place = ''] = /^(.*?)( on line \d+\.?)?$/s.exec(message) ?? [];
      return `${file} cannot be read: ${clip(words)}${place}`; // a parser may quote as much of the file as it likes
    });
  }
}

/** An error that says enough as it is, or a `UserError` with words for its message. */
function readable(error: unknown, words: (message: string) => string): unknown {
  if (error instanceof UserError || (error as NodeJS.ErrnoException).syscall !== undefined) return error;
  return new UserError(oneLine(words((error as Error).message)), 1);
}

const wholeLimit = 1 << 26; // 64 MiB: trees take twenty times as much

/** The text of a file in a form that can only be read whole. */
function wholeText(file: string): string {
  if (fs.statSync(file).size <= wholeLimit) return fs.readFileSync(file, 'utf8');
  throw new UserError(
    `${file} can only be read whole, and has over ${grouped(wholeLimit)} bytes: take the N-Triples (.nt) of the release`,
    1,
  );
}

async function rdfXml(file: string, add: (quad: Quad) => void): Promise<void> {
  const text = wholeText(file);
  const [{ graph, parse }, { SaxesParser }] = await Promise.all([import('rdflib'), import('saxes')]);
  const wellFormed = new SaxesParser({ xmlns: true }); // it says in which line the fault is; rdflib's parser prints it
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
    throw error.details?.cause ?? error.details?.event ?? error; // what it says itself is for programmers
  })) as unknown as string;
  for (const quad of new Parser({ format: 'N-Quads' }).parse(nquads)) add(quad);
}

/** Statements pack to a tenth or a fiftieth; a file that is made to fill the disk packs to a thousandth. */
const packing = { ratio: 200, from: 1 << 26 };

/** Unpacks a file of gzip into the folder `scratch`. Throws `UserError` when it is damaged, or unpacks to too much. */
export async function unpacked(file: string, scratch: string): Promise<string> {
  const target = path.join(scratch, `${fs.readdirSync(scratch).length}-${path.basename(file, '.gz')}`);
  const limit = Math.max(packing.from, packing.ratio * fs.statSync(file).size);
  async function* counted(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let size = 0;
    for await (const chunk of chunks) {
      size += chunk.length;
      if (size > limit)
        throw new UserError(
          `${oneLine(file)} unpacks to over ${grouped(limit)} bytes, ${packing.ratio} times its size or more, as files do that are made to do harm: if it is none, unpack it with gunzip and compare that`,
          1,
        );
      yield chunk;
    }
  }
  try {
    await pipeline(fs.createReadStream(file), createGunzip(), counted, fs.createWriteStream(target));
  } catch (error) {
    throw readable(error, (message) => `${file} cannot be unpacked: ${clip(message)}`);
  }
  return target;
}
