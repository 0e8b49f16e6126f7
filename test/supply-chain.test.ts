import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { billOfMaterials } from '../src/node/release/bill-of-materials.js';
import { root, temporaryFolder } from './support/gcm.js';
import { type Installed, installedAt, locked, lockfileVersion } from './support/lockfile.js';

/** Dependencies are pinned and hashed, have compatible licences, and run no install scripts. */

const own = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

describe('the lockfile', () => {
  it('has the version that contains a hash for each package', () => expect(lockfileVersion).toBe(3));

  it('has a hash of every package except optional ones for other systems', () => {
    const bare = locked.filter(([, one]) => !/^sha512-/.test(one.integrity ?? ''));
    expect(bare.filter(([, { optional, dev, os, cpu }]) => !(optional && dev && (os || cpu)))).toEqual([]);
  });

  it('uses no package from Git, a folder or a URL', () => {
    expect(locked.filter(([, { link }]) => link)).toEqual([]);
    for (const [folder, { resolved = '' }] of locked) expect([folder, resolved]).toEqual([folder, '']);
  });

  it('has the exact versions of package.json', () => {
    const named = { ...own.dependencies, ...own.devDependencies } as Record<string, string>;
    const versions = new Map(locked.map(([folder, { version }]) => [folder, version]));
    for (const [name, version] of Object.entries(named)) {
      expect([name, version]).toEqual([name, expect.stringMatching(/^\d+\.\d+\.\d+(-[\w.]+)?$/)]);
      expect([name, versions.get(`node_modules/${name}`)]).toEqual([name, version]);
    }
  });
});

describe('installed packages', () => {
  const installed = locked.flatMap(([folder, one]) => {
    const about = installedAt(folder);
    return about ? [{ folder, isDev: one.dev === true, about }] : [];
  });

  it('are complete', () => expect(installed.length).toBeGreaterThan(500));

  it('have no install scripts, so that npm ci --ignore-scripts is enough', () => {
    const scripts = ['preinstall', 'install', 'postinstall'];
    const running = installed.filter(
      ({ folder, about }) =>
        scripts.some((name) => about.scripts?.[name]) || existsSync(path.join(root, folder, 'binding.gyp')),
    );
    expect(running.map(({ folder }) => folder)).toEqual([]);
    expect(locked.filter(([, one]) => one.hasInstallScript)).toEqual([]);
  });

  /** Licences that allow use, changes and redistribution without publishing derived work. */
  const allowed =
    /^(0BSD|Apache-2\.0|BlueOak-1\.0\.0|BSD-[23]-Clause|CC-BY-[34]\.0|CC0-1\.0|ISC|MIT|Python-2\.0|Unlicense|Zlib)$/;
  const shipped: Record<string, string> = {
    negotiate: 'FreeBSD', // another name of BSD-2-Clause, in the old form
    'package-lock.json': '', // an empty package that rdflib names by mistake
  };
  const inDevelopment: Record<string, string> = {
    'axe-core': 'MPL-2.0', // only in tests, and unchanged
    lightningcss: 'MPL-2.0', // compiles style sheets; not part of the output
    rocketrml: 'CC-BY-SA', // only for comparisons
    'uri-templates': 'http://geraintluff.github.io/tv4/LICENSE.txt', // public domain
  };
  const licenceOf = ({ license, licenses }: Installed): string =>
    typeof license === 'string' ? license : (license?.type ?? licenses?.[0]?.type ?? '');
  const fits = (licence: string): boolean =>
    licence
      .replace(/^\(|\)$/g, '')
      .split(' OR ')
      .some((choice) => choice.split(' AND ').every((one) => allowed.test(one)));

  it('have an allowed licence or a documented exception', () => {
    const isNamed = (about: Installed, isDev: boolean): boolean => {
      const name = about.name.replace(/^(lightningcss)-.*/, '$1'); // builds for each system
      return [shipped[name], isDev ? inDevelopment[name] : undefined].includes(licenceOf(about));
    };
    const strange = installed
      .filter(({ about, isDev }) => !fits(licenceOf(about)) && !isNamed(about, isDev))
      .map(({ about }) => `${about.name}: ${licenceOf(about)}`);
    expect(strange).toEqual([]);
  });
});

describe('the bill of materials', () => {
  interface Component {
    'bom-ref': string;
    purl: string;
    type: string;
    name: string;
    version: string;
    licenses?: unknown[];
    hashes?: { alg: string; content: string }[];
  }
  const text = billOfMaterials(root);
  const bill = JSON.parse(text) as {
    bomFormat: string;
    specVersion: string;
    metadata: { component: Component };
    components: Component[];
    dependencies: { ref: string; dependsOn: string[] }[];
  };

  it('is reproducible CycloneDX 1.6', () => {
    expect([bill.bomFormat, bill.specVersion]).toEqual(['CycloneDX', '1.6']);
    expect(bill.metadata.component).toMatchObject({ type: 'application', name: own.name, version: own.version });
    expect(billOfMaterials(root)).toBe(text);
    expect(text).not.toMatch(/serialNumber|timestamp/);
  });

  it('lists exactly the runtime packages of the lockfile', () => {
    const due = locked
      .filter(([folder, one]) => !one.dev && installedAt(folder) !== undefined)
      .map(
        ([folder, { version }]) => `pkg:npm/${folder.replace(/^.*node_modules\//, '').replace('@', '%40')}@${version}`,
      );
    expect(bill.components.map(({ purl }) => purl)).toEqual([...new Set(due)].sort());
  });

  it('has the hashes of the lockfile', () => {
    const due = new Map(
      locked.map(([folder, { version, integrity = '' }]) => {
        const name = folder.replace(/^.*node_modules\//, '').replace('@', '%40');
        return [`pkg:npm/${name}@${version}`, Buffer.from(integrity.slice(7), 'base64').toString('hex')];
      }),
    );
    for (const { purl, hashes } of bill.components)
      expect([purl, hashes]).toEqual([purl, [{ alg: 'SHA-512', content: due.get(purl) }]]);
  });

  it('omits hashes that are missing in the lockfile or belong to another version', () => {
    const folder = temporaryFolder();
    const place = (name: string, about: object): void => {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), JSON.stringify(about));
    };
    const integrity = `sha1-AA== sha512-${Buffer.from('hash').toString('base64')}`;
    place('node_modules/own/package.json', { name: 'own', version: '1.0.0', dependencies: { a: '1', b: '1', c: '1' } });
    for (const name of ['a', 'b', 'c']) place(`node_modules/${name}/package.json`, { name, version: '1.0.0' });
    place('node_modules/.package-lock.json', {
      packages: {
        'node_modules/a': { version: '1.0.0', integrity },
        'node_modules/b': { version: '2.0.0', integrity },
      },
    });
    const { components } = JSON.parse(billOfMaterials(path.join(folder, 'node_modules/own'))) as typeof bill;
    expect(components.map(({ name, hashes }) => [name, hashes])).toEqual([
      [
        'a',
        [
          { alg: 'SHA-1', content: '00' },
          { alg: 'SHA-512', content: Buffer.from('hash').toString('hex') },
        ],
      ],
      ['b', undefined],
      ['c', undefined],
    ]);
  });

  it('contains every package that it refers to', () => {
    const references = [bill.metadata.component, ...bill.components].map((one) => one['bom-ref']);
    expect(new Set(references).size).toBe(references.length);
    expect(bill.dependencies.map(({ ref }) => ref)).toEqual(references);
    const needed = new Set(bill.dependencies.flatMap(({ dependsOn }) => dependsOn));
    expect([...needed].filter((one) => !references.includes(one))).toEqual([]);
    expect(references.filter((one) => !needed.has(one))).toEqual([bill.metadata.component['bom-ref']]);
    const bare = bill.components.filter(({ licenses }) => !licenses).map(({ name }) => name);
    expect(bare).toEqual(['package-lock.json']);
  });
});
