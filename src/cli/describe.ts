import fs from 'node:fs';
import path from 'node:path';
import { describeInProject, type Place, readRows } from '../describe/in-project.js';
import { entryText } from '../describe/write.js';
import { diskFiles, nameFailedFile } from '../node/disk-files.js';
import { UserError } from '../problem.js';
import { isWorkbook } from '../sheets/table-group.js';
import { folderFrom, print, type RunCommand, requireFile, say } from './command.js';

/** `gcm describe`: proposes the entries of new sheets in tables.json, and writes them with `--write`. */
export const describe: RunCommand = async (given, options, io) => {
  const data = folderFrom(options, 'data');
  const key = options['key'] as string | undefined;
  const sheets = given.map((file) => {
    requireFile(file);
    if (isWorkbook(file)) throw new UserError(`"${file}" is a workbook. Save the sheet as CSV first`);
    const name = path.relative(data, file).replaceAll(path.sep, '/');
    if (name.startsWith('..')) throw new UserError(`"${file}" is not in the folder "${data}". Move it there`);
    return { file: name, rows: readRows(diskFiles, file), ...(key !== undefined && { key }) };
  });
  const ontology = options['ontology'] as string;
  const place: Place = { files: diskFiles, data, ontology, again: options['again'] === true };
  const proposal = describeInProject(place, sheets);
  if ('fault' in proposal) throw new UserError(proposal.fault, 1);
  for (const note of proposal.descriptions.flatMap(({ notes }) => notes)) say(io, note);
  if (options['write'] !== true) {
    await print(io, `${proposal.descriptions.map(({ entry }) => entryText(entry)).join(',\n')}\n`);
    return 0;
  }
  for (const [file, text] of proposal.changed) {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    nameFailedFile(file, () => fs.writeFileSync(file, text));
    say(io, `Wrote ${file}`);
  }
  return 0;
};
