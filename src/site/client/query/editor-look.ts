import { HighlightStyle } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** The look of the editor in the colours and sizes of the site, which reach into its shadow tree. */
export const look = EditorView.theme({
  '&': { color: 'var(--ink)', backgroundColor: 'var(--soft)', fontSize: 'var(--type-small)' },
  '.cm-content': { fontFamily: 'var(--fixed)', caretColor: 'var(--ink)', paddingBlock: 'var(--space-2)' },
  '.cm-scroller': { minHeight: '12rem', maxHeight: '32rem' },
  '.cm-gutters': { color: 'var(--dim)', backgroundColor: 'var(--soft)', borderColor: 'var(--line)' },
  '.cm-activeLine': { backgroundColor: 'transparent' },
  '&.cm-focused': { outline: '3px solid var(--accent)', outlineOffset: '-1px' },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--mark)', color: 'var(--mark-ink)' },
  '.cm-cursor': { borderInlineStartColor: 'var(--ink)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--mark)',
  },
  '.cm-tooltip': { color: 'var(--ink)', backgroundColor: 'var(--paper)', border: '1px solid var(--line)' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--fixed)', maxWidth: 'min(40rem, 90vw)' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { color: 'var(--accent-ink)', background: 'var(--accent)' },
  '.cm-completionDetail': { fontFamily: 'var(--letters)', fontStyle: 'normal', opacity: '0.85' },
});

/** Few colours, each told by weight or slant too. */
export const colours = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--accent)', fontWeight: '600' },
  { tag: [tags.variableName, tags.special(tags.variableName)], color: 'var(--ink)', fontStyle: 'italic' },
  { tag: tags.comment, color: 'var(--dim)', fontStyle: 'italic' },
  { tag: [tags.string, tags.number, tags.atom], color: 'var(--query-text)' },
  { tag: [tags.meta, tags.link], color: 'var(--dim)' },
]);
