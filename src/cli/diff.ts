import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { collectStatements, derivedProperties, type Side, sideOfQuads } from '../diff/compared.js';
import { compare } from '../diff/diff.js';
import { diffFormats } from '../diff/formats.js';
import { partOf, partQuads } from '../figures/part.js';
import { readQueries } from '../graph/query-file.js';
import { checkOut } from '../node/diff/earlier-data.js';
import { extensions, fileBlocks, mediaTypeOf, readStatementsOf, unpacked } from '../node/diff/read-dump.js';
import { diskFiles } from '../node/disk-files.js';
import { examineManifest, releaseFile } from '../node/release/release-folder.js';
import { readGraph } from '../pipeline.js';
import { countBySeverity, UserError } from '../problem.js';
import type { Project } from '../project.js';
import type { DumpType } from '../publish/formats.js';
import type { Manifest } from '../publish/manifest.js';
import { rolesIn } from '../roles/roles.js';
import { readFilesOf } from '../sheets/family-files.js';
import { readGroup } from '../sheets/table-group.js';
import { choiceFrom, print, type RunCommand, readWorkbook } from './command.js';
import { withTemporaryFolder } from './output-file.js';

/** `gcm diff`: returns 1 if a change is breaking for users of the first release. */
export const diff: RunCommand = async ([from = '', to = ''], options, io) => {
  const write = choiceFrom(options, 'format', diffFormats);
  const [data, ontology, queries] = ['data', 'ontology', 'queries'].map((name) => options[name] as string);
  const reading = { files: diskFiles, data, ontology, queries } as Reading;
  return withTemporaryFolder('gcm-diff-', async (scratch) => {
    const before = await openSide(from, reading, scratch);
    const set = await compare(before, await openSide(to, reading, scratch));
    await print(io, write(set));
    return set.breakingCount > 0 ? 1 : 0;
  });
};

/** Options for reading sheets. Both sides use the same rules and roles, so that only the data is compared. */
export type Reading = Pick<Project, 'files' | 'data' | 'ontology' | 'queries' | 'base'>;

/**
 * Opens a side of a comparison: a release, a dump, a data folder, a folder that contains one of these, or a git revision
 * of `reading.data`. The folder `scratch` is for decompressed files.
 */
export async function openSide(given: string, reading: Reading, scratch: string): Promise<Side> {
  const found = statSync(given, { throwIfNoEntry: false });
  const roles = () => rolesIn(diskFiles, reading.ontology, 'https://base.invalid/'); // a dump does not name its base
  if (found?.isFile()) return { ...(await dump(given, path.basename(given), scratch)), roles };
  if (found?.isDirectory()) return folder(given, reading, scratch);
  if (found) throw new UserError(`"${given}" is neither a file nor a folder`);
  const target = path.join(scratch, `revision-${readdirSync(scratch).length}`);
  if (!checkOut(given, reading.data, target))
    throw new UserError(`"${given}" is not a release, a dump, a data folder or a git revision`);
  return sheets(given, { ...reading, data: target });
}

function folder(given: string, reading: Reading, scratch: string): Promise<Side> | Side {
  let fault = '';
  for (const place of [given, path.join(given, 'current')]) {
    const found = examineManifest(place);
    if (!('fault' in found)) return release(place, found.manifest, scratch);
    if (!found.isMissing) fault ||= `: ${found.fault}`;
  }
  for (const data of [given, path.join(given, 'data')])
    if (existsSync(path.join(data, 'tables.json'))) return sheets(given, { ...reading, data });
  throw new UserError(`"${given}" contains neither a release (manifest.json) nor sheets (tables.json)${fault}`);
}

/** Opens a release: triples without provenance, in canonical order. Its tables.json and rules show which are derived. */
async function release(folder: string, { name, version, base }: Manifest, scratch: string): Promise<Side> {
  const roles = () => rolesIn(diskFiles, path.join(folder, 'ontology'), base);
  const side = { ...(await dump(releaseFile(folder, `${name}.nt`), `${name} ${version}`, scratch)), roles };
  const [data, rules] = [path.join(folder, 'data'), path.join(folder, 'queries/derive')];
  const tables = path.join(data, 'tables.json');
  if (!existsSync(tables)) return side;
  const group = () => readGroup(readFileSync(tables, 'utf8'), tables, new URL('data/', base).href, []);
  const figures = () => readFilesOf(diskFiles, data, group(), readWorkbook);
  if (!existsSync(rules)) return { ...side, figures };
  return { ...side, figures, derived: () => derivedProperties(group().tables, readQueries(diskFiles, rules)) };
}

/** Formats that are compared line by line, without parsing. */
const inLines: DumpType[] = ['application/n-triples', 'application/n-quads'];

/** Opens an RDF file. If its lines are not canonical and sorted, it is parsed and sorted in memory. */
async function dump(file: string, name: string, scratch: string): Promise<Side> {
  if (file.endsWith('.gz')) return dump(await unpacked(file, scratch), name, scratch);
  const mediaType = mediaTypeOf(file);
  if (mediaType === undefined)
    throw new UserError(`"${file}" must end in ${extensions.join(', ')}, or in one of these followed by .gz`);
  const parsed = async (): Promise<Side> => {
    const collected = collectStatements();
    await readStatementsOf(file, mediaType, collected.add);
    return collected.side(name);
  };
  return inLines.includes(mediaType) ? { name, nameless: 0, blocks: () => fileBlocks(file), parsed } : parsed();
}

/** Opens sheets, with the statements that the rules derive, and the figures that a release of them would contain. */
async function sheets(name: string, reading: Reading): Promise<Side> {
  const { base, sheets: read, figures, statements, derived, store, problems } = await readGraph(reading);
  const texts = new Map(
    readQueries(diskFiles, path.join(reading.queries, 'part')).map((query) => [query.name, query.text]),
  );
  const answer = (query: string) => (texts.has(query) ? store.table(texts.get(query) as string) : undefined);
  const part = partOf(answer('slices'), answer('areas'));
  store.close();
  const errors = countBySeverity(problems).error;
  const first = problems.find(({ severity }) => severity === 'error');
  if (first) {
    const { file, row } = first.where;
    const where = `${path.basename(file)}${row === undefined ? '' : ` row ${row}`}: ${first.message}`;
    throw new UserError(
      `"${name}" cannot be compared because of errors in its sheets: ${errors}. The first is in ${where}`,
      1,
    );
  }
  const rules = derived.map(({ rule }) => rule);
  const quads = [...statements.quads, ...derived.flatMap((one) => one.quads), ...partQuads(figures, part)];
  const side = sideOfQuads(name, quads);
  const roles = () => rolesIn(diskFiles, reading.ontology, base);
  return {
    ...side,
    derived: () => derivedProperties(read.group.tables, rules),
    roles,
    figures: async () => figures,
  };
}
