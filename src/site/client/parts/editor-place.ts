import type { QueryTerms } from '../../query/query-text.js';
import { element } from './dom.js';
import type { CodeEditor } from './editor.js';

/** The text of the query: in a text field at first, and in the code editor as soon as the reader turns to it. */
export type Editor = ReturnType<typeof openEditor>;

interface EditorSettings {
  label: string;
  keys: string; // describes the keys to screen readers
  loadTerms(): Promise<QueryTerms>;
  onRun(): void;
  onLeave(): void;
}

/** Opens the text field. The code editor is loaded at the first focus or touch, because it is large. */
export function openEditor({ loadTerms, ...settings }: EditorSettings) {
  const field = element<HTMLTextAreaElement>('query-text');
  const host = element('query-editor');
  let code: CodeEditor | undefined;
  let loading: Promise<void> | undefined;
  const open = (): Promise<void> => {
    loading ??= load();
    return loading;
  };
  async function load(): Promise<void> {
    const [{ createEditor }, terms] = await Promise.all([import('./editor.js'), loadTerms()]);
    const isFocused = document.activeElement === field;
    const { value, selectionStart } = field;
    field.hidden = true;
    code = createEditor(host, { ...settings, terms });
    code.replace(value);
    if (isFocused) code.focusAt(selectionStart);
  }
  for (const event of ['focusin', 'pointerenter']) host.addEventListener(event, () => void open(), { once: true });
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) settings.onRun();
  });
  return {
    open,
    text: (): string => code?.text() ?? field.value,
    replace(text: string): void {
      if (code) code.replace(text);
      else field.value = text;
    },
    insertAtTop(text: string): void {
      if (text === '') return;
      if (code) code.insertAtTop(text);
      else field.value = `${text}${field.value}`;
    },
    /** Underlines a part of the text, or nothing. */
    async mark(place?: { from: number; to: number }): Promise<void> {
      if (place) await open();
      code?.mark(place);
    },
  };
}
