import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import jsonld from 'jsonld';
import oxigraph from 'oxigraph';
import { canonize, NQuads } from 'rdf-canonize';
import { RdfXmlParser } from 'rdfxml-streaming-parser';
import { expect, it } from 'vitest';
import { gcm } from './gcm.js';

/**
 * Reads each kind of dump with an independent parser into sorted N-Quads lines. The writers are n3 (Turtle, TriG),
 * rdflib (RDF/XML), jsonld's compaction, and our own lines.
 */
export const readers: Record<string, (file: string) => Promise<string[]>> = {
  ttl: (file) => byOxigraph(file, 'text/turtle'),
  trig: (file) => byOxigraph(file, 'application/trig'),
  nt: (file) => byOxigraph(file, 'application/n-triples'),
  nq: (file) => byOxigraph(file, 'application/n-quads'),
  rdf: byRdfXmlParser,
  jsonld: byJsonLd,
};

async function byOxigraph(file: string, format: string): Promise<string[]> {
  const store = new oxigraph.Store();
  store.load(readFileSync(file, 'utf8'), { format });
  return lines(store.dump({ format: 'application/n-quads' }));
}

async function byRdfXmlParser(file: string): Promise<string[]> {
  const store = new oxigraph.Store();
  const found: string[] = []; // loaded together, because adding one statement after the other takes minutes
  const parsed = Readable.from(readFileSync(file)).pipe(new RdfXmlParser());
  for await (const { subject, predicate, object } of parsed) {
    const value =
      object.termType === 'Literal'
        ? oxigraph.literal(object.value, object.language || oxigraph.namedNode(object.datatype.value))
        : oxigraph.namedNode(object.value);
    const quad = oxigraph.quad(oxigraph.namedNode(subject.value), oxigraph.namedNode(predicate.value), value);
    found.push(`${quad} .\n`);
  }
  store.load(found.join(''), { format: 'application/n-quads' });
  return lines(store.dump({ format: 'application/n-quads' }));
}

/** Conversion shares no code with compaction and framing, and the document contains the context. */
async function byJsonLd(file: string): Promise<string[]> {
  const document = JSON.parse(readFileSync(file, 'utf8'));
  const quads = (await jsonld.toRDF(document, {
    format: 'application/n-quads',
    safe: true,
  } as never)) as unknown as string;
  const store = new oxigraph.Store();
  store.load(quads, { format: 'application/n-quads' });
  return lines(store.dump({ format: 'application/n-quads' }));
}

const lines = (text: string): string[] => text.split('\n').filter(Boolean).sort();

/** Tests for every release: all dumps are equivalent, and the manifest lists them. `release` is the link to it. */
export function testDumps(release: string): void {
  const out = path.dirname(release);
  const dump = (extension: string): string => path.join(release, `gcm-sdg.${extension}`);
  const manifest = () => JSON.parse(readFileSync(path.join(release, 'manifest.json'), 'utf8'));

  it.each(['ttl', 'rdf', 'jsonld', 'nt'])(
    '%s contains the union of the graphs without provenance',
    async (extension) => {
      const union = (await readers['nq']?.(dump('nq')))
        ?.filter((line) => !line.endsWith('<https://w3id.org/gcm-graph/graph/provenance> .'))
        .map((line) => line.replace(/ <[^<>]*> \.$/, ' .'));
      const expected = [...new Set(union)].sort();
      const actual = await readers[extension]?.(dump(extension));
      expect(actual).toHaveLength(manifest().triples);
      expect(actual).toEqual(expected);
    },
  );

  it('trig contains all graphs', async () => {
    expect(await readers['trig']?.(dump('trig'))).toEqual(await readers['nq']?.(dump('nq')));
  });

  it('nq is canonical, and its hash is in the manifest and the folder name', async () => {
    const text = readFileSync(dump('nq'), 'utf8');
    const canonical = await canonize(NQuads.parse(text), { algorithm: 'RDFC-1.0', format: 'application/n-quads' });
    expect(text === canonical).toBe(true);
    const hash = createHash('sha256').update(canonical).digest('hex');
    expect(manifest().hash).toBe(hash);
    expect(readlinkSync(path.join(out, 'current'))).toBe(`releases/${manifest().version}-${hash.slice(0, 12)}`);
  });

  it('contains no blank nodes', () => expect(readFileSync(dump('nq'), 'utf8')).not.toContain('_:'));

  it('lists every file in the manifest with its size and hash', async () => {
    const files = readdirSync(release, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const pages = files.filter(({ parentPath }) => path.relative(release, parentPath).split(path.sep)[0] === 'site');
    expect(manifest().files).toHaveLength(files.length - pages.length - 1);
    expect(manifest().site.files).toBe(pages.length);
    expect(await gcm(['verify', '--out', out])).toMatchObject({ code: 0 });
  });
}
