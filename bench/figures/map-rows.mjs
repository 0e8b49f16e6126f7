// map-rows.mjs: maps the rows of all files of figures to N-Quads in this process. Prints the rows, and the core seconds
// of the fastest of three rounds.
import { createOutput } from '../../dist/csvw/stream/line-template.js';
import { createRowMapper } from '../../dist/csvw/stream/table-rows.js';
import { mappingOf } from '../../dist/figures/part.js';
import { rangesOf } from '../../dist/figures/rows-of-file.js';
import { diskFiles } from '../../dist/node/disk-files.js';
import { readFamilies } from '../../dist/sheets/family-files.js';
import { readSheets } from '../../dist/sheets/sheets.js';

const { files } = readFamilies(diskFiles, 'data', await readSheets(diskFiles, 'data'));
const seconds = [];
let rows = 0;
for (let round = 0; round < 3; round++) {
  rows = 0;
  const before = process.cpuUsage();
  const out = createOutput();
  for (const file of files) {
    const { map } = createRowMapper(mappingOf(file));
    for (const { start, end } of rangesOf(file)) {
      out.length = 0;
      rows += map(file.bytes, start, end, { records: 0, rows: 0 }, { out, report: () => {} }).records;
    }
  }
  const { user, system } = process.cpuUsage(before);
  seconds.push((user + system) / 1e6);
}
console.log(JSON.stringify({ files: files.length, rows, seconds: Math.min(...seconds) }));
