import { utf8 } from '../../bytes.js';
import { columnNumber } from '../../problem.js';
import { addTo } from '../../text/order.js';
import {
  cellXml,
  drawingXml,
  type Note,
  noteAuthor,
  notesXml,
  noteXml,
  plainText,
  unescaped,
  withBoxes,
  xml,
  xmlPart,
} from '../parts.js';
import { append, type Edit, type Element, edited, elementsOf, first, insertion, placeBefore } from '../xml.js';
import { sheetOrder } from './mark-styles.js';
import { addPart, freeName, type Package, partText, related, setPart } from './package.js';

/** Prefix that identifies our lines in the notes of a cell. */
const ourLine = 'gcm: ';

const noteLimit = 32_000; // characters that Excel shows

/** Writes lines into the notes of a sheet, by address. Replaces our earlier lines and keeps all other text. */
export function writeNotes(pack: Package, sheet: string, lines: Map<string, string[]>): void {
  const texts = new Map([...lines].map(([address, own]) => [address, ourText(own)]));
  const part = related(pack, sheet, { type: 'comments' });
  const text = part === undefined ? undefined : partText(pack, part);
  if (part === undefined || text === undefined) {
    if (texts.size === 0) return;
    const fresh = [...texts].map(([address, own]) => noteAt(address, own));
    const name = freeName(pack, 'xl/gcmComments', 'xml');
    addPart(pack, sheet, 'comments', name, xmlPart(notesXml(fresh)));
    changeBoxes(pack, sheet, fresh, []);
    return;
  }
  const { changed, added, removed } = changedNotes(text, texts);
  setPart(pack, part, changed);
  if (added.length + removed.length > 0) changeBoxes(pack, sheet, added, removed);
}

/** Joins the lines of a note, without line breaks inside them, and truncates the note at Excel's limit. */
function ourText(lines: string[]): string {
  const text = lines.map((line) => ourLine + line.replace(/\s+/g, ' ')).join('\n');
  return text.length > noteLimit ? `${text.slice(0, noteLimit - 1).replace(/[\ud800-\udbff]$/, '')}…` : text;
}

function noteAt(address: string, text: string): Note {
  const row = Number(address.replace(/^\D+/, ''));
  return { row, column: columnNumber({ file: '', cell: address }), text };
}

/** Changes, adds and removes notes in a part. */
function changedNotes(text: string, texts: Map<string, string>) {
  const elements = elementsOf(text, () => true);
  const root = first(elements, 'comments');
  const list = first(elements, 'commentList');
  const comments = elements.filter(({ name }) => name === 'comment');
  const runs = runsByNote(elements);
  const removed: Note[] = [];
  const edits = comments.flatMap((comment): Edit[] => {
    const address = comment.attributes['ref'] ?? '';
    const change = changedText(text, runs.get(comment) ?? [], texts.get(address));
    if (!change.isEmpty) return change.edits;
    removed.push(noteAt(address, ''));
    return [{ start: comment.start, end: comment.end, text: '' }];
  });
  const there = new Set(comments.map(({ attributes }) => attributes['ref']));
  const added = [...texts].flatMap(([address, own]) => (there.has(address) ? [] : noteAt(address, own)));
  const authors = elements.filter(({ name }) => name === 'author');
  const known = authors.findIndex(
    ({ contentStart, contentEnd }) => text.slice(contentStart, contentEnd) === noteAuthor,
  );
  const author = known < 0 ? authors.length : known;
  edits.push(...append(text, list, added.map((note) => noteXml(note, author, root.prefix)).join('')));
  if (added.length > 0 && known < 0) edits.push(...addAuthor(text, elements, root));
  return { changed: edited(text, edits), added, removed };
}

/** Returns the text runs of each note in order. Formatted notes have several runs. */
function runsByNote(elements: Element[]): Map<Element, Element[]> {
  const runs = new Map<Element, Element[]>();
  for (const run of elements.filter(({ name }) => name === 't')) {
    let above = run.parent;
    while (above && above.name !== 'comment') above = above.parent;
    if (above) addTo(runs, above, run);
  }
  return runs;
}

function addAuthor(text: string, elements: Element[], root: Element): Edit[] {
  const author = `<${root.prefix}author>${noteAuthor}</${root.prefix}author>`;
  const authors = elements.find(({ name }) => name === 'authors');
  if (authors) return append(text, authors, author);
  return [insertion(root.contentStart, `<${root.prefix}authors>${author}</${root.prefix}authors>`)];
}

/** Replaces our earlier lines in a note with the current lines. A note without text is to be removed. */
function changedText(text: string, runs: Element[], own: string | undefined): { edits: Edit[]; isEmpty: boolean } {
  const old = runs.map(({ contentStart, contentEnd }) => plainText(unescaped(text.slice(contentStart, contentEnd))));
  const kept = withoutOurLines(old);
  const last = kept.length - 1;
  const hasOthers = kept.some((run) => run.trim() !== '');
  if (last < 0 || (!hasOthers && own === undefined)) return { edits: [], isEmpty: last >= 0 };
  if (own !== undefined) kept[last] = hasOthers ? `${kept[last]}\n${own}` : own;
  const edits = runs.flatMap(({ prefix, start, end }, i): Edit[] => {
    if (kept[i] === old[i]) return [];
    const changed = `<${prefix}t xml:space="preserve">${cellXml(kept[i] as string)}</${prefix}t>`;
    return [{ start, end, text: changed }];
  });
  return { edits, isEmpty: false };
}

/** Removes our lines from the runs of a note. A line can span several runs. */
export function withoutOurLines(runs: string[]): string[] {
  const whole = runs.join('');
  const isKept = new Array<boolean>(whole.length).fill(true);
  for (const match of whole.matchAll(/(^|\n)gcm: [^\n]*/g)) {
    const isFirst = match.index === 0 && match[1] === '';
    const end = match.index + match[0].length + (isFirst && whole[match[0].length] === '\n' ? 1 : 0);
    isKept.fill(false, match.index, end);
  }
  let at = 0;
  return runs.map((run) => run.replace(/[\s\S]/g, (unit) => (isKept[at++] ? unit : '')));
}

/** Adds the boxes of new notes and removes the boxes of deleted notes. */
function changeBoxes(pack: Package, sheet: string, added: Note[], removed: Note[]): void {
  const text = partText(pack, sheet) as string;
  const elements = elementsOf(text, (_, depth) => depth < 3);
  const legacy = elements.find(({ name }) => name === 'legacyDrawing');
  const id = Object.entries(legacy?.attributes ?? {}).find(([name]) => name.endsWith(':id'))?.[1];
  const drawing = id === undefined ? undefined : related(pack, sheet, { id });
  const old = drawing === undefined ? undefined : partText(pack, drawing);
  if (drawing !== undefined && old !== undefined) {
    pack.parts.set(drawing, utf8(withBoxes(withoutBoxes(old, removed), added))); // VML has no XML declaration
    return;
  }
  if (added.length === 0) return;
  const name = freeName(pack, 'xl/drawings/gcmDrawing', 'vml');
  const reference = addPart(pack, sheet, 'vmlDrawing', name, utf8(withBoxes(drawingXml, added)));
  const prefix = elements[0]?.prefix ?? '';
  const element = `<${prefix}legacyDrawing xmlns:r="${pack.relationshipsBase}" r:id="${xml(reference)}"/>`;
  setPart(pack, sheet, edited(text, [insertion(placeBefore('legacyDrawing', elements, sheetOrder), element)]));
}

function withoutBoxes(drawing: string, notes: Note[]): string {
  const gone = new Set(notes.map(({ row, column }) => `${row - 1} ${column - 1}`));
  return drawing.replace(/<v:shape\s[\s\S]*?<\/v:shape>/g, (shape) => {
    const [row, column] = ['Row', 'Column'].map((name) => new RegExp(`<x:${name}>\\s*(\\d+)\\s*<`).exec(shape)?.[1]);
    return /ObjectType="Note"/.test(shape) && gone.has(`${row} ${column}`) ? '' : shape;
  });
}
