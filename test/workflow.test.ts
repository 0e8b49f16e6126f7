import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands, sharedOptions } from '../src/cli/main.js';
import { root } from './support/gcm.js';
import { readAction, readYaml, type Step } from './support/runner.js';

/** The content of a workflow file, which these tests cannot run as a whole. */
interface Workflow {
  on: Record<string, unknown>;
  permissions: Record<string, string>;
  concurrency?: Record<string, unknown>;
  jobs: Record<string, { permissions?: Record<string, string>; steps: Step[] }>;
}

const example = 'templates/common/.github/workflows/check.yml';
const own = readdirSync(path.join(root, '.github/workflows')).map((name) => `.github/workflows/${name}`);
const stepsOf = (file: string): Step[] => Object.values(readYaml<Workflow>(file).jobs).flatMap(({ steps }) => steps);
const action = readAction();
const workflow = readYaml<Workflow>(example);

describe('workflow scripts', () => {
  it.each([
    ['action.yml', action.runs.steps],
    ...[example, ...own].map((file): [string, Step[]] => [file, stepsOf(file)]),
  ])('%s has no expression in a script, and uses fixed versions of actions', (_file, steps) => {
    expect(steps.length).toBeGreaterThan(0);
    for (const { run = '' } of steps) expect(run).not.toContain('${{');
    for (const { uses } of steps.filter((step) => step.uses)) expect(uses).toMatch(/@([0-9a-f]{40}|v\d+(\.\d+)*)$/);
  });
});

describe('the action', () => {
  it('has the same default folders as the command', () => {
    const check = commands.find(({ usage }) => usage === 'check');
    for (const name of ['data', 'ontology', 'queries']) {
      expect(check?.options).toContain(name);
      expect(sharedOptions[name]).toEqual([`--${name} <folder>`, expect.any(String), action.inputs[name]?.default]);
    }
  });

  it('uses and describes every input', () => {
    const uses = JSON.stringify(action.runs.steps);
    for (const [name, { description }] of Object.entries(action.inputs)) {
      expect(uses).toContain(`inputs.${name}`);
      expect(description).toMatch(/\.$/);
    }
  });

  it('sends the report if it is requested, even if the check failed', () => {
    const upload = action.runs.steps.find(({ uses }) => uses?.includes('upload-sarif'));
    expect(upload?.if).toBe("always() && inputs.sarif == 'true' && steps.check.outputs.sarif-file != ''");
    expect(action.runs.steps.indexOf(upload ?? {})).toBe(action.runs.steps.length - 2); // the result comes last
  });
});

describe('the example workflow', () => {
  it('has only the permissions that it needs, and does not run untrusted code with repository permissions', () => {
    expect(Object.keys(workflow.on)).toEqual(['pull_request', 'push']);
    expect(workflow.permissions).toEqual({ contents: 'read' });
    expect(workflow.jobs['check']?.permissions).toEqual({ contents: 'read', 'security-events': 'write' });
    const checkout = stepsOf(example).find(({ uses }) => uses?.startsWith('actions/checkout@'));
    expect(checkout?.with).toEqual({ 'persist-credentials': false });
    expect(JSON.stringify(workflow)).not.toContain('secrets.');
  });

  it('is cancelled by a newer push', () => {
    const group = expect.stringContaining('github.ref ');
    expect(workflow.concurrency).toEqual({ group, 'cancel-in-progress': true });
  });

  it('uses this version of the action and its inputs', () => {
    const { version } = readYaml<{ version: string }>('package.json');
    const step = stepsOf(example).find(({ uses }) => uses?.includes('gcm-graph'));
    expect(step?.uses).toMatch(new RegExp(`/gcm-graph@v${version}$`));
    for (const name of Object.keys(step?.with ?? {})) expect(Object.keys(action.inputs)).toContain(name);
    expect(step?.with).toMatchObject({ sarif: true });
  });
});
