import type { Attributes } from '../../xml.js';
import { limits } from '../reading.js';
import type { RichText } from '../shared.js';
import type { Styles } from './styles.js';

/** Elements in a paragraph whose text does not belong to it: pronunciation, footnotes, shapes. */
const foreign = new Set(['ruby-text', 'note', 'frame', 'custom-shape', 'g', 'control']);

/**
 * Collects the text of the paragraphs in a cell or comment (OpenDocument 1.3, part 3, section 6.1), separated by line
 * breaks. Keeps all spaces, like LibreOffice.
 */
export function collectParagraphs(styles: Styles) {
  let text = '';
  let paragraphs = 0;
  let isStruck = false;
  let depth = 0; // of elements in the current paragraph, 0 outside paragraphs
  let foreignDepth = 0;
  let spans: string[] = []; // names of styles
  let looks = new Set<string>();

  const add = (more: string): void => {
    if (depth === 0 || foreignDepth > 0 || text.length > limits.cellCharacters) return;
    text += more;
    if (more.trim() === '') return;
    looks.add(spans.map(styles.look).join(''));
    isStruck ||= spans.some(styles.isStruck);
  };

  return {
    open(name: string, attributes: Attributes): void {
      if (depth === 0 && name !== 'p' && name !== 'h') return;
      if (depth++ === 0 && paragraphs++ > 0) text += '\n';
      if (foreignDepth === 0 && foreign.has(name)) foreignDepth = depth;
      if (name === 'span') spans.push(attributes['text:style-name'] ?? '');
      else if (name === 's')
        add(' '.repeat(Math.min(Number(attributes['text:c'] ?? 1) || 0, limits.cellCharacters + 1)));
      else if (name === 'tab') add('\t');
      else if (name === 'line-break') add('\n');
    },
    text: add,
    close(name: string): void {
      if (depth === 0) return;
      if (name === 'span') spans.pop();
      if (foreignDepth === depth) foreignDepth = 0;
      depth--;
    },
    /** Returns the collected text and starts a new text. */
    take(): RichText {
      const taken = { text, isStruck, isRich: looks.size > 1 };
      [text, paragraphs, isStruck, depth, foreignDepth] = ['', 0, false, 0, 0];
      spans = [];
      if (looks.size > 0) looks = new Set();
      return taken;
    },
  };
}
