import { originOf } from '../../query/services.js';
import { element, make } from '../parts/dom.js';

const key = 'gcm-query-agreed';

/** Whom the reader let this page ask, until the window is closed. */
export function agreedOrigins(): string[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? '[]');
    return Array.isArray(kept) ? kept.map(String) : [];
  } catch {
    return [...unkept]; // the browser keeps nothing, or something else has been kept
  }
}

const unkept = new Set<string>();

function keep(origins: string[]): void {
  for (const origin of origins) unkept.add(origin);
  try {
    sessionStorage.setItem(key, JSON.stringify([...new Set([...agreedOrigins(), ...origins])]));
  } catch {
    // It is in `unkept`, until the page is left.
  }
}

/** Whether all of these may be asked: who was not agreed to yet is named first, with what would be sent. */
export async function agreeTo(addresses: string[]): Promise<boolean> {
  const agreed = agreedOrigins();
  const asked = new Set(addresses.map((address) => originOf(address) ?? address));
  const unknown = [...asked].filter((origin) => !agreed.includes(origin));
  if (unknown.length === 0) return true;
  const dialog = element('query-consent', HTMLDialogElement);
  const list = element('query-consent-list', HTMLUListElement);
  list.replaceChildren(...unknown.map((origin) => make('li', {}, make('code', { dir: 'ltr' }, origin))));
  dialog.returnValue = 'refuse'; // what Escape leaves
  dialog.showModal();
  await new Promise((resolve) => dialog.addEventListener('close', resolve, { once: true }));
  if (dialog.returnValue !== 'send') return false;
  keep(unknown);
  return true;
}
