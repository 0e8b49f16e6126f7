import './csvw/expression-guard.js';

/** The library in Node: the same functions, with regular expressions of metadata that always come to an end. */

export * from '../index.js';
