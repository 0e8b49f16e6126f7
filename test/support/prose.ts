import { parseSync } from 'oxc-parser';

/** A piece of prose with its line (from 1) in the file that it is from. */
export interface Prose {
  readonly line: number;
  readonly text: string;
}

/**
 * Returns the prose of a file: the text of Markdown without code, the comments and the strings with spaces of code, JSON,
 * Turtle and SPARQL, the comments of other files.
 */
export function proseOf(file: string, content: string): Prose[] {
  const lineOf = (offset: number) => content.slice(0, offset).split('\n').length;
  const readers = byEnding.filter(([ending]) => ending.test(file));
  return readers.flatMap(([, read]) =>
    read(content, file).map(({ start, text }) => ({
      line: lineOf(start),
      text: text.replaceAll(/\n[ \t]*#+ |\s+/g, ' ').trim(),
    })),
  );
}

/** Where the prose of a file is, by the ending of its name. */
const byEnding: [RegExp, (content: string, file: string) => Piece[]][] = [
  [/\.md$/, (content) => paragraphsOf(content)],
  [/\.(?:tsx?|mjs)$/, (content, file) => proseOfCode(file, content)],
  [/\.(?:json|ttl|rq)$/, (content) => stringsOf(content)],
  [/\.css$/, (content) => matchesOf(content, /\/\*([\s\S]*?)\*\//g)],
  [/\.csv$/, (content) => matchesOf(content, /(?:^|,)("(?:[^"]|"")*"|[^,"\n]*)/gm).filter(({ text }) => isLatin(text))],
  [
    /(?<!\.(?:md|tsx?|mjs|json|css|csv))$/,
    (content) =>
      matchesOf(content, /^[ \t]*# (.*(?:\n[ \t]*#[ \t](?!\w[\w-]*: ).*)*)/gm).filter(
        ({ text }) => !/^(?:title|description)-[a-z]{2}: /.test(text), // in another language
      ),
  ],
];

const isLatin = (text: string): boolean => !/[\u0370-\uffff]{2}/.test(text);

/** The sentences of a text. `e.g. "A.csv" is empty` is one. */
export function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.!?:;)"]) +(?=[A-Z"`(*[])|(?<=[:;]) /).map((one) => one.trim());
}

interface Piece {
  readonly start: number;
  readonly text: string;
}

const matchesOf = (content: string, pattern: RegExp): Piece[] =>
  [...content.matchAll(pattern)].map((match) => ({ start: match.index, text: match[1] as string }));

/** Strings in double quotes with a space in them, but no keys of JSON. */
const stringsOf = (content: string): Piece[] =>
  [...content.matchAll(/"((?:[^"\\\n]|\\.)*)"(\s*:)?/g)]
    .filter(([, text, isKey]) => !isKey && text?.includes(' '))
    .map((match) => ({ start: match.index, text: match[1] as string }));

/** Paragraphs, items of lists and cells of tables, without code. */
function paragraphsOf(markdown: string): Piece[] {
  const blank = (text: string) => text.replaceAll(/[^\n]/g, ' ');
  const text = markdown
    .replaceAll(/^( *)```[\s\S]*?^\1```/gm, blank)
    .replaceAll(/<!--[\s\S]*?-->/g, blank)
    .replaceAll(/\]\([^)\n]*\)/g, blank);
  const item = /^[ \t]*(?:[-*]|\d+\.) /;
  return matchesOf(text, /((?:^|(?<=\n)).*\S.*(?:\n(?![ \t]*(?:[-*|#]|\d+\.) ).*\S.*)*)/g).flatMap(
    ({ start, text }) => {
      if (!text.startsWith('|')) return [{ start, text: text.replace(item, '') }];
      return matchesOf(text, /([^|]+)/g).map((cell) => ({ start: start + cell.start, text: cell.text }));
    },
  );
}

/** A part of a syntax tree, as ESTree has it. */
interface SyntaxNode {
  readonly type: string;
  readonly value?: unknown;
  readonly quasis?: readonly { readonly value: { readonly cooked: string } }[];
  readonly start: number;
  readonly end: number;
}

/** Comments, and strings with spaces. */
function proseOfCode(file: string, content: string): Piece[] {
  const { program, comments } = parseSync(file, content);
  const joined: { start: number; end: number; text: string }[] = [];
  for (const { type, value, start, end } of comments) {
    const text = value.replaceAll(/^\s*\*+/gm, ' ');
    const last = joined.at(-1);
    // Comments on consecutive lines are one text.
    if (last && type === 'Line' && /^\s*\n[ \t]*$/.test(content.slice(last.end, start)))
      Object.assign(last, { end, text: `${last.text} ${text}` });
    else joined.push({ start, end, text });
  }
  const strings: typeof joined = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { type, value, quasis, start, end } = node as SyntaxNode;
    const isText = type === 'JSXText' || type === 'Literal';
    const text =
      quasis?.map((quasi) => quasi.value.cooked).join('{}') ?? (isText && typeof value === 'string' ? value : '');
    if (/\S\s+\S/.test(text) && !text.includes(' | ')) strings.push({ start, end, text });
    Object.values(node).forEach(visit);
  };
  visit(program);
  return [...joined, ...strings];
}
