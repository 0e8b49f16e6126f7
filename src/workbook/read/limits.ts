const MiB = 1024 * 1024;

/** How much a workbook may hold. A table of 70,000 rows and 8 columns is below them; a bomb is not. */
export const limits = {
  fileBytes: 32 * MiB,
  entries: 1_000, // files in the package
  inflatedBytes: 64 * MiB, // of all entries together
  ratio: 100, // inflated to packed bytes of one entry, …
  ratioFrom: MiB, // … where it inflates to more than this
  cells: 600_000, // a row counts from its first column to its last filled cell
  characters: 64 * MiB, // of all cells together, each use of a shared string counted
  cellCharacters: 32_767, // Excel's own limit
  depth: 100, // of XML elements
  elements: 2_700_000, // XML elements of all parts together: 4 for a text cell, and the rows
  silence: MiB, // characters of XML in which no element begins or ends
  items: 100_000, // of one kind in one part: relationships, styles, comments
  sharedStrings: 1_000_000,
  rows: 1_048_576, // Excel's own limit
  columns: 16_384, // Excel's own limit
  seconds: 60,
};
