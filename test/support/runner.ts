import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { root, temporaryFolder } from './gcm.js';

/** The tested parts of a step of a workflow or composite action. */
export interface Step {
  name?: string;
  id?: string;
  if?: string;
  uses?: string;
  run?: string;
  env?: Record<string, string>;
  with?: Record<string, unknown>;
}

export interface Action {
  inputs: Record<string, { description: string; default: string }>;
  runs: { using: string; steps: Step[] };
}

export const readYaml = <T>(file: string): T => parse(readFileSync(path.join(root, file), 'utf8')) as T;
export const readAction = (): Action => readYaml('action.yml');

interface Ended {
  code: number | null;
  stdout: string;
  outputs: Record<string, string>;
  summary: string;
}

/** Runs a step's script like GitHub's runner: with the same bash flags and with its values in the environment. */
export function runStep(
  { run = '', env = {} }: Step,
  workspace: string,
  values: Record<string, string>,
  more: Record<string, string> = {},
): Ended {
  const folder = temporaryFolder();
  const script = path.join(folder, 'script.sh');
  writeFileSync(script, run);
  const files = { GITHUB_OUTPUT: path.join(folder, 'output'), GITHUB_STEP_SUMMARY: path.join(folder, 'summary.md') };
  for (const file of Object.values(files)) writeFileSync(file, '');
  const temp = path.join(folder, 'temp');
  mkdirSync(temp);
  const { status, stdout, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', script], {
    cwd: workspace,
    encoding: 'utf8',
    env: {
      PATH: `${path.dirname(process.execPath)}:${process.env['PATH']}`,
      HOME: folder,
      RUNNER_TEMP: temp,
      ...files,
      ...more,
      ...Object.fromEntries(Object.entries(env).map(([name, text]) => [name, evaluate(text, values)])),
    },
  });
  const lines = readFileSync(files.GITHUB_OUTPUT, 'utf8').split('\n').filter(Boolean);
  const outputs = Object.fromEntries(lines.map((line) => line.split(/=(.*)/s).slice(0, 2)));
  return { code: status, stdout: stdout + stderr, outputs, summary: readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8') };
}

/** Replaces `${{ inputs.data }}` with its value. An unknown name is a mistake in the action. */
const evaluate = (text: string, values: Record<string, string>): string =>
  text.replaceAll(/\$\{\{ (\S+) \}\}/g, (_whole, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`Unknown value "${name}" in the action`);
    return value;
  });

/** Runs the action's check and its last step in a folder, with the program of this checkout. */
export function runAction(
  workspace: string,
  given: Record<string, string> = {},
  more: Record<string, string> = {}, // in the environment
) {
  const { inputs, runs } = readAction();
  const step = (wanted: string): Step => runs.steps.find(({ id, name }) => id === wanted || name === wanted) ?? {};
  const withInputs = Object.entries(inputs).map(([name, input]) => [`inputs.${name}`, given[name] ?? input.default]);
  const values = { 'github.action_path': root, ...Object.fromEntries(withInputs) } as Record<string, string>;
  const checked = runStep(step('check'), workspace, values, more);
  if (checked.code !== 0) throw new Error(`The check step failed, but only the last step may fail:\n${checked.stdout}`);
  const { code } = runStep(step('Result'), workspace, {
    'steps.check.outputs.exit-code': checked.outputs['exit-code'] ?? '',
  });
  const file = checked.outputs['sarif-file'];
  const sarif = file !== undefined && existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  return { code, stdout: checked.stdout, summary: checked.summary, sarif };
}
