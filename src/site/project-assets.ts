import { textOf, utf8 } from '../bytes.js';
import { fileIn } from '../files.js';
import type { Project } from '../project.js';
import { withHues } from './colours.js';
import type { Site } from './view.js';

/** The assets of the site by file name. */
export type Assets = ReadonlyMap<string, Uint8Array>;

/** The pictures of the program that a project can replace by files in its folder of the ontology. */
const pictures = ['favicon.svg', 'preview.png'];

/** The assets with the pictures of a project. */
export const withPictures = (assets: Assets, { files, ontology }: Project): Assets =>
  new Map([
    ...assets,
    ...pictures.flatMap((name): [string, Uint8Array][] => {
      const found = files.read(fileIn(ontology, name));
      return 'words' in found ? [] : [[name, found]];
    }),
  ]);

/** The assets with the colours of a project. */
export const withColours = (assets: Assets, site: Site): Assets =>
  new Map([...assets].map(([name, bytes]) => [name, name === 'site.css' ? coloured(bytes, site) : bytes]));

const coloured = (style: Uint8Array, site: Site): Uint8Array => utf8(withHues(site, textOf(style)));
