import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './gcm.js';

/** The documents, and the commands and samples in them. */
export const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...readdirSync(path.join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

export const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

/** The code blocks of a text in a language: "sh", "turtle". */
export const blocks = (text: string, language: string): string[] =>
  [...text.matchAll(/^( *)```(\w+)\n(.*?)^\1```/gms)]
    .filter((match) => match[2] === language)
    .map((match) => (match[3] as string).replaceAll(/^ +(?=npx|npm)/gm, ''));

export const commandLines = (page: string): string[] =>
  blocks(read(page), 'sh').flatMap((block) => block.split('\n').filter(Boolean));

/** Every line that runs gcm, with its page. */
export const gcmLines: [page: string, line: string][] = pages.flatMap((page) =>
  commandLines(page)
    .filter((line) => line.startsWith('npx gcm'))
    .map((line): [string, string] => [page, line]),
);
