import { type CommandEntry, folders, release, report } from './command-entry.js';
import { releaseCommands } from './release-commands.js';
import { tableCommands } from './table-commands.js';
import { transferCommands } from './transfer-commands.js';

export type { CommandEntry, Run } from './command-entry.js';

/** What the first word of two-word commands stands for. */
export const groups: Record<string, string> = {
  csvw: 'CSV on the Web by itself: convert and validate',
  mapping: 'the metadata of the sheets in other mapping languages',
  workbook: 'all sheets as one Excel workbook, and back',
};

/** Every command, a line each in `gcm --help`; a new one is a file beside this one and its entry here. */
export const commands: CommandEntry[] = [
  {
    name: 'init',
    arguments: '<folder>',
    summary: 'make a small vocabulary of your own to begin with: sheets, ontology, checks and queries',
    options: [['--base <iri>', 'the address that everything in it lies under', 'https://example.org/sorting/']],
    example: 'gcm init my-vocabulary --base https://example.org/my-vocabulary/',
    load: () => import('./init.js'),
  },
  {
    name: 'build',
    summary: 'turn the sheets into a checked, published release',
    options: [
      ...folders,
      ...release,
      ['--strict', 'let warnings stop the build too'],
      ['--no-site', 'leave out the web site'],
      ['--commit <hash>', 'the git commit that the sheets were taken from, for the provenance'],
      ['--previous <release>', 'the release, dump, data folder or git revision that the changes are told from'],
      ...report,
    ],
    example: 'gcm build --strict',
    load: () => import('./build.js'),
  },
  {
    name: 'check',
    summary: 'find every problem in the sheets, and publish nothing',
    options: [...folders, ['--strict', 'count warnings as errors'], ...report],
    example: 'gcm check --report json --report-file problems.json',
    load: () => import('./check.js'),
  },
  {
    name: 'watch',
    summary: 'build now and again on every save, without the web site, and tell what changed',
    options: [...folders, ...release, ['--strict', 'let warnings stop the build too'], ...report],
    example: 'gcm watch --strict',
    load: () => import('./watch.js'),
  },
  {
    name: 'serve',
    summary: 'serve the current release: its web site, its things by their addresses, SPARQL and reconciliation',
    options: [
      ...release,
      ['--port <number>', 'where to listen; 0 takes a free one', '8080'],
      ['--host <address>', 'whom to listen to; this machine alone unless told otherwise', '127.0.0.1'],
      ['--workers <number>', 'threads that answer queries', '2'],
      ['--timeout <seconds>', 'how long a query may take', '5'],
      ['--queue <number>', 'how many queries may wait', '64'],
      ['--max-results <number>', 'rows or statements in an answer', '10000'],
      ['--rate <number>', 'requests of one client a minute; 0 for any number', '600'],
      ['--trust-proxy <address...>', 'proxies whose word on the address of a client is taken'],
    ],
    example: 'gcm serve --port 8000',
    load: () => import('./serve.js'),
  },
  {
    name: 'query',
    arguments: '[query]',
    summary: 'run a saved query, a query file or SPARQL text over the current release; alone, list the saved ones',
    options: [
      ['--format <format>', 'table, json, csv, tsv, xml or turtle'],
      ['--source <source...>', 'ask these files or endpoints instead of the release'],
      ['--queries <folder>', 'where the saved queries are', 'queries'],
      ...release,
    ],
    example: 'gcm query objective-10 --format csv',
    load: () => import('./query.js'),
  },
  {
    name: 'why',
    arguments: '<iri>',
    summary: 'show every statement about a thing in the current release, and the cell or rule that it came from',
    options: [
      ...release,
      ['--data <folder>', 'ask these sheets instead of the release'],
      ...folders.filter(([flags]) => !flags.startsWith('--data')),
    ],
    example: 'gcm why objective/10',
    load: () => import('./why.js'),
  },
  {
    name: 'explain',
    arguments: '[code]',
    summary: 'say what a problem is, how it comes about and what to do; alone, write all of them as Markdown',
    options: [
      ['--ontology <folder>', 'classes, shapes and the JSON-LD context', 'ontology'],
      ['--queries <folder>', 'rules, checks, exports and saved queries', 'queries'],
    ],
    example: 'gcm explain foreign-key',
    load: () => import('./explain.js'),
  },
  ...releaseCommands,
  {
    name: 'observations',
    arguments: '<file...>',
    summary: 'turn files of indicator data (UNSD, SDMX-CSV) into an RDF Data Cube or a table, streamed by all threads',
    options: [
      ['-o, --out <file>', 'write N-Quads there, packed by gzip for .gz, or a table for .parquet', 'observations.nq'],
      ['--base <iri>', 'the address that areas, data sets and observations lie under', 'https://w3id.org/gcm-graph/'],
      ['--strict', 'let warnings stop it too'],
      ...report,
    ],
    example: 'gcm observations Goal10.csv Goal16.xlsx -o cube.nq.gz',
    load: () => import('./observations.js'),
  },
  ...tableCommands,
  ...transferCommands,
];
