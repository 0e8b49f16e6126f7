import { startSearch } from './search/box.js';

// A classic script, which runs from a disk too, where browsers refuse modules; so it is bundled without imports.
for (const form of document.querySelectorAll<HTMLFormElement>('form.search')) startSearch(form);
