import fc from 'fast-check';

/** The slow suite: other inputs in every run. The seed is logged: `FAST_CHECK_SEED=… npm run test:all` runs it again. */
const seed = Number(process.env['FAST_CHECK_SEED'] ?? Date.now() & 0x7fffffff);
console.log(`seed ${seed}`);
fc.configureGlobal({ seed });
