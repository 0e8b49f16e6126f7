import type { CommandDefinition } from './command.js';

/** What `gcm --help` shows of a command, and where its file is: that defines its options and is loaded only when it is asked for. */
export interface CommandEntry {
  usage: string; // "csvw validate <file>": its name and its arguments
  summary: string;
  load(): Promise<CommandDefinition>;
}

/** The words that a command is called by: ["csvw", "validate"] of "csvw validate <file>". */
export const namesOf = (usage: string): string[] => usage.split(' ').filter((word) => /^\w/.test(word));

/** What the first word of two-word commands means. */
export const groups: Record<string, string> = {
  csvw: 'CSV on the Web by itself: convert and validate',
  mapping: 'the metadata of the sheets in other mapping languages',
  workbook: 'all sheets as one Excel workbook, and back',
};

/** Every command, a line each in `gcm --help`; a new one is a file beside this one and its entry here. */
export const commands: CommandEntry[] = [
  {
    usage: 'init <folder>',
    summary: 'make a small vocabulary of your own to begin with: sheets, ontology, checks and queries',
    load: async () => (await import('./init.js')).init,
  },
  {
    usage: 'build',
    summary: 'turn the sheets into a checked, published release',
    load: async () => (await import('./build.js')).build,
  },
  {
    usage: 'check',
    summary: 'find every problem in the sheets, and publish nothing',
    load: async () => (await import('./check.js')).check,
  },
  {
    usage: 'watch',
    summary: 'build now and again on every save, without the web site, and tell what changed',
    load: async () => (await import('./watch.js')).watch,
  },
  {
    usage: 'serve',
    summary: 'serve the current release: its web site, its things by their addresses, SPARQL and reconciliation',
    load: async () => (await import('./serve.js')).serve,
  },
  {
    usage: 'query [query]',
    summary: 'run a saved query, a query file or SPARQL text over the current release; alone, list the saved ones',
    load: async () => (await import('./query.js')).query,
  },
  {
    usage: 'why <iri>',
    summary: 'show every statement about a thing in the current release, and the cell or rule that it came from',
    load: async () => (await import('./why.js')).why,
  },
  {
    usage: 'explain [code]',
    summary: 'say what a problem is, how it comes about and what to do; alone, write all of them as Markdown',
    load: async () => (await import('./explain.js')).explain,
  },
  {
    usage: 'verify [release]',
    summary: 'hold every file of a release against its manifest, and its graph against the hash in its name',
    load: async () => (await import('./releases.js')).verify,
  },
  {
    usage: 'releases',
    summary: 'list the releases, the newest first: what they hold, which is current, and whether they are whole',
    load: async () => (await import('./releases.js')).releases,
  },
  {
    usage: 'releases prune',
    summary: 'remove all releases but the newest and the current one',
    load: async () => (await import('./releases.js')).prune,
  },
  {
    usage: 'rollback [release]',
    summary: 'make the release before the current one, or the one named, the current one again',
    load: async () => (await import('./releases.js')).rollback,
  },
  {
    usage: 'diff <from> <to>',
    summary: 'say what changed between two releases, dumps, data folders or git revisions, by meaning and not by line',
    load: async () => (await import('./diff.js')).diff,
  },
  {
    usage: 'observations <file...>',
    summary: 'turn files of indicator data (UNSD, SDMX-CSV) into an RDF Data Cube or a table, streamed by all threads',
    load: async () => (await import('./observations.js')).observations,
  },
  {
    usage: 'csvw to-rdf <file>',
    summary: 'convert a CSV file, or the tables of a metadata document, to RDF by CSV on the Web',
    load: async () => (await import('./csvw.js')).csvwToRdf,
  },
  {
    usage: 'csvw validate <file>',
    summary: 'check a CSV file, or the tables of a metadata document, against CSV on the Web',
    load: async () => (await import('./csvw.js')).csvwValidate,
  },
  {
    usage: 'workbook export [file]',
    summary: 'write all sheets as one Excel workbook, gcm.xlsx unless another name is given',
    load: async () => (await import('./workbook.js')).workbookExport,
  },
  {
    usage: 'workbook import <file>',
    summary: 'take the rows of a workbook over into the sheets, when nothing in it is wrong',
    load: async () => (await import('./workbook.js')).workbookImport,
  },
  {
    usage: 'push <url> [file]',
    summary: 'load the current release, or a file of N-Quads, into a SPARQL store, and count what has arrived',
    load: async () => (await import('./push.js')).push,
  },
  {
    usage: 'mapping rml [metadata]',
    summary: 'write the tables of a metadata document, data/tables.json unless another is given, as RML',
    load: async () => (await import('./mapping.js')).mappingRml,
  },
  {
    usage: 'mapping r2rml [metadata]',
    summary: 'the same as R2RML, for sheets that are tables of a database',
    load: async () => (await import('./mapping.js')).mappingR2rml,
  },
];
