import { type CommandEntry, release } from './command-entry.js';

const base: CommandEntry['options'][number] = [
  '--base <iri>',
  'the address that the files are published under, ending with a slash',
];

/** The commands that take what is here to other programs: stores, and engines that convert tables. */
export const transferCommands: CommandEntry[] = [
  {
    name: 'push',
    arguments: '<url> [file]',
    summary: 'load the current release, or a file of N-Quads, into a SPARQL store, and count what has arrived',
    options: [
      ['--protocol <protocol>', 'graph-store (each graph is replaced) or update (statements are added)', 'graph-store'],
      ['--replace', 'empty each graph before; graph-store does so anyway'],
      ['--graph <iri>', 'put all statements into this graph'],
      ['--resume', 'go on where the last transfer to this address ended'],
      ['--query <url>', 'where the counts are asked, when that does not follow from the address'],
      ['--batch <number>', 'statements in a request; 20000, or 1000 with update, unless told otherwise'],
      ['--retries <number>', 'how often a request is tried again when the server fails', '8'],
      ['--timeout <seconds>', 'how long an answer may take, 300 at most', '300'],
      ...release,
    ],
    example: 'gcm push http://localhost:3030/ds/data',
    load: () => import('./push.js'),
  },
  {
    name: 'mapping rml',
    arguments: '[metadata]',
    summary: 'write the tables of a metadata document, data/tables.json unless another is given, as RML',
    options: [base],
    example: 'gcm mapping rml > mapping.rml.ttl',
    load: () => import('./mapping-rml.js'),
  },
  {
    name: 'mapping r2rml',
    arguments: '[metadata]',
    summary: 'the same as R2RML, for sheets that are tables of a database',
    options: [base],
    example: 'gcm mapping r2rml > mapping.r2rml.ttl',
    load: () => import('./mapping-r2rml.js'),
  },
];
