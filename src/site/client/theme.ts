/**
 * The theme that the reader chose: dark or light. This script runs before the page is drawn, so that the page does not
 * flash. Without a choice, the theme of the system applies.
 */
const root = document.documentElement;
const key = 'theme';

/** A browser can forbid storage. */
function stored(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function store(theme: string): void {
  try {
    localStorage.setItem(key, theme);
  } catch {
    // The choice holds until the page is left.
  }
}

const chosen = stored();
if (chosen === 'dark' || chosen === 'light') root.dataset['theme'] = chosen;

const system = matchMedia('(prefers-color-scheme: dark)');
const isDark = (): boolean => (root.dataset['theme'] ?? (system.matches ? 'dark' : 'light')) === 'dark';

document.addEventListener('DOMContentLoaded', () => {
  const button = document.querySelector<HTMLButtonElement>('.theme-switch');
  if (button !== null) {
    const update = (): void => button.setAttribute('aria-pressed', String(isDark()));
    button.hidden = false;
    button.addEventListener('click', () => {
      const theme = isDark() ? 'light' : 'dark';
      root.dataset['theme'] = theme;
      store(theme);
      update();
    });
    system.addEventListener('change', update);
    update();
  }
  closeChoices();
});

/** Closes an open list of choices when the reader clicks elsewhere or presses Escape. */
function closeChoices(): void {
  const choices = document.querySelectorAll<HTMLDetailsElement>('details.language-choice');
  document.addEventListener('click', ({ target }) => {
    for (const one of choices) if (!one.contains(target as Node)) one.open = false;
  });
  document.addEventListener('keydown', ({ key }) => {
    for (const one of choices)
      if (key === 'Escape' && one.open) {
        one.open = false;
        one.querySelector('summary')?.focus();
      }
  });
}
