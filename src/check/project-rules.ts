import { textOf } from '../bytes.js';
import { fileIn } from '../files.js';
import { type QueryFile, queryFrom, readQueries } from '../graph/query-file.js';
import { type Problem, UserError } from '../problem.js';
import type { Project } from '../project.js';
import shipped from '../roles/shipped.json' with { type: 'json' };
import { compareCodePoints } from '../text/order.js';
import { readSettings } from './rule-settings.js';
import { type Tokens, withTokens } from './rule-tokens.js';
import { shippedPlace } from './rules.js';

type Readable = Pick<Project, 'files' | 'queries'>;

const allShipped = Object.entries(shipped).flatMap(([name, text]) =>
  name.endsWith('.rq') ? queryFrom(text, shippedPlace + name) : [],
);

/** Returns the rules that ship with the program in one of its folders, by name. */
export const shippedRules = (folder: 'checks' | 'derive' | 'cube'): QueryFile[] =>
  allShipped.filter(({ file }) => file.startsWith(`${shippedPlace}${folder}/`));

/**
 * Returns the rules that check a project, in the order of their names: its own and the shipped ones. A shipped rule is left
 * out if the project has a rule of the same name, switches it off, or does not declare the roles that it needs.
 */
export function checksOf(project: Readable, tokens: Tokens): QueryFile[] {
  const added = usedRules(project, 'checks').flatMap((rule) => {
    const text = withTokens(rule.text, tokens);
    return text === undefined ? [] : [{ ...rule, text }];
  });
  return [...ownRules(project, 'checks'), ...added].sort((a, b) => compareCodePoints(a.name, b.name));
}

/** Returns the rules that derive statements: first the project's own, then the shipped ones. */
export const derivationsOf = (project: Readable): QueryFile[] => [
  ...ownRules(project, 'derive'),
  ...usedRules(project, 'derive'),
];

/** Returns the faults of queries/checks.csv. */
export const settingsFaults = (project: Readable): Problem[] => settingsOf(project).problems;

/** Returns a shipped rule by its path in reports, with the words of the project. */
export const shippedRule = (project: Readable, file: string): QueryFile | undefined =>
  usedRules(project, 'checks').find((rule) => rule.file === file);

/** The shapes of a project. */
export interface Shapes {
  file: string; // "ontology/shapes.ttl"
  text: string;
}

/**
 * Reads the shapes of a project. The shipped ones check a project whose ontology has no shapes.ttl. Throws `UserError` if the
 * file cannot be read, or if there is no ontology.
 */
export function readShapes({ files, ontology }: Pick<Project, 'files' | 'ontology'>): Shapes {
  const names = files.list(ontology);
  if (names.length > 0 && !names.includes('shapes.ttl'))
    return { file: `${shippedPlace}shapes.ttl`, text: shipped['shapes.ttl'] };
  const file = fileIn(ontology, 'shapes.ttl');
  const found = files.read(file);
  if ('words' in found) throw new UserError(`Cannot read ${file} (${found.code})`);
  return { file, text: textOf(found) };
}

const ownRules = ({ files, queries }: Readable, folder: 'checks' | 'derive'): QueryFile[] =>
  readQueries(files, fileIn(queries, folder));

function usedRules(project: Readable, folder: 'checks' | 'derive'): QueryFile[] {
  const { settings } = settingsOf(project);
  return replaceable(project, folder).flatMap((rule): QueryFile[] => {
    const change = settings.get(settingName(folder, rule)) ?? {};
    return change['severity'] === 'off' ? [] : [{ ...rule, header: { ...rule.header, ...change } }];
  });
}

/** The shipped rules of a folder that have no file of the same name in the project. */
function replaceable({ files, queries }: Readable, folder: 'checks' | 'derive'): QueryFile[] {
  const own = new Set(files.list(fileIn(queries, folder)));
  return shippedRules(folder).filter(({ name }) => !own.has(`${name}.rq`));
}

const settingName = (folder: string, { name }: QueryFile): string => (folder === 'checks' ? name : `${folder}/${name}`);

const settingsOf = (project: Readable) =>
  readSettings(
    project,
    new Map(
      (['checks', 'derive'] as const).flatMap((folder) =>
        replaceable(project, folder).map((rule): [string, QueryFile] => [settingName(folder, rule), rule]),
      ),
    ),
  );
