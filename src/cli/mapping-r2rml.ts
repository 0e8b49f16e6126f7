import { r2rml } from '../mapping/r2rml.js';
import { mappingCommand } from './mapping.js';

export const run = mappingCommand(r2rml, false);
