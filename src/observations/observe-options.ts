import type { Findings } from './findings.js';
import type { OutputForm } from './job.js';
import type { Source } from './sources/source.js';

/** How files of observations become a cube. */
export interface ObserveOptions {
  base: string; // ends with a slash
  target: string; // a file that is there and empty
  folder: string; // where files may be written anew; it is the caller's to remove
  form: OutputForm;
  threads?: number;
  /** Told when a file is begun, and asked again and again how far it is. */
  watch?: (source: Source, findings: Findings) => void;
}
