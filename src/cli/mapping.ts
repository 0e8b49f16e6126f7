import { describe } from '../csvw/csvw.js';
import { UserError } from '../problem.js';
import { compileMapping, type MappingLanguage, writeMapping } from '../publish/mapping/mapping.js';
import { oneLine } from '../report/harmless-text.js';
import { print, type RunCommand, say } from './command.js';
import { openInput, sayProblems } from './csvw.js';

/** Writes the tables of a metadata document in a mapping language. Features that it does not support are listed on stderr. */
const mappingCommand =
  (language: MappingLanguage): RunCommand =>
  async ([given = 'data/tables.json'], options, io) => {
    const { input, load } = await openInput([given], options);
    const { group, problems } = await describe(input, load);
    if (sayProblems(io, problems)) return 1;
    const mapping = compileMapping(group, language);
    for (const line of mapping.remarks) say(io, oneLine(line));
    if (mapping.maps.length === 0) throw new UserError(`Nothing in "${given}" can be expressed as a mapping`, 1);
    await print(io, writeMapping(mapping, new URL('.', group.tables[0]?.url ?? group.url).href, language));
    return 0;
  };

/** `gcm mapping rml` */
export const mappingRml = mappingCommand('rml');

/** `gcm mapping r2rml` */
export const mappingR2rml = mappingCommand('r2rml');
