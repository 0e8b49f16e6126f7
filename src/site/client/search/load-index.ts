import { receiver, type SearchIndex } from '../../../search/index-file.js';

/** Loads an index by a script element, since nothing can be fetched from a disk. Rejects when it is not there. */
export function loadIndex(address: URL): Promise<SearchIndex> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    // Nothing runs between a script and its load event, so what was received last is from this one.
    script.onload = () => {
      if (received) resolve(received);
      else reject(new Error(`${address.href} is no index`));
      received = undefined;
    };
    script.onerror = () => reject(new Error(`${address.href} cannot be loaded`));
    script.src = address.href;
    document.head.append(script);
  });
}

let received: SearchIndex | undefined;

Object.assign(globalThis, {
  [receiver]: (index: SearchIndex) => {
    received = index;
  },
});
