import { Command, CommanderError } from 'commander';
import { reportFormats } from '../report/formats.js';
import { serverOptions } from '../serve/settings.js';
import { type Io, type RunCommand, sayError, version } from './command.js';
import commandLine from './commands.json' with { type: 'json' };

/** An option as commander takes it; with a list as its standard it can be repeated. */
type Option = [flags: string, description: string, standard?: string | string[]];

/** What help shows of a command. An option that stands elsewhere is named: "data" stands for its entry in `sharedOptions`. */
interface CommandEntry {
  usage: string; // "csvw validate <file>": its name and its arguments
  summary: string;
  example: string;
  options: (string | Option)[];
}

/** Every command, in the order of `gcm --help`; a new one is an entry there, a file beside this one and its line in `loaders`. */
export const commands = commandLine.commands as CommandEntry[];

/** The options that several commands have, and those of the server, which stand where its other limits do. */
export const sharedOptions: Record<string, Option> = {
  ...(commandLine.options as unknown as Record<string, Option>),
  ...Object.fromEntries(
    Object.entries(serverOptions).map(([name, { flags, about, standard }]) => [name, [flags, about, `${standard}`]]),
  ),
};

/** What the first word of two-word commands means. */
const groups: Record<string, string> = commandLine.groups;

/** The words that a command is called by: ["csvw", "validate"] of "csvw validate <file>". */
export const namesOf = (usage: string): string[] => usage.split(' ').filter((word) => /^\w/.test(word));

type Loader = () => Promise<RunCommand>;

/** The code of each command, which is loaded only when it is run: it is in the file that its first word names. */
const loaders: Record<string, Loader> = {
  init: async () => (await import('./init.js')).init,
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
  'csvw to-rdf': async () => (await import('./csvw.js')).csvwToRdf,
  'csvw validate': async () => (await import('./csvw.js')).csvwValidate,
  'workbook export': async () => (await import('./workbook.js')).workbookExport,
  'workbook import': async () => (await import('./workbook.js')).workbookImport,
  push: async () => (await import('./push.js')).push,
  'mapping rml': async () => (await import('./mapping.js')).mappingRml,
  'mapping r2rml': async () => (await import('./mapping.js')).mappingR2rml,
};

/** The command line as a function: loads and runs the command that `args` ask for, and returns the exit code. */
export async function main(args: string[], io: Io): Promise<number> {
  let code = 0;
  const program = new Command('gcm')
    .description('Spreadsheets in, a checked and published graph out.')
    .version(version())
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      getOutHelpWidth: () => (io.stdout.isTTY && io.stdout.columns) || 80,
      getErrHelpWidth: () => (io.stderr.isTTY && io.stderr.columns) || 80,
    })
    .configureHelp({ showGlobalOptions: true })
    .addHelpText('after', '\nExample:\n  gcm build && gcm query objective-10');
  try {
    for (const entry of commands) {
      const command = declare(program, entry);
      command.action(async () => {
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

/** Adds what the program's help shows of a command. */
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

/** Collects what a repeated option is given; the first takes the place of the standard. */
const oneMore =
  (standard: string[]) =>
  (given: string, before: string[]): string[] =>
    before === standard ? [given] : [...before, given];

/** The first word of two-word commands: "csvw" of "csvw validate". It leaves the options behind it alone. */
function groupOf(program: Command, name: string): Command {
  const known = program.commands.find((command) => command.name() === name);
  const words = groups[name] ?? '';
  const group = known ?? program.command(name).summary(words).description(words).exitOverride();
  return group.enablePositionalOptions();
}
