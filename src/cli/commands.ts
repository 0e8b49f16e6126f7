/** Runs a command; what it returns is the exit code. Arguments come as commander gives them. */
export type Run = (args: string[], options: Record<string, string | boolean | string[] | undefined>) => Promise<number>;

export interface CommandEntry {
  name: string;
  arguments?: string; // "<query>"
  summary: string;
  options: [flags: string, description: string, standard?: string | string[]][]; // a list: the option can be repeated
  example: string;
  load(): Promise<{ run: Run }>;
}

const folders: CommandEntry['options'] = [
  ['--data <folder>', 'the sheets and tables.json', 'data'],
  ['--ontology <folder>', 'classes, shapes and the JSON-LD context', 'ontology'],
  ['--queries <folder>', 'rules, checks, exports and saved queries', 'queries'],
  ['--base <iri>', 'publish under this address instead of the one in tables.json'],
];

const report: CommandEntry['options'] = [
  [
    '--report <format>',
    'how to report problems: text, json, junit, sarif, github, markdown, html or workbook; FORMAT=FILE writes to a file; repeatable',
    ['text'],
  ],
  ['--report-file <file>', 'write the one report there instead of to the terminal'],
];

const csvw: CommandEntry['options'] = [
  ['--metadata <file>', 'describe the file by this metadata document instead of the one that is found'],
  ['--base <iri>', 'the address that the files are published under, ending with a slash'],
];

const release: CommandEntry['options'] = [['--out <folder>', 'where the releases are', 'build']];

/** What the first word of two-word commands stands for. */
export const groups: Record<string, string> = {
  csvw: 'CSV on the Web by itself: convert and validate',
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
    summary: 'show the web site of the current release in a browser, on this machine alone',
    options: [...release, ['--port <number>', 'where to listen; 0 takes a free one', '8080']],
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
    summary: 'show every statement about a thing and the cell it came from',
    options: folders,
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
  {
    name: 'verify',
    arguments: '[release]',
    summary: 'hold every file of a release against its manifest',
    options: release,
    example: 'gcm verify',
    load: () => import('./verify.js'),
  },
  {
    name: 'csvw to-rdf',
    arguments: '<file>',
    summary: 'convert a CSV file, or the tables of a metadata document, to RDF by CSV on the Web',
    options: [
      ...csvw,
      ['--minimal', 'only what the cells say, nothing of tables and rows'],
      ['--no-prov', 'leave out which files it was made from'],
      ['--format <format>', 'nquads or turtle', 'nquads'],
      ['--out <file>', 'write there instead of to the terminal'],
    ],
    example: 'gcm csvw to-rdf data/tables.json --minimal --out tables.nq',
    load: () => import('./csvw-to-rdf.js'),
  },
  {
    name: 'csvw validate',
    arguments: '<file>',
    summary: 'check a CSV file, or the tables of a metadata document, against CSV on the Web',
    options: [...csvw, ['--strict', 'count warnings as errors'], ...report],
    example: 'gcm csvw validate data/tables.json',
    load: () => import('./csvw-validate.js'),
  },
  {
    name: 'workbook export',
    arguments: '[file]',
    summary: 'write all sheets as one Excel workbook, gcm.xlsx unless another name is given',
    options: [
      ['--data <folder>', 'the sheets and tables.json', 'data'],
      ['--force', 'write over a workbook that is there'],
      ...report,
    ],
    example: 'gcm workbook export sheets.xlsx',
    load: () => import('./workbook-export.js'),
  },
  {
    name: 'workbook import',
    arguments: '<file>',
    summary: 'take the rows of a workbook over into the sheets, when nothing in it is wrong',
    options: [
      ['--data <folder>', 'the sheets and tables.json', 'data'],
      ['--dry-run', 'say what would change, and write nothing'],
      ['--force', 'take over sheets that were changed since the export too, and undo what was changed there'],
      ['--strict', 'count warnings as errors'],
      ...report,
    ],
    example: 'gcm workbook import sheets.xlsx --dry-run',
    load: () => import('./workbook-import.js'),
  },
];
