import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { temporaryFolder } from './gcm.js';

/** The reason to skip tests with LibreOffice, or undefined if it is installed. */
export const noOffice = spawnSync('soffice', ['--version']).status === 0 ? undefined : 'LibreOffice is not installed';

let profile: string | undefined; // shared by all conversions of a test file, because LibreOffice needs time to create one

/** Converts a file with LibreOffice ("xlsx", "fods"), and returns the path of the new file. */
export function convert(file: string, form: string): string {
  const folder = temporaryFolder();
  profile ??= pathToFileURL(path.join(temporaryFolder(), 'profile')).href;
  const args = [`-env:UserInstallation=${profile}`, '--headless', '--convert-to', form, '--outdir', folder, file];
  const { status, stderr } = spawnSync('soffice', args, { encoding: 'utf8', timeout: 100_000 });
  if (status !== 0) throw new Error(`LibreOffice could not convert ${file}: ${stderr}`);
  return path.join(folder, `${path.basename(file, path.extname(file))}.${form}`);
}
