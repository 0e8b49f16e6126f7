import { toNQuads } from '../graph/nquads.js';
import type { Dump, Triples } from './dump.js';
import type { Sink } from './files.js';

/** A form that the graph is published in; its writer is loaded when it is wanted. */
interface PlainFormat {
  extension: string;
  mediaType: string;
  isSlow?: false;
  write(dump: Dump, sink: Sink): Promise<void>;
}

/** A slow one: written from the triples alone, so that a thread can write it beside the others. */
interface SlowFormat {
  extension: string;
  mediaType: string;
  isSlow: true;
  write(triples: Triples, sink: Sink): Promise<void>;
}

export type Format = PlainFormat | SlowFormat;

/** One entry a format: a new one is a file beside this one and its entry here. N-Triples come first: a thread that writes the slow ones reads them. */
export const formats: Format[] = [
  {
    extension: 'nt',
    mediaType: 'application/n-triples',
    write: async ({ runs }, sink) => {
      for (const run of runs()) sink(run.recall('nt', () => toNQuads(run.triples)));
    },
  },
  {
    extension: 'nq',
    mediaType: 'application/n-quads',
    write: async ({ runs }, sink) => {
      for (const run of runs()) sink(run.recall('nq', () => toNQuads(run.quads)));
    },
  },
  {
    extension: 'ttl',
    mediaType: 'text/turtle',
    write: async (dump, sink) => (await import('./turtle.js')).turtle(dump, sink),
  },
  {
    extension: 'trig',
    mediaType: 'application/trig',
    write: async (dump, sink) => (await import('./turtle.js')).trig(dump, sink),
  },
  {
    extension: 'rdf',
    mediaType: 'application/rdf+xml',
    write: async (dump, sink) => (await import('./rdfxml.js')).rdfxml(dump, sink),
  },
  {
    extension: 'jsonld',
    mediaType: 'application/ld+json',
    isSlow: true,
    write: async (triples, sink) => (await import('./jsonld.js')).jsonLd(triples, sink),
  },
];
