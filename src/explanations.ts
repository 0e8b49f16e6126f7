import { Parser } from 'n3';
import type { CodeText } from './codes/code-text.js';
import { type CodeGroup, codeGroups } from './codes/codes.js';
import { type Files, fileIn } from './files.js';
import { readQueries } from './graph/query-file.js';
import { compareCodePoints } from './order.js';
import type { Project } from './project.js';

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
