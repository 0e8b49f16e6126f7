import { Parser } from 'n3';
import { type Files, fileIn } from '../files.js';
import { readQueries, readQuery } from '../graph/query-file.js';
import type { Problem } from '../problem.js';
import type { Project } from '../project.js';
import type { ReportContext } from '../report/report.js';
import { compareCodePoints } from '../text/order.js';
import type { CodeText } from './codes/code-text.js';
import { type CodeGroup, codeGroups } from './codes/codes.js';

/** Every code that a project can report: the program's own, its rules by their headers and its shapes by their messages. */
export const explanations = ({
  files,
  queries,
  ontology,
}: Pick<Project, 'files' | 'queries' | 'ontology'>): CodeGroup[] => [
  ...codeGroups,
  { title: 'Rules', codes: ruleTexts(files, fileIn(queries, 'checks')) },
  { title: 'Shapes', codes: shapeTexts(files, fileIn(ontology, 'shapes.ttl')) },
];

const ruleTexts = (files: Files, folder: string): Record<string, CodeText> =>
  Object.fromEntries(
    readQueries(files, folder, []).map(({ name, header }) => [
      name,
      { title: header['title'] ?? name, cause: header['reason'] ?? '', remedy: header['remedy'] ?? '' },
    ]),
  );

const message = 'http://www.w3.org/ns/shacl#message';

/** The local name of a shape is its code; shapes that cannot be read are told by the check. */
function shapeTexts(files: Files, file: string): Record<string, CodeText> {
  const found = files.read(file);
  if ('words' in found) return {};
  try {
    const said = new Parser()
      .parse(new TextDecoder().decode(found))
      .filter(({ predicate }) => predicate.value === message);
    const texts = said.map(({ subject, object }): [string, CodeText] => [
      subject.value.replace(/^.*[#/]/, ''),
      {
        title: object.value,
        cause: 'A thing does not have the form that shapes.ttl asks for.',
        remedy: 'Correct the cell.',
      },
    ]);
    return Object.fromEntries(texts.sort(([one], [other]) => compareCodePoints(one, other)));
  } catch {
    return {};
  }
}

/** The text of a code that problems have: the header of the rule that found it, or the text of one of our own codes. */
export function codeTexts(files: Files, problems: Problem[]): ReportContext['ruleOf'] {
  const rules = new Map(problems.map(({ code, rule }) => [code, rule]));
  const known = new Map<string, CodeText | undefined>();
  return (code) => {
    if (!known.has(code)) known.set(code, headerText(files, rules.get(code)) ?? ownText(code));
    return known.get(code);
  };
}

function headerText(files: Files, rule: string | undefined): CodeText | undefined {
  if (!rule?.endsWith('.rq') || 'words' in files.read(rule)) return undefined;
  const { title, reason = '', remedy = '' } = readQuery(files, rule).header;
  return title === undefined ? undefined : { title, cause: reason, remedy };
}

const ownText = (code: string): CodeText | undefined =>
  codeGroups.map(({ codes }) => codes).find((codes) => Object.hasOwn(codes, code))?.[code];
