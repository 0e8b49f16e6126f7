import { createRequire } from 'node:module';

/** The SPARQL parser in Node. It is loaded when it is used, because most commands only need it for faulty queries. */

const load = (): typeof import('sparqljs') => createRequire(import.meta.url)('sparqljs');

export default {
  get Parser() {
    return load().Parser;
  },
  get Generator() {
    return load().Generator;
  },
};
