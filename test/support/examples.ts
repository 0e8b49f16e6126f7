import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { gcm, readText, root, temporaryFolder } from './gcm.js';

/** The projects in examples/. */
export const exampleNames = ['sendai', 'thesaurus', 'codes'] as const;
export type ExampleName = (typeof exampleNames)[number];

/** Copies an example to a new folder. */
export function exampleProject(name: ExampleName): string {
  const folder = path.join(temporaryFolder(), name);
  cpSync(path.join(root, 'examples', name), folder, { recursive: true });
  return folder;
}

/** The options of the command with which an example began, from examples/README.md. */
function beginningOf(name: ExampleName): string[] {
  const line = new RegExp(`^gcm init ${name} (.*)$`, 'm').exec(readText(root, 'examples/README.md'))?.[1] ?? '';
  return [...line.matchAll(/"([^"]*)"|\S+/g)].map(([word, quoted]) => quoted ?? word);
}

const sheetsIn = (data: string): string[] => readdirSync(data).filter((file) => file.endsWith('.csv'));

/** The number of lines that a person wrote for an example, except rows: the difference to what the commands write. */
export async function linesOf(name: ExampleName): Promise<Record<string, number>> {
  const folder = temporaryFolder();
  const run = async (args: string[], cwd: string): Promise<void> => {
    const { code, stderr } = await gcm(args, { cwd });
    if (code !== 0) throw new Error(stderr);
  };
  await run(['init', 'made', ...beginningOf(name)], folder);
  const [made, data] = [path.join(folder, 'made'), path.join(folder, 'made/data')];
  for (const sheet of sheetsIn(data)) rmSync(path.join(data, sheet));
  const given = path.join(root, 'examples', name);
  cpSync(path.join(given, 'data'), data, { recursive: true, filter: (file) => !file.endsWith('.json') });
  await run(['describe', ...sheetsIn(data).map((sheet) => `data/${sheet}`), '--again', '--write'], made);
  rmSync(path.join(made, '.github'), { recursive: true });
  const args = ['diff', '--no-index', '--numstat', made, given];
  const { stdout } = spawnSync('git', args, { encoding: 'utf8', env: { ...process.env, GIT_CONFIG_NOSYSTEM: '1' } });
  return Object.fromEntries(
    stdout
      .trim()
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const [added = '', , file = ''] = line.split('\t');
        return [/(?:README|data|ontology|queries)\b[^}]*$/.exec(file)?.[0] ?? file, Number(added)];
      }),
  );
}
