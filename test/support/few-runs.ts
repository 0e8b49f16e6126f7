import fc from 'fast-check';

/** The fast suite uses the same few inputs in every run. */
fc.configureGlobal({ seed: 14, numRuns: 20 });
