import { type CommandEntry, release } from './command-entry.js';

/** What is done with releases that are there. */
export const releaseCommands: CommandEntry[] = [
  {
    name: 'verify',
    arguments: '[release]',
    summary: 'hold every file of a release against its manifest, and its graph against the hash in its name',
    options: release,
    example: 'gcm verify',
    load: () => import('./verify.js'),
  },
  {
    name: 'releases',
    summary: 'list the releases, the newest first: what they hold, which is current, and whether they are whole',
    options: release,
    example: 'gcm releases',
    load: () => import('./releases.js'),
  },
  {
    name: 'releases prune',
    summary: 'remove all releases but the newest and the current one',
    options: [...release, ['--keep <number>', 'how many of the newest stay', '5']],
    example: 'gcm releases prune --keep 3',
    load: () => import('./releases-prune.js'),
  },
  {
    name: 'rollback',
    arguments: '[release]',
    summary: 'make the release before the current one, or the one named, the current one again',
    options: release,
    example: 'gcm rollback',
    load: () => import('./rollback.js'),
  },
  {
    name: 'diff',
    arguments: '<from> <to>',
    summary: 'say what changed between two releases, dumps, data folders or git revisions, by meaning and not by line',
    options: [
      ['--format <format>', 'text, markdown, json or turtle', 'text'],
      ['--data <folder>', 'the sheets that a revision is of', 'data'],
      ['--queries <folder>', 'the rules that sheets are read by', 'queries'],
    ],
    example: 'gcm diff HEAD data --format markdown',
    load: () => import('./diff.js'),
  },
];
