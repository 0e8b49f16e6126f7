import { existsSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../problem.js';
import { readManifest } from '../publish/manifest.js';
import { verifyRelease } from '../publish/verify.js';
import { reportContext } from '../report/report.js';
import { text } from '../report/text.js';
import type { Run } from './commands.js';
import { hasColor, print } from './terminal.js';

export const run: Run = async ([given], options) => {
  const folder = given ?? path.join(options['out'] as string, 'current');
  if (!existsSync(folder)) throw new UserError(`there is no release at ${folder}: run gcm build first`);
  const problems = verifyRelease(folder);
  const manifest = readManifest(folder);
  const site = manifest?.site ? `, and the ${manifest.site.files} of the web site,` : '';
  if (problems.length === 0) await print(`${manifest?.files.length} files${site} are as they were published\n`);
  else await print(text(problems, reportContext({ color: hasColor(process.stdout) })));
  return problems.length === 0 ? 0 : 1;
};
