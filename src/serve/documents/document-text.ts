import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ServedRelease } from '../served-release.js';
import type { Outcome } from '../sparql/job.js';
import type { Described } from './described.js';
import type { Form } from './forms.js';
import { statementsAbout, statementsNaming } from './statements.js';

/**
 * What the graph says of something, in a form: a file of the release where there is one, else what the engine makes of
 * it. `signal` fires when nobody waits any more.
 */
export async function documentText(
  release: ServedRelease,
  described: Described,
  { extension, mediaType }: Form,
  signal: AbortSignal,
): Promise<Outcome> {
  const file = described.files[extension];
  if (file !== undefined) return { kind: 'answer', text: await readText(release, file), truncated: false };
  const turtle = await turtleOf(release, described, signal);
  if (turtle.kind !== 'answer' || extension === 'ttl') return turtle;
  return release.queries.run({ kind: 'document', turtle: turtle.text, mediaType }, { signal });
}

async function turtleOf(release: ServedRelease, described: Described, signal: AbortSignal): Promise<Outcome> {
  const file = described.files['ttl'];
  if (file !== undefined) return { kind: 'answer', text: await readText(release, file), truncated: false };
  const job = (described.isNamedOnly ? statementsNaming : statementsAbout)(described.iri, 'text/turtle');
  return release.queries.run(job, { signal });
}

const readText = ({ folder }: ServedRelease, file: string): Promise<string> =>
  readFile(path.join(folder, file), 'utf8');
