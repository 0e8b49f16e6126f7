/** The global function that a file of interface texts calls. */
export const wordsReceiver = 'gcmWords';
