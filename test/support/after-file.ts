import { afterAll } from 'vitest';
import { endFile } from './at-end.js';

// Test files of a process share the modules of test/support, so each file cleans up here.
afterAll(endFile);
