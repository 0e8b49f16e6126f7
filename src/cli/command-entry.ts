import type { Io } from './io.js';

/** Runs a command; what it returns is the exit code. Arguments come as commander gives them. */
export type Run = (
  args: string[],
  options: Record<string, string | boolean | string[] | undefined>,
  io: Io,
) => Promise<number>;

export interface CommandEntry {
  name: string;
  arguments?: string; // "<query>"
  summary: string;
  options: [flags: string, description: string, standard?: string | string[]][]; // a list: the option can be repeated
  example: string;
  load(): Promise<{ run: Run }>;
}

type Options = CommandEntry['options'];

/** Options that several commands have. */
export const folders: Options = [
  ['--data <folder>', 'the sheets and tables.json', 'data'],
  ['--ontology <folder>', 'classes, shapes and the JSON-LD context', 'ontology'],
  ['--queries <folder>', 'rules, checks, exports and saved queries', 'queries'],
  ['--base <iri>', 'publish under this address instead of the one in tables.json'],
];

export const report: Options = [
  [
    '--report <format>',
    'how to report problems: text, json, junit, sarif, github, markdown, html or workbook; FORMAT=FILE writes to a file; repeatable',
    ['text'],
  ],
  ['--report-file <file>', 'write the one report there instead of to the terminal'],
];

export const csvw: Options = [
  ['--metadata <file>', 'describe the file by this metadata document instead of the one that is found'],
  ['--base <iri>', 'the address that the files are published under, ending with a slash'],
];

export const release: Options = [['--out <folder>', 'where the releases are', 'build']];
