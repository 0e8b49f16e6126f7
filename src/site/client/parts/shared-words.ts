/** The global function that a file of interface texts calls. */
export const wordsReceiver = 'gcmWords';

/** The folder of the pages for all languages. */
export const sharedFolder = 'things';
