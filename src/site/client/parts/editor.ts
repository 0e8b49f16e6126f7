import {
  autocompletion,
  type CompletionContext,
  type CompletionResult,
  completionKeymap,
  completionStatus,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching, HighlightStyle, StreamLanguage, syntaxHighlighting } from '@codemirror/language';
import { sparql } from '@codemirror/legacy-modes/mode/sparql';
import { EditorState } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { offersAt, type QueryTerms } from '../../query/query-text.js';
import look from '../../style/editor.json' with { type: 'json' };

export type Editor = ReturnType<typeof createEditor>;

interface EditorSettings {
  label: string;
  keys: string; // describes the keys to screen readers
  terms: QueryTerms;
  onRun(): void;
  onLeave(): void;
}

/** Creates the editor in a shadow tree, because the policy of the page does not allow its styles in the document. */
export function createEditor(host: HTMLElement, { label, keys, terms, onRun, onLeave }: EditorSettings) {
  const root = host.attachShadow({ mode: 'open' });
  const ownKeys = keymap.of([
    { key: 'Mod-Enter', run: () => handled(onRun) },
    // Escape first closes an open list of completions.
    { key: 'Escape', run: ({ state }) => completionStatus(state) === null && handled(onLeave) },
  ]);
  const view = new EditorView({
    parent: root,
    root,
    extensions: [
      lineNumbers(),
      history(),
      drawSelection(),
      highlightActiveLine(),
      bracketMatching(),
      EditorState.tabSize.of(2),
      StreamLanguage.define(sparql),
      syntaxHighlighting(colours),
      autocompletion({ override: [(context) => complete(context, terms)], icons: false }),
      ownKeys,
      keymap.of([...completionKeymap, ...defaultKeymap, ...historyKeymap]),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({
        'aria-label': label,
        'aria-description': keys,
        spellcheck: 'false',
        tabindex: '0', // scrollable elements must be focusable
      }),
      EditorView.theme(look), // custom properties of the site reach into the shadow tree
    ],
  });
  const change = (from: number, to: number, insert: string): void => view.dispatch({ changes: { from, to, insert } });
  return {
    text: (): string => view.state.doc.toString(),
    replace: (text: string): void => change(0, view.state.doc.length, text),
    insertAtTop: (text: string): void => change(0, 0, text),
    /** Moves the cursor to a line and column, counted from 1. */
    goTo(line: number, column: number): void {
      const { from, to } = view.state.doc.line(Math.min(line, view.state.doc.lines));
      view.dispatch({ selection: { anchor: Math.min(from + column - 1, to) }, scrollIntoView: true });
    },
  };
}

/** Runs a command and reports the key as handled. */
function handled(what: () => void): true {
  what();
  return true;
}

function complete(context: CompletionContext, terms: QueryTerms): CompletionResult | null {
  const whole = context.state.doc.toString();
  const found = offersAt(whole.slice(0, context.pos), whole, terms);
  if (!found || found.offers.length === 0) return null;
  return {
    from: found.from,
    filter: false,
    options: found.offers.slice(0, 100).map(({ text, about, kind }) => ({
      label: text,
      ...(about === undefined ? {} : { detail: about }),
      type: kind,
    })),
  };
}

/** Weight or slant distinguishes the parts as well as colour. */
const colours = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--accent)', fontWeight: '600' },
  { tag: [tags.variableName, tags.special(tags.variableName)], color: 'var(--ink)', fontStyle: 'italic' },
  { tag: tags.comment, color: 'var(--dim)', fontStyle: 'italic' },
  { tag: [tags.string, tags.number, tags.atom], color: 'var(--query-text)' },
  { tag: [tags.meta, tags.link], color: 'var(--dim)' },
]);
