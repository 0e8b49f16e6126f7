import fc from 'fast-check';

/**
 * The slow suite uses new inputs in every run. To repeat one, use its logged seed: `FAST_CHECK_SEED=… npm run
 * test:all`.
 */
const seed = Number(process.env['FAST_CHECK_SEED'] ?? Date.now() & 0x7fffffff);
console.log(`seed ${seed}`);
fc.configureGlobal({ seed });
