import { sha256, textOf } from '../../bytes.js';
import type { Page } from '../../publish/release-files.js';
import { explanationsFile } from '../explanation-files.js';
import { relativeLink } from '../paths.js';
import type { Assets } from '../project-assets.js';
import type { Site } from '../view.js';
import { knownProblemsFile } from './known-problems.js';
import { type Pack, packFile } from './project-pack.js';

/** The scripts in the folder of the workbench. A service worker controls only the folder of its script and its workers. */

/** The scripts of the workers, and their assets. They are in the folder of the page, so that the service worker answers. */
const workers = { 'worker.js': 'workbench-worker.js', 'read-worker.js': 'workbench-read-worker.js' };

/** The script of the service worker. */
const offlineFile = 'offline.js';

/** The assets that the page or a worker loads first. */
const firstAssets = ['site.css', 'favicon.svg', 'theme.js', 'search.js', 'workbench.js', ...Object.values(workers)];

/** The scripts of the workbench in each language. `packs`: the files of the project. */
export function offlineFiles(site: Site, assets: Assets, packs: readonly Pack[]): Page[] {
  const used = assetsOfWorkbench(assets);
  const parts = [...(packs.find(({ file }) => file === packFile)?.content ?? [])];
  const contents = [...used.map((name) => assets.get(name) ?? ''), ...parts.flat()]; // with the names of the parts
  const version = sha256([site.release.version, ...contents.map(sha256)].join(' ')).slice(0, 16);
  return site.languages.flatMap((language) => {
    const at = (file: string): string => `${language}/workbench/${file}`;
    const linked = [...used.map((name) => `assets/${name}`), packFile, knownProblemsFile, explanationsFile(language)];
    const files = [...Object.keys(workers), ...linked.map((file) => relativeLink(at(offlineFile), file))];
    const kept = JSON.stringify({ version, page: 'index.html', files });
    const asset = (name: string): string => relativeLink(at(offlineFile), `assets/${name}`);
    return [
      ...Object.entries(workers).map(([file, script]) => ({ file: at(file), content: `import '${asset(script)}';\n` })),
      { file: at(offlineFile), content: `self.kept = ${kept};\nimportScripts('${asset(offlineFile)}');\n` },
    ];
  });
}

/** The assets that the page needs: the first ones, and all scripts and files that a script names. */
function assetsOfWorkbench(assets: Assets): string[] {
  const used = new Set(firstAssets.filter((name) => assets.has(name)));
  for (const name of used) {
    if (!name.endsWith('.js')) continue;
    const script = textOf(assets.get(name) as Uint8Array);
    for (const [, other = ''] of script.matchAll(/["'`](?:\.\/)?([\w.-]+\.\w+)["'`]/g))
      if (assets.has(other)) used.add(other);
  }
  return [...used];
}
