import type { KnownColumn, Role } from '../tables.js';

/** What a column holds, and where its codes have their names. */
export interface ColumnUse {
  name: string; // as the header writes it
  role: Role;
  concept: string; // of a dimension or attribute, else ''
  note?: string; // of one that is left out: what says it instead
  nameIn?: number; // the column beside it with the names of its codes
  isUnknown?: true; // nobody knows the column: it is taken as a dimension, and that is told
}

/** A file's columns, as a format reads them. */
export interface Layout {
  columns: ColumnUse[];
  series?: string; // of all rows, where no column says it
  lowerCase?: true; // codes are written small, and files beside say how they are written otherwise
  hasLabels?: true; // a code is followed by its name, "F: Female" (SDMX-CSV 2.0, labels=both)
}

/** A form that files of observations have. */
export interface Format {
  name: string; // "unsd-portal"
  title: string;
  header: string; // how people recognise it
  /** The columns of a file with this header, or nothing when it is of another format. */
  recognise(header: string[], columns: Map<string, KnownColumn>): Layout | undefined;
}
