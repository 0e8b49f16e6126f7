import type { Dump, Triples } from './dump.js';

/** A form that the graph is published in; its writer is loaded when it is wanted. */
interface PlainFormat {
  extension: string;
  mediaType: string;
  inThread?: false;
  write(dump: Dump): Promise<string>;
}

/** A slow one: written in a thread of its own, beside the others, from the triples alone. */
export interface ThreadFormat {
  extension: string;
  mediaType: string;
  inThread: true;
  write(triples: Triples): Promise<string>;
}

export type Format = PlainFormat | ThreadFormat;

/** One line a format: a new one is a file beside this one and its line here. */
export const formats: Format[] = [
  { extension: 'ttl', mediaType: 'text/turtle', write: async (dump) => (await import('./turtle.js')).turtle(dump) },
  { extension: 'trig', mediaType: 'application/trig', write: async (dump) => (await import('./turtle.js')).trig(dump) },
  { extension: 'nq', mediaType: 'application/n-quads', write: async ({ quadLines }) => quadLines.join('') },
  { extension: 'nt', mediaType: 'application/n-triples', write: async ({ tripleLines }) => tripleLines.join('') },
  {
    extension: 'jsonld',
    mediaType: 'application/ld+json',
    inThread: true,
    write: async (dump) => (await import('./jsonld.js')).jsonLd(dump),
  },
  {
    extension: 'rdf',
    mediaType: 'application/rdf+xml',
    inThread: true,
    write: async (dump) => (await import('./rdfxml.js')).rdfxml(dump),
  },
];
