import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../problem.js';
import type { Project } from '../project.js';
import type { Run } from './commands.js';

/** The project that the options of a command name. */
export function projectFrom(options: Parameters<Run>[1]): Project {
  const folder = (name: string): string => {
    const given = options[name] as string;
    if (!existsSync(given) || !statSync(given).isDirectory())
      throw new UserError(`--${name}: there is no folder ${given}`);
    return path.normalize(given);
  };
  const base = options['base'] as string | undefined;
  if (base !== undefined && !(/^https?:\/\/[^\s?#%]+\/$/.test(base) && URL.canParse(base)))
    throw new UserError(`--base: ${base} must be a web address that ends with a slash`);
  return { data: folder('data'), ontology: folder('ontology'), queries: folder('queries'), base };
}
