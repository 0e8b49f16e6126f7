import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ruleHeader } from '../../check/rules.js';
import { type QueryFile, readQueries } from '../../graph/query-file.js';
import { readTables, type Tables } from '../../observations/tables.js';
import { diskFiles } from '../disk-files.js';

const tables = new URL('../../../data/observations/', import.meta.url);
const constraints = fileURLToPath(new URL('../../../queries/cube', import.meta.url));

/** The tables that come with the program. */
export const ownTables = (): Tables => readTables((name) => readFileSync(new URL(name, tables)));

/** The integrity constraints of the RDF Data Cube, as queries. */
export const cubeConstraints = (): QueryFile[] => readQueries(diskFiles, constraints, ruleHeader);
