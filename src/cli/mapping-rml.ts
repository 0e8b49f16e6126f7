import { rml } from '../mapping/rml.js';
import { mappingCommand } from './mapping.js';

export const run = mappingCommand(rml, true);
