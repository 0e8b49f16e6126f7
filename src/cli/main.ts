import '../node/csvw/expression-guard.js';
import { Command, CommanderError } from 'commander';
import { UserError } from '../problem.js';
import { type CommandEntry, commands, groups } from './commands.js';
import type { Io } from './io.js';
import { systemWords } from './system-words.js';
import { say } from './terminal.js';
import { version } from './version.js';

/** The command line as a function: names the commands, loads and runs the one that `args` ask for, and returns the exit code. */
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
  for (const entry of commands) declare(program, entry, io, (result) => (code = result));
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2; // commander has reported the error
    if (error instanceof UserError) {
      say(io, `gcm: ${error.message}`);
      return error.exitCode;
    }
    if ((error as NodeJS.ErrnoException).syscall !== undefined) {
      say(io, `gcm: ${systemWords(error as NodeJS.ErrnoException)}`);
      return 1;
    }
    say(io, `gcm: this is a bug of ours, please report it\n${(error as Error).stack ?? error}`);
    return 70;
  }
}

function declare(program: Command, entry: CommandEntry, io: Io, done: (code: number) => void): void {
  const [name = '', group] = entry.name.split(' ').reverse();
  const command = (group === undefined ? program : groupOf(program, group))
    .command(name)
    .summary(entry.summary)
    .description(entry.summary)
    .exitOverride();
  if (entry.arguments) command.arguments(entry.arguments);
  for (const [flags, description, standard] of entry.options) {
    if (Array.isArray(standard)) command.option(flags, description, oneMore(standard), standard);
    else command.option(flags, description, standard);
  }
  command.addHelpText('after', `\nExample:\n  ${entry.example}`);
  command.action(async () => {
    const { run } = await entry.load();
    done(await run(command.args, command.opts(), io));
  });
}

/** Collects what a repeated option is given; the first takes the place of the standard. */
const oneMore =
  (standard: string[]) =>
  (given: string, before: string[]): string[] =>
    before === standard ? [given] : [...before, given];

/** The command that a two-word command stands under: "csvw" of "csvw validate". It leaves the options behind it alone. */
function groupOf(program: Command, name: string): Command {
  const known = program.commands.find((command) => command.name() === name);
  const group =
    known ??
    program
      .command(name)
      .summary(groups[name] ?? '')
      .description(groups[name] ?? '')
      .exitOverride();
  return group.enablePositionalOptions();
}
