import { existsSync } from 'node:fs';
import path from 'node:path';
import { requireManifest } from '../node/release/release-folder.js';
import { canonicalLimit, verifyGraph } from '../node/release/verify.js';
import { grouped, UserError } from '../problem.js';
import { print, type RunCommand, say } from './command.js';

/** `gcm verify` */
export const verify: RunCommand = async ([given], options, io) => {
  const folder = given ?? path.join(options['out'] as string, 'current');
  if (!existsSync(folder)) throw new UserError(`Missing release at "${folder}". Run gcm build first`);
  const { problems, isHashed } = verifyGraph(folder);
  if (problems.length > 0) {
    const { problemsText } = await import('./report.js'); // only needed in this rare case
    await print(io, problemsText(problems, io));
    return 1;
  }
  const { name, files, site } = requireManifest(folder);
  const pages = site ? `, pages of the web site: ${site.files}` : '';
  await print(io, `Verified: all files are unchanged (files: ${files.length}${pages})\n`);
  const reason = `${name}.nq has more than ${grouped(canonicalLimit)} bytes`;
  if (!isHashed) say(io, `The hash of the graph was not verified, because ${reason}`);
  return 0;
};
