import path from 'node:path';
import { checksOf } from '../../src/check/project-rules.js';
import { tokensOf } from '../../src/check/rule-tokens.js';
import { diskFiles } from '../../src/node/disk-files.js';
import { readRoles } from '../../src/roles/roles.js';
import { readVocabulary } from '../../src/roles/vocabulary.js';
import { root } from './gcm.js';

/** The folders of the project of this repository. */
export const ownProject = {
  files: diskFiles,
  queries: path.join(root, 'queries'),
  ontology: path.join(root, 'ontology'),
};

const { quads } = readVocabulary(ownProject, 'https://w3id.org/gcm-graph/');

/** The rules that check the project of this repository: its own and the shipped ones. */
export const ownChecks = checksOf(ownProject, tokensOf(readRoles(quads)));
