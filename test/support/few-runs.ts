import fc from 'fast-check';

/** The fast suite: the same few inputs in every run. */
fc.configureGlobal({ seed: 14, numRuns: 20 });
