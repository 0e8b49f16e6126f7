import type { RunCommand } from './command.js';
import commandLine from './commands.json' with { type: 'json' };

/** An option as commander takes it; with a list as its standard it can be repeated. */
export type Option = [flags: string, description: string, standard?: string | string[]];

/** What help shows of a command. An option that several commands have is named: "data" stands for its entry in `sharedOptions`. */
export interface CommandEntry {
  usage: string; // "csvw validate <file>": its name and its arguments
  summary: string;
  example: string;
  options: (string | Option)[];
}

/** Every command, in the order of `gcm --help`; a new one is an entry there, a file beside this one and its line in `loaders`. */
export const commands = commandLine.commands as CommandEntry[];

/** The options that several commands have. */
export const sharedOptions = commandLine.options as unknown as Record<string, Option>;

/** What the first word of two-word commands means. */
export const groups: Record<string, string> = commandLine.groups;

/** The words that a command is called by: ["csvw", "validate"] of "csvw validate <file>". */
export const namesOf = (usage: string): string[] => usage.split(' ').filter((word) => /^\w/.test(word));

/** Loads the code of a command. */
export type Loader = () => Promise<RunCommand>;

/** The code of each command, which is loaded only when it is run. */
export const loaders: Record<string, Loader> = {
  init: async () => (await import('./init.js')).init,
  build: async () => (await import('./build.js')).build,
  check: async () => (await import('./check.js')).check,
  watch: async () => (await import('./watch.js')).watch,
  serve: async () => (await import('./serve.js')).serve,
  query: async () => (await import('./query.js')).query,
  why: async () => (await import('./why.js')).why,
  explain: async () => (await import('./explain.js')).explain,
  verify: async () => (await import('./releases.js')).verify,
  releases: async () => (await import('./releases.js')).releases,
  'releases prune': async () => (await import('./releases.js')).prune,
  rollback: async () => (await import('./releases.js')).rollback,
  diff: async () => (await import('./diff.js')).diff,
  observations: async () => (await import('./observations.js')).observations,
  'csvw to-rdf': async () => (await import('./csvw.js')).csvwToRdf,
  'csvw validate': async () => (await import('./csvw.js')).csvwValidate,
  'workbook export': async () => (await import('./workbook.js')).workbookExport,
  'workbook import': async () => (await import('./workbook.js')).workbookImport,
  push: async () => (await import('./push.js')).push,
  'mapping rml': async () => (await import('./mapping.js')).mappingRml,
  'mapping r2rml': async () => (await import('./mapping.js')).mappingR2rml,
};
