import type { ByteDialect } from '../csvw/large/records.js';
import type { Findings } from './findings.js';
import type { ColumnUse } from './formats/format.js';
import type { Keys } from './keys.js';
import type { Area, Concept } from './tables.js';

/** What is written of a row: its lines, these as gzip, or the texts of its cells, which a Parquet file is made of. */
export type OutputForm = 'n-quads' | 'packed n-quads' | 'parquet';

/** What a thread needs to know of a file of observations: all of it can be sent to one. */
export interface ObservationJob {
  base: string;
  dialect: ByteDialect;
  columns: ColumnUse[];
  leastWidth: number; // cells that a row has to have: up to the last column with a name
  series: string | undefined; // of all rows, where no column says it
  dimensions: Concept[]; // of all files of the run, in the order of an observation's address
  attributes: Concept[];
  codes: Map<string, Map<string, string>>; // by concept: how the file writes codes, where it says so
  aligned: Map<string, Map<string, string>>; // by concept: codes that are written in another way elsewhere
  areas: Area[];
  isSmall: boolean; // codes are written in small letters
  hasLabels: boolean; // codes are followed by their names
  fills: Map<string, string[]>; // by series: dimensions that some of its rows lack
  form: OutputForm;
  findings: Findings;
  keys: Keys;
}

/** Says that nothing is known of a dimension of a row (SDMX, code lists for all domains). */
export const unspecified = '_X';
