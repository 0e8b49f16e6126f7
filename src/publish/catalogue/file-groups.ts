import { compareCodePoints, groupBy } from '../../text/order.js';
import type { PublishedFile } from '../release-files.js';
import type { Series } from './series.js';

/** Files of the same kind in one folder: a catalogue describes them together. */
export interface FileGroup {
  template: string; // "tables/areas/{name}.csv"
  mediaType: string;
  count: number;
  bytes: number; // of all files
}

/** Files as a catalogue lists them. */
export interface GroupedFiles {
  alone: PublishedFile[];
  bySeries: Map<string, PublishedFile[]>; // by IRI of the data set
  groups: FileGroup[];
}

/** Folders with fewer files of one kind are listed file by file. */
const fewestInGroup = 10;

/**
 * Groups the files of a release, so that a catalogue stays short with hundreds of files. A file in a folder belongs to
 * the series with its name: "tables/series/X.csv" to ".../dataset/X".
 */
export function groupFiles(files: readonly PublishedFile[], series: readonly Series[]): GroupedFiles {
  const named = new Map(series.flatMap(({ iri, subject }) => [subject, iri].map((one) => [lastPart(one), iri])));
  const bySeries = new Map<string, PublishedFile[]>();
  const [alone, inFolders]: [PublishedFile[], PublishedFile[]] = [[], []];
  for (const one of files) {
    const of = one.file.includes('/') ? named.get(stemOf(one.file)) : undefined;
    if (of !== undefined) bySeries.set(of, [...(bySeries.get(of) ?? []), one]);
    else (one.file.includes('/') ? inFolders : alone).push(one);
  }
  const groups: FileGroup[] = [];
  for (const [template, all] of groupBy(inFolders, ({ file }) => templateOf(file)))
    if (all.length < fewestInGroup) alone.push(...all);
    else {
      const bytes = all.reduce((sum, one) => sum + one.bytes, 0);
      groups.push({ template, mediaType: all[0]?.mediaType ?? '', count: all.length, bytes });
    }
  return { alone, bySeries, groups: groups.sort((a, b) => compareCodePoints(a.template, b.template)) };
}

/** "http://a.example/dataset/X" → "X". */
const lastPart = (iri: string): string => iri.slice(Math.max(iri.lastIndexOf('#'), iri.lastIndexOf('/')) + 1);

/** The end of a file name: ".csv" or ".csv.gz". */
const extension = /(\.[a-z]\w*(?:\.gz)?)?$/;

/** "tables/series/X.csv.gz" → "X". */
const stemOf = (file: string): string => lastPart(file).replace(extension, '');

/** "tables/areas/004.csv" → "tables/areas/{name}.csv". */
const templateOf = (file: string): string =>
  `${file.slice(0, file.lastIndexOf('/') + 1)}{name}${extension.exec(file)?.[0] ?? ''}`;
