import { Command, CommanderError } from 'commander';
import { UserError } from '../problem.js';
import { reportFormats } from '../report/formats.js';
import { serverOptions } from '../serve/settings.js';
import { type Io, type RunCommand, sayError, version } from './command.js';
import commandLine from './commands.json' with { type: 'json' };

/** An option for commander. It can be repeated if its default is a list. */
type Option = [flags: string, description: string, standard?: string | string[]];

/** The help of a command. A text among its options is a key of `sharedOptions`. */
interface CommandEntry {
  usage: string; // name and arguments: "csvw validate <file>"
  summary: string;
  example: string;
  options: (string | Option)[];
}

/** All commands, in the order of `gcm --help`. A new command also needs a file in this folder and a line in `loaders`. */
export const commands = commandLine.commands as CommandEntry[];

/** Options of several commands, and the options of the server. */
export const sharedOptions: Record<string, Option> = {
  ...(commandLine.options as unknown as Record<string, Option>),
  ...Object.fromEntries(
    Object.entries(serverOptions).map(([name, { flags, about, standard }]) => [name, [flags, about, `${standard}`]]),
  ),
};

/** Descriptions of the first words of two-word commands. */
const groups: Record<string, string> = commandLine.groups;

/** Returns the words of a command: "csvw validate <file>" → ["csvw", "validate"]. */
export const namesOf = (usage: string): string[] => usage.split(' ').filter((word) => /^\w/.test(word));

type Loader = () => Promise<RunCommand>;

/** Loads the code of a command only when it runs. The first word of the command names the file. */
const loaders: Record<string, Loader> = {
  init: async () => (await import('./init.js')).init,
  describe: async () => (await import('./describe.js')).describe,
  build: async () => (await import('./build.js')).build,
  check: async () => (await import('./check.js')).check,
  watch: async () => (await import('./watch.js')).watch,
  serve: async () => (await import('./serve.js')).serve,
  query: async () => (await import('./query.js')).query,
  why: async () => (await import('./why.js')).why,
  explain: async () => (await import('./explain.js')).explain,
  verify: async () => (await import('./verify.js')).verify,
  releases: async () => (await import('./releases.js')).releases,
  'releases prune': async () => (await import('./releases.js')).prune,
  rollback: async () => (await import('./rollback.js')).rollback,
  diff: async () => (await import('./diff.js')).diff,
  observations: async () => (await import('./observations.js')).observations,
  'figures refresh': async () => (await import('./figures.js')).refresh,
  'csvw to-rdf': async () => (await import('./csvw.js')).csvwToRdf,
  'csvw validate': async () => (await import('./csvw.js')).csvwValidate,
  'workbook export': async () => (await import('./workbook.js')).workbookExport,
  'workbook import': async () => (await import('./workbook.js')).workbookImport,
  push: async () => (await import('./push.js')).push,
  'mapping rml': async () => (await import('./mapping.js')).mappingRml,
  'mapping r2rml': async () => (await import('./mapping.js')).mappingR2rml,
};

/** Runs the command that `args` name, and returns the exit code. */
export async function main(args: string[], io: Io): Promise<number> {
  let code = 0;
  const program = new Command('gcm')
    .description('Turns spreadsheets into a checked and published graph (linked data).')
    .version(version())
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      getOutHelpWidth: () => (io.stdout.isTTY && io.stdout.columns) || 80,
      getErrHelpWidth: () => (io.stderr.isTTY && io.stderr.columns) || 80,
    })
    .configureHelp({ showGlobalOptions: true })
    .addHelpText('after', '\nExample:\n  gcm build && gcm query links-by-source');
  try {
    for (const entry of commands) {
      const command = declare(program, entry);
      command.allowExcessArguments().action(async () => {
        const isList = command.registeredArguments.at(-1)?.variadic === true;
        if (!isList) refuseExcess(command.args[command.registeredArguments.length], entry);
        await import('../node/csvw/expression-guard.js'); // before any metadata is read
        const load = loaders[namesOf(entry.usage).join(' ')] as Loader;
        code = await (await load())(command.args, command.opts(), io);
      });
    }
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2; // commander has reported the error
    return sayError(io, error);
  }
}

/** Throws `UserError` for an argument that a command does not have, such as `gcm check gcm.xlsx`. */
function refuseExcess(given: string | undefined, { usage, options }: CommandEntry): void {
  if (given === undefined) return;
  const readsSheets = options.includes('data') && namesOf(usage).length === 1;
  const isBook = /\.(xls[xmb]?|ods|fods)$/i.test(given);
  const dryRun = `gcm workbook import ${given} --dry-run`;
  const advice = isBook
    ? `To check a workbook, use ${dryRun}`
    : `To choose the folder of the sheets, use gcm ${usage} --data FOLDER`;
  throw new UserError(`Unexpected argument "${given}"${readsSheets ? `. ${advice}` : `. Usage: gcm ${usage}`}`);
}

/** Adds a command and its help to the program. */
function declare(program: Command, { usage, summary, example, options }: CommandEntry): Command {
  const names = namesOf(usage);
  const [name = '', group] = names.toReversed();
  const command = (group === undefined ? program : groupOf(program, group))
    .command(usage.slice(usage.indexOf(name)))
    .summary(summary)
    .description(summary)
    .exitOverride()
    .addHelpText('after', `\nExample:\n  ${example}`);
  for (const option of options)
    addOption(command, typeof option === 'string' ? (sharedOptions[option] as Option) : option);
  return command;
}

const [lastFormat, ...otherFormats] = Object.keys(reportFormats).toReversed();
const reportNames = `${otherFormats.toReversed().join(', ')} or ${lastFormat}`;

function addOption(command: Command, [flags, words, standard]: Option): void {
  const description = words.replace('{report formats}', reportNames);
  if (Array.isArray(standard)) command.option(flags, description, oneMore(standard), standard);
  else command.option(flags, description, standard);
}

/** Collects the values of a repeated option. The first value replaces the default. */
const oneMore =
  (standard: string[]) =>
  (given: string, before: string[]): string[] =>
    before === standard ? [given] : [...before, given];

/** Returns the command for the first of two words, such as "csvw". It does not parse the options of the second word. */
function groupOf(program: Command, name: string): Command {
  const known = program.commands.find((command) => command.name() === name);
  const words = groups[name] ?? '';
  const group = known ?? program.command(name).summary(words).description(words).exitOverride();
  return group.enablePositionalOptions();
}
