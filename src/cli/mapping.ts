import { describe } from '../csvw/csvw.js';
import { tellRemarks } from '../mapping/remarks.js';
import { compileMapping } from '../mapping/triples-maps.js';
import { type Words, writeMapping } from '../mapping/turtle.js';
import { hasErrors, sortProblems, UserError } from '../problem.js';
import { oneLine } from '../report/characters.js';
import { reportContext } from '../report/report.js';
import { text } from '../report/text.js';
import type { Run } from './command-entry.js';
import { openInput } from './csvw-input.js';
import { hasColor, print, say } from './terminal.js';

/** Writes the tables of a metadata document in the words of a mapping language; what these do not say goes to stderr. */
export const mappingCommand =
  (words: Words, splitting: boolean): Run =>
  async ([given = 'data/tables.json'], options, io) => {
    const { input, load } = await openInput([given], options);
    const { group, problems } = await describe(input, load);
    if (problems.length > 0)
      say(io, text(sortProblems(problems), reportContext({ color: hasColor(io, io.stderr) })).trimEnd());
    if (hasErrors(problems)) return 1;
    const mapping = compileMapping(group, splitting);
    for (const line of tellRemarks(mapping.remarks)) say(io, oneLine(line));
    if (mapping.maps.length === 0) throw new UserError(`nothing of ${given} can be written as a mapping`, 1);
    await print(io, writeMapping(mapping, new URL('.', group.tables[0]?.url ?? group.url).href, words));
    return 0;
  };
