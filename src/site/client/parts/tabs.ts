import { make } from './dom.js';

/** Shows one of several panels. Without scripts all panels are visible, one below the other. */

const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

/** Adds the tabs. The panels are the children of the root with a name in `data-tab`; the first one that `isFirst` is shown. */
export function startTabs(
  root: HTMLElement,
  place: HTMLElement,
  onShow: (panel: HTMLElement) => void,
  isFirst: (panel: HTMLElement) => boolean,
): void {
  const panels = [...root.querySelectorAll<HTMLElement>(':scope > [data-tab]')];
  const tabs = panels.map((panel, at) => {
    panel.id ||= `${root.id}-panel-${at}`;
    const id = `${panel.id}-tab`;
    panel.setAttribute('role', 'tabpanel');
    panel.setAttribute('aria-labelledby', id);
    const tab = make(
      'button',
      { type: 'button', role: 'tab', id, 'aria-controls': panel.id },
      panel.dataset['tab'] ?? '',
    );
    tab.addEventListener('click', () => show(at));
    return tab;
  });
  const isMirrored = getComputedStyle(root).direction === 'rtl';
  const show = (chosen: number): void => {
    tabs.forEach((tab, at) => {
      tab.setAttribute('aria-selected', String(at === chosen));
      tab.tabIndex = at === chosen ? 0 : -1;
    });
    for (const [at, panel] of panels.entries()) panel.hidden = at !== chosen;
    const panel = panels[chosen];
    if (panel !== undefined) onShow(panel);
  };
  const list = make('div', { role: 'tablist', class: 'tabs' }, ...tabs);
  list.addEventListener('keydown', (event) => {
    const step = steps[event.key];
    if (step === undefined) return;
    const next =
      (tabs.indexOf(document.activeElement as HTMLButtonElement) + (isMirrored ? -step : step) + tabs.length) %
      tabs.length;
    event.preventDefault();
    show(next);
    tabs[next]?.focus();
  });
  place.replaceChildren(list);
  show(Math.max(0, panels.findIndex(isFirst)));
}
