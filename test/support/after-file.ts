import { afterAll } from 'vitest';
import { endFile } from './at-end.js';

// Test files of a process share the modules of test/support, so that what each leaves behind is taken away from here.
afterAll(endFile);
