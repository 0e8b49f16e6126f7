import { groupBy } from '../text/order.js';
import { withoutOurLines } from './mark/notes.js';
import { openPackage, type Package, partText, related } from './mark/package.js';
import { type Note, noteAuthor, plainText, unescaped } from './parts.js';
import { Refusal } from './read/reading.js';
import { parseReference } from './read/sheet.js';
import { BrokenPart, type Element, elementsOf } from './xml.js';

/** Returns the comments of users by sheet: notes, and threads as one note. Empty if the bytes cannot be read. */
export function readComments(bytes: Uint8Array): Map<string, Note[]> {
  try {
    const pack = openPackage(bytes);
    return new Map(pack.sheets.map(({ name, part }) => [name, [...commentsOf(pack, part).values()]]));
  } catch (error) {
    if (error instanceof BrokenPart || error instanceof Refusal) return new Map();
    throw error;
  }
}

/** Returns the comments of a sheet by address. A thread replaces its copy for older programs. */
function commentsOf(pack: Package, sheet: string): Map<string, Note> {
  const comments = new Map<string, Note>();
  const add = (address: string, author: string, text: string): void => {
    const place = parseReference(address);
    if (place && text.trim() !== '') comments.set(address, { row: place.row, column: place.column + 1, text, author });
  };
  const notes = partOf(pack, sheet, 'comments');
  const authors = notes.all('author').map(notes.content);
  for (const comment of notes.all('comment')) {
    const author = authors[Number(comment.attributes['authorId'])] ?? '';
    const runs = notes.all('t').filter((run) => isInside(run, comment));
    const own = withoutOurLines(runs.map(notes.content)).join('');
    if (author !== noteAuthor || own !== runs.map(notes.content).join(''))
      add(comment.attributes['ref'] ?? '', author, own);
  }
  const threads = partOf(pack, sheet, 'threadedComment');
  const persons = partOf(pack, pack.workbook, 'person').all('person');
  const lines = groupBy(threads.all('threadedComment'), ({ attributes }) => attributes['ref'] ?? '');
  for (const [address, thread] of lines) {
    const authors = thread.map(
      ({ attributes }) =>
        persons.find((one) => one.attributes['id'] === attributes['personId'])?.attributes['displayName'],
    );
    const words = thread.map((comment, i) => {
      const own = threads.all('text').filter((one) => isInside(one, comment));
      return `${authors[i] === undefined ? '' : `${authors[i]}: `}${own.map(threads.content).join('')}`;
    });
    add(address, authors[0] ?? '', words.join('\n'));
  }
  return comments;
}

const isInside = ({ start, end }: Element, { contentStart, contentEnd }: Element): boolean =>
  start >= contentStart && end <= contentEnd;

/** Reads the elements of a related part. */
function partOf(pack: Package, from: string, type: string) {
  const name = related(pack, from, { type });
  const text = (name === undefined ? undefined : partText(pack, name)) ?? '';
  const elements = text === '' ? [] : elementsOf(text, () => true);
  return {
    all: (wanted: string): Element[] => elements.filter((one) => one.name === wanted),
    content: ({ contentStart, contentEnd }: Element): string =>
      plainText(unescaped(text.slice(contentStart, contentEnd))),
  };
}
