import { afterAll } from 'vitest';
import { removeTemporaryFolders } from './gcm.js';

// Test files of a process share the modules of test/support, so that what each leaves behind is removed from here.
afterAll(removeTemporaryFolders);
