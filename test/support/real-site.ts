import { diskFiles } from '../../src/node/disk-files.js';
import { assemble, check } from '../../src/pipeline.js';
import type { Project } from '../../src/project.js';
import { createSite, type Site } from '../../src/site/view.js';
import { root } from './gcm.js';

/** The site of the real data with the files of all figures, without building a release. */
export async function realSite(): Promise<Site> {
  const at = (folder: string): string => `${root}/${folder}`;
  const project: Project = { files: diskFiles, data: at('data'), ontology: at('ontology'), queries: at('queries') };
  const checked = await check(project);
  const { source, figures, problems } = await assemble(project, checked, {
    siteAssets: new Map(),
    materials: () => '{}',
  });
  if (source === undefined) throw new Error(problems.map(({ message }) => message).join('\n'));
  const checks = { explanationsOf: () => new Map(), rules: [], derivations: [], problems: [] };
  return createSite(source, [], undefined, checks, [], figures);
}
