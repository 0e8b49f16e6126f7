import path from 'node:path';
import { openSide } from '../../src/cli/diff.js';
import type { ChangeSet } from '../../src/diff/changes.js';
import type { Side } from '../../src/diff/compared.js';
import { compare } from '../../src/diff/diff.js';
import { sentence } from '../../src/diff/sentences.js';
import { diskFiles } from '../../src/node/disk-files.js';
import { root, temporaryFile, temporaryFolder } from './gcm.js';

/** Comparisons of small dumps. */

export const prefixes = `
  @prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
  @prefix dct: <http://purl.org/dc/terms/> . @prefix qb: <http://purl.org/linked-data/cube#> .
  @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix gcm: <https://w3id.org/gcm-graph/ontology#> .
  @prefix dim: <http://purl.org/linked-data/sdmx/2009/dimension#> .
  @prefix mea: <http://purl.org/linked-data/sdmx/2009/measure#> . @prefix : <https://example.org/> .\n`;

/** Writes a text to a new file. */
export const dumpOf = (text: string | Uint8Array, extension = 'ttl'): string =>
  temporaryFile(`dump.${extension}`, text);

/** Opens a side as `gcm diff` does. */
export const sideAt = (given: string): Promise<Side> =>
  openSide(
    given,
    {
      files: diskFiles,
      data: path.join(root, 'data'),
      ontology: path.join(root, 'ontology'),
      queries: path.join(root, 'queries'),
    },
    temporaryFolder(),
  );

/** Compares two files or folders. */
export const changesBetween = async (from: string, to: string): Promise<ChangeSet> =>
  compare(await sideAt(from), await sideAt(to));

/** Compares two Turtle texts without their prefixes. */
export const turtleChanges = (from: string, to: string): Promise<ChangeSet> =>
  changesBetween(dumpOf(prefixes + from), dumpOf(prefixes + to));

/** "retired: C080902 … was retired." */
export const sentencesIn = ({ changes, wording }: ChangeSet): string[] =>
  changes.map((change) => `${change.kind}: ${sentence(change, wording)}`);
