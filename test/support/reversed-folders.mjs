import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/** Loaded before a program, this shows it the names in every folder in the opposite order: none is promised. */
const { readdirSync } = fs;
fs.readdirSync = (...args) => readdirSync(...args).reverse();
syncBuiltinESMExports();
