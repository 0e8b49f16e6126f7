import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Parser } from 'n3';
import type { CodeText } from './codes/code-text.js';
import { type CodeGroup, codeGroups } from './codes/codes.js';
import { readQueries } from './graph/query-file.js';
import { compareCodePoints } from './order.js';
import type { Project } from './project.js';

/** Every code that a project can report: the program's own, its rules by their headers and its shapes by their messages. */
export const explanations = ({ queries, ontology }: Pick<Project, 'queries' | 'ontology'>): CodeGroup[] => [
  ...codeGroups,
  { title: 'Rules', codes: ruleTexts(path.join(queries, 'checks')) },
  { title: 'Shapes', codes: shapeTexts(path.join(ontology, 'shapes.ttl')) },
];

const ruleTexts = (folder: string): Record<string, CodeText> =>
  Object.fromEntries(
    readQueries(folder, []).map(({ name, header }) => [
      name,
      { title: header['title'] ?? name, cause: header['reason'] ?? '', remedy: header['remedy'] ?? '' },
    ]),
  );

const message = 'http://www.w3.org/ns/shacl#message';

/** The local name of a shape is its code; shapes that cannot be read are told by the check. */
function shapeTexts(file: string): Record<string, CodeText> {
  try {
    const said = new Parser().parse(readFileSync(file, 'utf8')).filter(({ predicate }) => predicate.value === message);
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
