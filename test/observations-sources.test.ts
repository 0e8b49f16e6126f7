import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { temporaryFile } from './support/gcm.js';
import { base, observationsOf, observed, ontology, refused, thingsIn } from './support/observations.js';

/** Files with misleading content, and the files next to them. */

describe('entity files of a harvest', () => {
  const harvest = (entities: string | Uint8Array): string => {
    const file = temporaryFile(
      'ddf--datapoints--si_x_y.csv',
      'sex,geo_area,year,si_x_y\nfemale,4,2017,1\nmale,4,2017,2\n',
    );
    writeFileSync(path.join(path.dirname(file), 'ddf--entities--sex.csv'), entities);
    return file;
  };

  it.each<[string, string | Uint8Array, string]>([
    ['misplaced quotation marks', 'sex,name\nfemale,FEM"ALE\n', ':2 error [quote] Misplaced quotation mark'],
    ['a quotation mark that is never closed', 'sex,name\nfemale,"FEMALE\n', ':2 error [quote] A quotation mark opens'],
    ['another header', 'gender,name\nfemale,FEMALE\n', ':1:1 error [observation-entities]'],
    ['no content', '', ':1:1 error [observation-entities]'],
    ['damaged letters', Buffer.from('sex,name\nfemale,F\xc9\n', 'latin1'), ':2:2 error [encoding]'],
  ])('are reported with their file if they have %s', async (_what, entities, words) => {
    expect(await refused([harvest(entities)])).toContain(`ddf--entities--sex.csv${words}`);
  });

  it('are reported once, even if several files use them', async () => {
    const file = harvest('gender,name\nfemale,FEMALE\n');
    const other = path.join(path.dirname(file), 'other.csv');
    writeFileSync(other, 'sex,geo_area,year,si_x_z\nfemale,4,2017,1\n');
    expect((await refused([file, other])).match(/\[observation-entities\]/g)).toHaveLength(1);
  });

  it('can be blank or incomplete, and folders are ignored', async () => {
    const file = harvest('sex,name\nfemale,WOMEN\nmale,\n');
    mkdirSync(path.join(path.dirname(file), 'ddf--entities--geo_area.csv'));
    const addresses = [...observationsOf(thingsIn((await observed([file])).out)).keys()];
    expect(addresses).toEqual(['WOMEN', 'MALE'].map((sex) => `${base}cube/SI_X_Y/004/2017/${sex}`));
  });
});

describe('several files', () => {
  const header = 'SeriesCode,GeoAreaCode,TimePeriod,Value,Sex\n';
  const [one, two, empty] = [
    temporaryFile('one.csv', `${header}SI_X,004,2017,1,\nSI_Y,004,2017,1,\n`),
    temporaryFile('two.csv', `${header}SI_X,004,2018,1,MALE\nSI_Z,004,2018,1,\nSI_Z,008,2018,1,MALE\n`),
    temporaryFile('empty.csv', header),
  ];

  it('are accepted if one has only a header, with a notice', async () => {
    const { out, ended } = await observed([empty, two]);
    expect(ended.stdout).toContain(`${empty} notice [empty-file] The table has no rows, so it adds no observations`);
    expect(observationsOf(thingsIn(out)).size).toBe(3);
    const report = await refused([empty, temporaryFile('other.csv', header)]);
    expect(report.match(/error \[empty-file\]/g)).toHaveLength(2);
  });

  it('report an empty file as a notice if another file has errors', async () => {
    const report = await refused([empty, temporaryFile('wrong.csv', `${header}SI_X,004,2018,x,\n`)]);
    expect(report.match(/\w+ \[.*?\]/g)?.sort()).toEqual(['error [datatype]', 'notice [empty-file]']);
  });

  it('are reported separately if they lack a dimension', async () => {
    const { stdout } = (await observed([one, two])).ended;
    const report = [...stdout.matchAll(/^(.*) notice \[observation-dimension\] Some rows of (\w+) /gm)];
    expect(report.map(([, file, series]) => [file, series]).sort()).toEqual(
      [
        [one, 'SI_X'],
        [two, 'SI_Z'],
      ].sort(),
    );
  });
});

describe('files written by other programs', () => {
  const text = 'SeriesCode,GeoAreaCode,TimePeriod,Value,Source\nSI_X,004,2017,1,Enquête\n';

  it.each([
    ['UTF-16LE', Buffer.from(text, 'utf16le')],
    ['UTF-16BE', Buffer.from(text, 'utf16le').swap16()],
  ])('are read as %s without a byte order mark, with a notice', async (name, bytes) => {
    const { out, ended } = await observed([temporaryFile('x.csv', bytes)]);
    expect(ended.stdout).toContain(`notice [observation-recoded] The file is not UTF-8. It was read as ${name}`);
    const thing = thingsIn(out).get(`${base}cube/SI_X/004/2017`);
    expect(thing?.get(`${ontology}sourceDetail`)).toEqual(['Enquête']);
  });

  it('are rejected if they are compressed, with any name', async () => {
    for (const name of ['x.csv.gz', 'x.csv']) {
      const report = await refused([temporaryFile(name, gzipSync(text))]);
      expect(report).toContain(
        `${name} error [observation-format] The file is compressed with gzip\n    → Decompress it`,
      );
    }
  });
});
