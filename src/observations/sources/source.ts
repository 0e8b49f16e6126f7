import type { Leading } from '../../csvw/large/leading.js';
import type { ByteDialect } from '../../csvw/large/records.js';
import type { Problem } from '../../problem.js';
import type { Workbook } from '../../workbook/workbook.js';
import type { ByteSource } from '../byte-source.js';
import type { Format, Layout } from '../formats/format.js';

/** A file of observations that is ready to be cut into rows: UTF-8 with a header of a known format. */
export interface Source {
  file: string; // as the user names it
  sheet?: string; // of a workbook
  path: string; // where its bytes are, as the machine knows it: the file itself, or what was made of it
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

/** What a file was opened as, and what there is to say about it. */
export interface Opened {
  source?: Source;
  problems: Problem[];
}

/** A file that stands beside another. */
export interface Beside {
  file: string; // its name, with the folder
  bytes: Uint8Array;
}

/** Where the bytes of files are. */
export interface SourceFiles {
  bytes(path: string): ByteSource;
  /** The first record of a text. */
  leading(path: string, dialect: ByteDialect): Leading;
  /** The file of that name in the folder of another one. */
  beside(file: string, name: string): Beside | undefined;
  /** Keeps a text as UTF-8, and gives it a path. */
  keep(text: Iterable<string>): Promise<string>;
  readWorkbook(file: string): Promise<{ workbook?: Workbook; problems: Problem[] }>;
}
