import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './gcm.js';

/** A package in the lockfile. */
export interface Locked {
  version: string;
  integrity?: string;
  resolved?: string;
  link?: boolean;
  dev?: boolean;
  optional?: boolean;
  peer?: boolean;
  os?: string[];
  cpu?: string[];
  hasInstallScript?: boolean;
}

/** The package.json of an installed package. */
export interface Installed {
  name: string;
  version: string;
  license?: string | { type?: string };
  licenses?: { type?: string }[];
  scripts?: Record<string, string>;
}

const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as {
  lockfileVersion: number;
  packages: Record<string, Locked>;
};

/** All packages by folder: "node_modules/rdflib/node_modules/n3". */
export const locked = Object.entries(lock.packages).filter(([folder]) => folder !== '');

export const { lockfileVersion } = lock;

export function installedAt(folder: string): Installed | undefined {
  const file = path.join(root, folder, 'package.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Installed) : undefined;
}
