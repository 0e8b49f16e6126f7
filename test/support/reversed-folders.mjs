import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/** Loaded before a program, this reverses the order of names in every folder, which no system guarantees. */
const { readdirSync } = fs;
fs.readdirSync = (...args) => readdirSync(...args).reverse();
syncBuiltinESMExports();
