import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { temporaryFolder } from './gcm.js';

/** Why tests with LibreOffice are left out; nothing when it is there. */
export const noOffice = spawnSync('soffice', ['--version']).status === 0 ? undefined : 'LibreOffice is not installed';

/** Lets LibreOffice open a file and save it in another form ("xlsx", "fods"), and returns where the new one is. */
export function convert(file: string, form: string): string {
  const folder = temporaryFolder();
  const profile = pathToFileURL(path.join(folder, 'profile')).href;
  const args = [`-env:UserInstallation=${profile}`, '--headless', '--convert-to', form, '--outdir', folder, file];
  const { status, stderr } = spawnSync('soffice', args, { encoding: 'utf8', timeout: 100_000 });
  if (status !== 0) throw new Error(`LibreOffice could not convert ${file}: ${stderr}`);
  return path.join(folder, `${path.basename(file, path.extname(file))}.${form}`);
}
