import { existsSync } from 'node:fs';
import path from 'node:path';
import { requireManifest } from '../node/release/release-folder.js';
import { canonicalLimit, verifyGraph } from '../node/release/verify.js';
import { grouped, UserError } from '../problem.js';
import { print, type RunCommand, say } from './command.js';

/** `gcm verify` */
export const verify: RunCommand = async ([given], options, io) => {
  const folder = given ?? path.join(options['out'] as string, 'current');
  if (!existsSync(folder)) throw new UserError(`there is no release at ${folder}: run gcm build first`);
  const { problems, isHashed } = verifyGraph(folder);
  if (problems.length > 0) {
    const { problemsText } = await import('./report.js'); // it loads what only the rare case needs
    await print(io, problemsText(problems, io));
    return 1;
  }
  const { name, files, site } = requireManifest(folder);
  const pages = site ? `, and the ${site.files} of the web site,` : '';
  await print(io, `${files.length} files${pages} are as they were published\n`);
  const longer = `${name}.nq has over ${grouped(canonicalLimit)} bytes`;
  if (!isHashed) say(io, `the hash of the graph was not computed again: ${longer}`);
  return 0;
};
