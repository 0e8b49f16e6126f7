import type { ByteDialect } from '../../csvw/large/records.js';
import type { Format, Layout } from '../formats/format.js';

/** A file of observations that is ready to be cut into rows: UTF-8 with a header of a known format. */
export interface Source {
  file: string; // as the user names it
  sheet?: string; // of a workbook
  path: string; // where its bytes are: the file itself, or what was made of it
  dialect: ByteDialect;
  format: Format;
  layout: Layout;
  from: number; // the byte at which its first row begins
  firstRow: number; // and that row's number
  codes: Map<string, Map<string, string>>; // by concept: how the file writes codes, where it says so
  names: CodeName[];
}

/** What a file calls a code; of areas the concept is '' . */
export interface CodeName {
  concept: string;
  code: string;
  name: string;
}
