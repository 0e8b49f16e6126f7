import { cellAddress } from '../../problem.js';
import type { Archive } from './archive.js';
import { parseReference, type Reference } from './cell-reference.js';
import { limits } from './limits.js';
import { type Faults, type Reading, refuseLongList } from './reading.js';
import type { Relationship } from './relationships.js';
import { collectRuns } from './text-runs.js';
import { readXml } from './xml.js';

/** The author of the notes that this program writes itself. */
const ownAuthor = 'gcm';

/**
 * Warns of every cell with comments, whose words get lost in a table; those in the first row describe columns. A
 * conversation is written twice, as such and as a note for older programs, and told once.
 */
export function tellComments(archive: Archive, relationships: Relationship[], reading: Reading, faults: Faults): void {
  const told = new Set<string>();
  const tell = (place: Reference | undefined, author: string, text: string): void => {
    if (!place || place.row === 1 || author === ownAuthor) return;
    const cell = cellAddress(place.row, place.column + 1);
    if (told.has(cell)) return;
    told.add(cell);
    refuseLongList(reading, told.size, 'comments');
    faults.tell({
      code: 'comment',
      severity: 'warning',
      message: 'the cell has a comment, which is not published',
      where: { row: place.row, cell, value: text },
      fix: 'write what matters into a column of its own, and delete the comment',
    });
  };
  for (const type of ['threadedComment', 'comments']) {
    for (const { target } of relationships.filter((relationship) => relationship.type === type)) {
      const entry = archive.find(target);
      if (entry) readXml(entry, collectComments(tell, reading), reading);
    }
  }
}

/** Both forms: `comment` in its list with an author's number, and `threadedComment` with its text alone. */
function collectComments(tell: (place: Reference | undefined, author: string, text: string) => void, reading: Reading) {
  const authors: string[] = [];
  const runs = collectRuns();
  let place: Reference | undefined;
  let author = '';
  let plain: string | undefined;
  return {
    open(name: string, attributes: Record<string, string>): void {
      runs.open(name, attributes);
      if (name === 'author' || (name === 'text' && place)) plain = '';
      if (name !== 'comment' && name !== 'threadedComment') return;
      place = parseReference(attributes['ref'] ?? '');
      author = authors[Number(attributes['authorId'])] ?? '';
    },
    text(text: string): void {
      runs.text(text);
      if (plain !== undefined && plain.length <= limits.cellCharacters) plain += text;
    },
    close(name: string): void {
      runs.close(name);
      if (name === 'author') {
        refuseLongList(reading, authors.push(plain ?? ''), 'authors of comments');
        plain = undefined;
      } else if (name === 'comment') tell(place, author, runs.take().text);
      else if (name === 'threadedComment') tell(place, author, plain ?? '');
      if (name === 'comment' || name === 'threadedComment') plain = place = undefined;
    },
  };
}
