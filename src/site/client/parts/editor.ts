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
import { EditorState, StateEffect, StateField } from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  drawSelection,
  EditorView,
  highlightActiveLine,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { offersAt, type QueryTerms } from '../../query/query-text.js';
import look from '../../style/editor.json' with { type: 'json' };

/** The code editor. */
export type CodeEditor = ReturnType<typeof createEditor>;

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
      marks,
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
    focusAt(at: number): void {
      view.dispatch({ selection: { anchor: Math.min(at, view.state.doc.length) } });
      view.focus();
    },
    /** Underlines a part of the text and moves the cursor there; removes the line without a place. */
    mark(place?: Place): void {
      const effects = setMark.of(place);
      view.dispatch(place ? { effects, selection: { anchor: place.from }, scrollIntoView: true } : { effects });
    },
  };
}

interface Place {
  from: number;
  to: number;
}

const setMark = StateEffect.define<Place | undefined>();
const underlined = Decoration.mark({ class: 'fault', attributes: { 'aria-invalid': 'true' } });

/** The underlined part of the text. A change of the text removes the line. */
const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(shown, { effects, docChanged }) {
    const [effect] = effects.filter((one) => one.is(setMark));
    if (!effect) return docChanged ? Decoration.none : shown;
    const place = effect.value as Place | undefined;
    return place ? Decoration.set([underlined.range(place.from, place.to)]) : Decoration.none;
  },
  provide: (field) => EditorView.decorations.from(field),
});

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
