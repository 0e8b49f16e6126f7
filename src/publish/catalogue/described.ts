import type { PublishedFile } from '../release-files.js';
import type { Edition } from './edition.js';
import type { Program } from './provenance.js';
import type { Series } from './series.js';
import type { Statistics } from './statistics.js';

/** Everything that a catalogue describes. */
export interface Described {
  edition: Edition;
  statistics: Statistics;
  series: Series[];
  seriesTitles: Edition['titles']; // of all series together
  files: readonly PublishedFile[];
  dumps: PublishedFile[]; // files that contain the whole graph
  used: string[]; // files that the release was made from: "data/links.csv"
  program: Program | undefined;
}
