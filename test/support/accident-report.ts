import { cpSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { filesOf } from '../../src/files.js';
import { check, createMemory } from '../../src/pipeline.js';
import type { Place, Problem } from '../../src/problem.js';
import { projectWithFewFigures, root, temporaryFolder } from './gcm.js';
import { accidents } from './known-accidents.js';

const below = (folder: string, name: string): [string, Uint8Array][] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => path.join(one.parentPath, one.name))
    .map((file) => [`${name}/${path.relative(folder, file)}`, readFileSync(file)]);

const rules = ['ontology', 'queries'].flatMap((name) => below(path.join(root, name), name));
const memory = createMemory(); // most files are the same in each check
const checked = async (data: string): Promise<Problem[]> => {
  const files = filesOf(new Map([...below(data, 'data'), ...rules]));
  return (await check({ files, data: 'data', ontology: 'ontology', queries: 'queries' }, memory)).problems;
};

const kindOf = ({ severity, code, message }: Problem): string => `${severity} ${code} ${message.replace(/\d+/g, '#')}`;

const inShort = ({ file, sheet, cell, row }: Place): string =>
  `${sheet ?? file.replace('data/', '')}!${cell ?? row ?? ''}`;

const sheets = path.join(projectWithFewFigures(), 'data'); // accidents are in other sheets
const standing = checked(sheets).then((problems) => new Set(problems.map(kindOf)));

/** Applies an accident to the real sheets. Returns the problems that were not there before, and whether one is at the expected place. */
export async function reportOf(name: string): Promise<{ problems: string[]; isNamed: boolean }> {
  const before = await standing;
  const data = path.join(temporaryFolder(), 'data');
  cpSync(sheets, data, { recursive: true });
  const accident = accidents[name];
  if (!accident) throw new Error(`Unknown accident ${name}`);
  accident.edit(data);
  const fresh = (await checked(data)).filter((problem) => !before.has(kindOf(problem)));
  const places = fresh.flatMap(({ where, also = [], related = [] }) => [where, ...also, ...related]);
  return {
    problems: fresh.flatMap(({ code, where, message, count = 1 }) =>
      Array<string>(count).fill(`${inShort(where)} [${code}] ${message}`),
    ),
    isNamed: places.some((place) => accident.at.test(inShort(place))),
  };
}
