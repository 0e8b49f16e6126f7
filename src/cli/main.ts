import { Command, CommanderError } from 'commander';
import { type Io, version } from './command.js';
import { commands, groups, type Loader, loaders, namesOf, type Option, sharedOptions } from './commands.js';
import { sayError } from './terminal.js';

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
    for (const { usage, summary, example, options } of commands) {
      const names = namesOf(usage);
      const command = declare(program, names, usage.slice(names.join(' ').length + 1), summary);
      for (const option of options)
        addOption(command, typeof option === 'string' ? (sharedOptions[option] as Option) : option);
      command.addHelpText('after', `\nExample:\n  ${example}`);
      command.action(async () => {
        await import('../node/csvw/expression-guard.js'); // before any metadata is read
        const load = loaders[names.join(' ')] as Loader;
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
function declare(program: Command, names: string[], operands: string, summary: string): Command {
  const [name = '', group] = names.toReversed();
  const command = (group === undefined ? program : groupOf(program, group))
    .command(name)
    .summary(summary)
    .description(summary)
    .exitOverride();
  return operands === '' ? command : command.arguments(operands);
}

function addOption(command: Command, [flags, description, standard]: Option): void {
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
