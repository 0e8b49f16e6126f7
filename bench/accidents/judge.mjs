import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { changesWithFigures } from '../../dist/diff/figures-since.js';
import { readEarlierSheets } from '../../dist/diff/sheets-since.js';
import { filesOf } from '../../dist/files.js';
import { toNQuads } from '../../dist/graph/quad-lines.js';
import { check, createMemory } from '../../dist/pipeline.js';

/** Reads the files of a project: its data, ontology and queries. */
export function readProject(root) {
  const files = new Map();
  for (const folder of ['data', 'ontology', 'queries'])
    for (const entry of readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || entry.parentPath.includes('observations')) continue;
      const name = path.relative(root, path.join(entry.parentPath, entry.name));
      files.set(name.split(path.sep).join('/'), readFileSync(path.join(root, name)));
    }
  return files;
}

const isFigures = (name) => /^data\/(figures|context)\//.test(name);

/** Returns the sheets of a project by name. */
export const sheetsOf = (files) => new Map([...files].filter(([name]) => /^data\/[^/]+\.csv$/.test(name)));

/** Returns the files of figures of a project by name. */
export const figuresOf = (files) => new Map([...files].filter(([name]) => isFigures(name)));

/** Returns the sheets of a project and some files of figures, in which accidents happen. */
export const sheetsForAccidents = (files) =>
  new Map([
    ...sheetsOf(files),
    ...['DC_TOF_SCHIPSL', 'SI_RMT_COST', 'SM_DTH_MIGR']
      .map((series) => `data/figures/${series}.csv`)
      .map((name) => [name, files.get(name)]),
  ]);

const censuses = new Map(); // what all judges found in the same files of figures
const recall = (inputs, make) => {
  const key = hashOf(inputs);
  if (!censuses.has(key)) censuses.set(key, make());
  return censuses.get(key);
};

/**
 * Creates a judge of changed sheets. It compares the problems of a change with the problems of the unchanged project, with
 * and without a comparison with the last release, which contains the unchanged sheets.
 */
export async function createJudge(files) {
  const memory = createMemory();
  const released = filesOf(files);
  const compare = async (sheets, figures) => {
    const earlier = await readEarlierSheets(released, 'data', 'the last release', sheets);
    return earlier && changesWithFigures(released, 'data', earlier, sheets, figures);
  };
  const run = async (changes) => {
    const project = {
      files: filesOf(withChanges(files, changes)),
      recall,
      data: 'data',
      ontology: 'ontology',
      queries: 'queries',
      compare,
    };
    const checked = await check(project, memory);
    return { compared: checked.problems, alone: checked.lasting, checked };
  };
  const before = await run([]);
  let graphBefore;
  const standing = new Set(before.alone.map(identity));
  const isNew = (problem) => !standing.has(identity(problem));
  return async (changes) => {
    const { compared, alone, checked } = await run(changes);
    const isSame = () => {
      graphBefore ??= graphOf(before.checked);
      return graphOf(checked) === graphBefore;
    };
    return { found: compared.filter(isNew), foundAlone: alone.filter(isNew), isSame };
  };
}

/** A problem that is in another row, or whose count differs, is not new. */
const identity = ({ code, severity, message, where }) =>
  [code, severity, where.file, where.column, message.replaceAll(/\d+(-\d+)*/g, '#')].join('\n');

/** Changes files. A file without bytes is removed. */
export function withChanges(files, changes) {
  const changed = new Map([...files, ...changes]);
  for (const [name, bytes] of changed) if (bytes === undefined) changed.delete(name);
  return changed;
}

function hashOf(inputs) {
  const hash = createHash('sha1');
  for (const bytes of inputs) hash.update(`${bytes.length}\n`).update(bytes);
  return hash.digest('hex');
}

const sortedLines = (text) => Buffer.from(text.split('\n').sort().join('\n'));

const known = new WeakMap(); // sorted rows of unchanged files
function sortedRows(bytes) {
  if (!known.has(bytes)) known.set(bytes, sortedLines(Buffer.from(bytes).toString()));
  return known.get(bytes);
}

/** The statements and the figures of a project, as a text that is equal for equal content. */
const graphOf = ({ statements, figures }) =>
  hashOf([
    sortedLines(toNQuads(statements.quads)),
    ...figures.flatMap(({ name, bytes }) => [Buffer.from(name), sortedRows(bytes)]),
  ]);

/**
 * Judges an accident, with and without a comparison with the last release. `place`: reported in its file, and in one of its
 * rows or columns. `elsewhere`: reported, but not there. `silent`: published without a report. `harmless`: repaired, the
 * graph is the same.
 */
export async function judge(judgeChanges, accident) {
  const { found, foundAlone, isSame } = await judgeChanges([[accident.file, accident.bytes]]);
  const verdictOf = (problems) => {
    const reported = problems.filter(({ severity }) => severity !== 'notice');
    if (reported.length === 0) return isSame() ? 'harmless' : 'silent';
    return reported.some((problem) => isAt(problem, accident)) ? 'place' : 'elsewhere';
  };
  return { verdict: verdictOf(found), alone: verdictOf(foundAlone), found };
}

function isAt(problem, { file, rows, columns, isWhole, lost = [] }) {
  const places = [problem.where, ...(problem.also ?? []), ...(problem.related ?? [])];
  return places.some((place) => {
    if (place.file !== file) return lost.includes(place.value);
    if (isWhole || (place.row === undefined && place.column === undefined)) return true;
    return rows.includes(place.row) || columns.includes(place.column);
  });
}
