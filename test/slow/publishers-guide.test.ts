import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { replace } from '../support/edit.js';
import { gcm, root, temporaryFolder } from '../support/gcm.js';
import { readAction } from '../support/runner.js';

const guide = readFileSync(path.join(root, 'docs/guide-publishers.md'), 'utf8');
const blocks = (language: string): string[] =>
  [...guide.matchAll(/^( *)```(\w+)\n(.*?)^\1```/gms)]
    .filter(([, , name]) => name === language)
    .map(([, , , text]) => (text ?? '').replaceAll(/^ +/gm, ''));

const folder = temporaryFolder();
const who = {
  GIT_AUTHOR_NAME: 'A',
  GIT_AUTHOR_EMAIL: 'a@example.org',
  GIT_COMMITTER_NAME: 'A',
  GIT_COMMITTER_EMAIL: 'a@example.org',
};

/**
 * A user's shell whose home is a temporary folder, into which npm installs programs. The program is already compiled. If npm
 * compiled it again, other tests would read incomplete modules.
 */
const shell = (script: string, cwd: string) =>
  spawnSync('bash', ['-e', '-c', script], {
    cwd,
    encoding: 'utf8',
    env: {
      ...who,
      PATH: `${path.join(folder, 'installed/bin')}:${path.dirname(process.execPath)}:${process.env['PATH']}`,
      HOME: folder,
      GIT_CONFIG_NOSYSTEM: '1',
      npm_config_prefix: path.join(folder, 'installed'),
      npm_config_offline: 'true',
      npm_config_ignore_scripts: 'true',
    },
  });

describe('the guide for publishers', () => {
  const project = path.join(folder, 'my-vocabulary');

  it('has commands that run one after the other', () => {
    const [install = '', ...rest] = blocks('bash');
    const installed = shell(install, root);
    expect(installed.status, installed.stderr).toBe(0);
    const { status, stdout, stderr } = shell(rest.join(''), folder);
    expect(status, stdout + stderr).toBe(0);
    expect(stdout).toContain('0 errors, 0 warnings');
    const { stdout: kept } = shell('git ls-files && git status --short', project);
    expect(kept).toContain('.github/workflows/check.yml');
    expect(kept).not.toMatch(/build|\?\?/); // releases are not kept, and nothing is left over
  });

  it('shows the problem that the edit of its example makes', async () => {
    replace(path.join(project, 'data'), 'concepts.csv', '1|2', '1|9');
    const { code, stdout } = await gcm(['check'], { cwd: project });
    expect(code).toBe(1);
    expect(stdout).toContain(blocks('text')[1]?.trim());
  });

  it('counts what there is', () => {
    const count = (kind: string): string => {
      const { stdout } = shell(`git ls-tree -r --name-only HEAD~1 | grep -c '${kind}$'`, project);
      return ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'][Number(stdout)] ?? stdout;
    };
    expect(guide).toContain(`${count('\\.csv')} sheets, their description, an ontology and a saved query`);
  });

  it('names every input of the action with its default', () => {
    const rows = guide.match(/^\| [\w, -]+ \| .* \|$/gm)?.map((row) => row.split(' | ')) ?? [];
    for (const [name, { default: standard }] of Object.entries(readAction().inputs)) {
      const row = rows.find(([names = '']) => names.replace('| ', '').split(', ').includes(name));
      expect(row?.[2], name).toBe(standard === name ? 'folders of these names |' : `${standard} |`);
    }
  });
});
