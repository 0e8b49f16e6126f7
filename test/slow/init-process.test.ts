import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { gcmProcess, listing, readText, root, temporaryFolder } from '../support/gcm.js';

describe('gcm init', () => {
  it.each(['.', 'new'])('leaves nothing in %s if the disk is full', (given) => {
    const folder = temporaryFolder();
    const script = 'ulimit -f 4; exec "$0" "$@"'; // 4 KB for each file: tables.json has more
    const args = [process.execPath, path.join(root, 'dist/cli/gcm.js'), 'init', given, '--template', 'framework'];
    const { status, stderr } = spawnSync('bash', ['-c', script, ...args], { cwd: folder, encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr).toContain('gcm: System error: ');
    expect(listing(folder)).toEqual([]);
  });
});

it('does not overwrite files of another program, and leaves no other files', () => {
  const folder = temporaryFolder();
  const otherProgram = `
    import fs from 'node:fs';
    import { syncBuiltinESMExports } from 'node:module';
    const rename = fs.renameSync;
    fs.renameSync = (from, to) => {
      rename(from, to);
      for (const name of ['README.md', 'data']) if (!fs.existsSync(name)) fs.writeFileSync(name, 'theirs');
    };
    syncBuiltinESMExports();`;
  const node = ['--import', `data:text/javascript,${encodeURIComponent(otherProgram)}`];
  const { code, stderr } = gcmProcess(['init', '.'], { cwd: folder, node });
  expect(code).toBe(2);
  expect(stderr).toContain('was created by another program meanwhile');
  expect(listing(folder).length).toBeGreaterThan(0);
  for (const name of listing(folder)) expect(readText(folder, name)).toBe('theirs');
});

it('has the template in the package', () => {
  const { stdout } = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: root,
    encoding: 'utf8',
  });
  const packed = (JSON.parse(stdout)[0].files as { path: string }[]).map((file) => file.path);
  const files = listing(path.join(root, 'templates')).filter((name) => /[^/]\.\w+$|^gitignore$/.test(name));
  expect(files.length).toBeGreaterThan(20);
  expect(files.map((name) => `templates/${name}`).filter((name) => !packed.includes(name))).toEqual([]);
});
