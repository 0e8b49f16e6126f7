#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';
import { Command, CommanderError } from 'commander';
import { UserError } from '../problem.js';
import { type CommandEntry, commands, groups } from './commands.js';
import { systemWords } from './system-words.js';
import { version } from './version.js';

/** The door: names the commands, loads the one that is asked for, and is the only place that ends the process. */

function declare(program: Command, entry: CommandEntry, done: (code: number) => void): void {
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
    done(await run(command.args, command.opts()));
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

async function main(): Promise<number> {
  let code = 0;
  const program = new Command('gcm')
    .description('Spreadsheets in, a checked and published graph out.')
    .version(version())
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .addHelpText('after', '\nExample:\n  gcm build && gcm query objective-10');
  for (const entry of commands) declare(program, entry, (result) => (code = result));
  try {
    await program.parseAsync();
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2; // commander has said what is wrong
    if (error instanceof UserError) {
      process.stderr.write(`gcm: ${error.message}\n`);
      return error.exitCode;
    }
    if ((error as NodeJS.ErrnoException).syscall !== undefined) {
      process.stderr.write(`gcm: ${systemWords(error as NodeJS.ErrnoException)}\n`);
      return 1;
    }
    process.stderr.write(`gcm: this is a bug of ours, please report it\n${(error as Error).stack ?? error}\n`);
    return 70;
  }
}

// Sheets and dumps make much text that dies young. A small nursery and an early collection, here and in the threads,
// save 40 MB of a build's memory and cost it no time (docs/performance.md).
setFlagsFromString('--max-semi-space-size=4');
setFlagsFromString('--heap-growing-percent=20');

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return; // a reader that goes away (`gcm query … | head`) is no fault
    process.stderr.write(`gcm: ${systemWords(error)}\n`);
    process.exit(1);
  });
}
process.exitCode = await main();
