import type { NamedNode } from 'n3';
import { type Edition, partOf } from './edition.js';
import { node, type Say } from './write-statements.js';

/** The program that made a release. */
export interface Program {
  name: string;
  version: string;
}

/**
 * Describes the build (PROV-O): the files that it used, and the program. It has no time, so that the same data makes the
 * same bytes.
 */
export function sayBuild(say: Say, edition: Edition, used: string[], program: Program | undefined): NamedNode {
  const agent = program && partOf(edition, 'program');
  if (agent)
    say(agent, ['prov:Agent', 'prov:SoftwareAgent', 'schema:SoftwareApplication'], {
      'rdfs:label': `${program.name} ${program.version}`,
      'schema:name': program.name,
      'schema:softwareVersion': program.version,
    });
  return say(partOf(edition, 'build'), ['prov:Activity'], {
    'prov:used': used.map((file) => node(edition.base + file)),
    'prov:wasAssociatedWith': agent,
  });
}
