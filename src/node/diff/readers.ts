import { createReadStream, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Parser, type Quad, StreamParser } from 'n3';
import { clip, grouped, UserError } from '../../problem.js';
import { formats } from '../../publish/formats.js';
import { oneLine } from '../../report/characters.js';

/** Reads every form that a release is published in (publish/formats.ts), in any order and spelling. */

type Read = (file: string, add: (quad: Quad) => void) => Promise<void>;

const streamed =
  (format: string): Read =>
  (file, add) =>
    pipeline(createReadStream(file), new StreamParser({ format }), async (quads: AsyncIterable<Quad>) => {
      for await (const quad of quads) add(quad);
    });

const readers: Record<string, Read> = {
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
export const mediaTypeOf = (file: string): string | undefined =>
  formats.find(({ extension }) => `.${extension}` === path.extname(file).toLowerCase())?.mediaType;

/** Passes on the statements of a file. Throws `UserError`, with the line where it is known, when it cannot be read. */
export async function readQuads(file: string, mediaType: string, add: (quad: Quad) => void): Promise<void> {
  try {
    await readers[mediaType]?.(file, add);
  } catch (error) {
    if (error instanceof UserError || (error as NodeJS.ErrnoException).syscall !== undefined) throw error;
    throw new UserError(oneLine(`${file} cannot be read: ${parserWords(error as { message: string })}`), 1);
  }
}

/** What a parser says of a file: it may quote as much of that as it likes, and the line stands behind. */
function parserWords({ message }: { message: string }): string {
  const [, words = message, place = ''] = /^(.*?)( on line \d+\.?)?$/s.exec(message) ?? [];
  return clip(words) + place;
}

const wholeLimit = 1 << 26; // 64 MiB: trees take twenty times as much

/** The text of a file in a form that can only be read whole. */
function wholeText(file: string): string {
  if (statSync(file).size <= wholeLimit) return readFileSync(file, 'utf8');
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
