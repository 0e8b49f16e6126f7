import { type CodeLanguage, codeFor } from '../../query/code.js';
import { figuresNamed } from '../../query/figure-names.js';
import type { QuerySettings } from '../../query/query-text.js';
import { element } from './dom.js';
import { findEndpoint, withFiguresOf } from './engines.js';

/** Shows a program that runs the query outside the page, and copies it. Returns a function that updates it. */
export function openCode({ words, graph }: QuerySettings, text: () => string): () => void {
  const place = element<HTMLDetailsElement>('query-code');
  const choice = element<HTMLSelectElement>('query-code-language');
  const shown = element('query-code-text');
  const file = new URL(graph, location.href).href;
  const show = async (): Promise<void> => {
    if (!place.open) return;
    const endpoint = await findEndpoint();
    element('query-code-note').hidden = endpoint !== undefined || figuresNamed(text()).length === 0;
    const served = endpoint && withFiguresOf(endpoint, figuresNamed(text()));
    shown.textContent = codeFor(choice.value as CodeLanguage, text(), { endpoint: served, file });
  };
  for (const target of [place, choice])
    target.addEventListener(target === place ? 'toggle' : 'change', () => void show());
  element('query-copy-code').addEventListener('click', async () => {
    await navigator.clipboard.writeText(shown.textContent ?? '');
    element('query-status').textContent = words.codeCopied;
  });
  return () => void show();
}
