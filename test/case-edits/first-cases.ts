import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { append, type CaseEdits, edit, editBytes, replace } from '../support/edit.js';

const all = (data: string, name: string, found: RegExp, by: string): void =>
  edit(data, name, (text) => text.replaceAll(found, by));

/** Puts texts with a full-width comma in quotation marks, like a program that quotes more than it must. */
const quoteMore = (data: string, name: string): void => all(data, name, /(?<=,)[^",\n]*，[^",\n]*(?=,)/g, '"$&"');

/** One case for each kind of fault, of which some are in several sheets. */
export const firstCases: CaseEdits = {
  'bad-iri': (data) => {
    replace(data, 'goals.csv', 'wikidata.org/entity', 'wikidata.org/ent ity');
    replace(data, 'schemes.csv', '../areas', 'file:///areas');
    all(data, 'schemes.csv', /^\.\.\/(?:context-series|code-list\/).*\n/gm, '');
    replace(data, 'sources.csv', 'https://undocs.org/A/RES/73/195', 'javascript:alert(1)');
    quoteMore(data, 'targets.csv');
    replace(data, 'targets.csv', 'http://purl.unep.org/sdg/SDGIO_00000071', 'purl.unep.org/sdg/SDGIO_00000071');
    replace(data, 'targets.csv', 'SDGIO_00000157', 'SDGIO>00000157');
  },
  'blank-row': (data) => replace(data, 'links.csv', /^3/m, '\n,,,,\n3'),
  // A sheet with one row less has no problem.
  clean: (data) => replace(data, 'links.csv', /^1,17\.18,.*\n/m, ''),
  'column-order': (data) => all(data, 'units.csv', /^([^,]*),("[^"]*"|[^,]*),/gm, '$2,$1,'),
  'columns-moved': (data) => {
    quoteMore(data, 'targets.csv');
    replace(data, 'targets.csv', '10.7,10,', '10.7,16,');
    all(data, 'targets.csv', /^([^,]*),([^,]*),(.*)$/gm, '$3,$1,$2');
  },
  'dangling-reference': (data) => {
    replace(data, 'indicator-targets.csv', '10.7.3,10.7,C100703', '10.7.3,10.7,C100793');
    replace(data, 'links.csv', '1,10.7,', '1,10.77,');
    replace(data, 'links.csv', '3,1.4,stated,unnm-guide-2022', '3,1.4,statet,unnm-guide-2020');
  },
  'duplicate-and-blank-column': (data) => {
    all(data, 'statuses.csv', /$(?=\n)/gm, ',');
    all(data, 'units.csv', /$(?=\n)/gm, ',');
    replace(data, 'units.csv', 'qudt,', 'qudt,unit');
  },
  'duplicate-id': (data) => {
    append(data, 'links.csv', '3,1.4,stated,unnm-guide-2022,again');
    replace(data, 'objectives.csv', /^3,/m, '2,');
  },
  'empty-sheets': (data) => {
    all(data, 'principles.csv', /^[ab],.*\n/gm, '');
    edit(data, 'units.csv', () => '');
  },
  'faults-in-many-places': (data) => {
    replace(data, 'indicator-targets.csv', '10.7.3,10.7,', '10.7.3,17.18,');
    replace(data, 'links.csv', /^2,17\.14,.*\n/m, '');
    replace(data, 'links.csv', '3,10.7,stated', '3,10.7,statd');
    replace(data, 'objectives.csv', ',17,11,', ',17,twelve,');
    replace(data, 'figures/SM_DTH_MIGR.csv', ',N\n', ',NN\n');
  },
  'file-missing': (data) => {
    replace(data, 'links.csv', /^1,17\.18,.*\n/m, '');
    rmSync(path.join(data, 'sources.csv'));
  },
  // The end of the file is missing.
  'metadata-not-json': (data) =>
    edit(data, 'tables.json', (text) =>
      text.slice(0, text.indexOf('suppressOutput') + 'suppressOutpu'.length).replace('"titles": "dataset", ', ''),
    ),
  'not-utf8': (data) => {
    editBytes(data, 'objectives.csv', (bytes) => Buffer.from(bytes.toString('latin1').replace('Ã©', 'é'), 'latin1'));
    replace(data, 'units.csv', 'Number', 'Num\u0007berNumber');
  },
  'objective-without-target': (data) => replace(data, 'links.csv', /^2,17\.14,.*\n/m, ''),
  'ragged-rows': (data) => {
    replace(data, 'links.csv', '3,10.7,stated,unnm-guide-2022,', '3,10.7,stated');
    replace(data, 'links.csv', '3,16.10,stated,unnm-guide-2022,', '3,16.10,stated,unnm-guide-2022,,and, more');
  },
  'required-cell': (data) => {
    replace(data, 'links.csv', '1,10.7,stated', '1,10.7,');
    replace(data, 'objectives.csv', /^2,[^,]*/m, '2,');
  },
  'shifted-row': (data) => replace(data, 'links.csv', '3,10.7', ',3,10.7'),
  'target-in-another-goal': (data) => replace(data, 'targets.csv', '10.7,10,', '10.7,16,'),
  'unclosed-quote': (data) => {
    replace(data, 'statuses.csv', 'stated', 'sta"ted');
    replace(data, 'units.csv', /^NUMBER,.*/m, 'NUMBER,"Number,,,,,,');
    replace(data, 'units.csv', /^PER_100000_POP,.*/m, 'PER_100000_POP,Per 100 000 people,,,,,,');
  },
  'unknown-column': (data) => replace(data, 'links.csv', 'status', 'staus'),
  'wrong-datatype': (data) => {
    replace(data, 'dataset.csv', '2026-11-24', '2026-02-30');
    quoteMore(data, 'indicators.csv');
    replace(data, 'indicators.csv', 'false', 'no');
    replace(data, 'indicators.csv', ',IOM,', ',,');
    replace(data, 'indicators.csv', ',UNHCR,', ',,');
    replace(data, 'indicators.csv', ',UNSD,', ',,');
    replace(data, 'objectives.csv', ',17,11,', ',seventeen,11,');
    replace(data, 'targets.csv', '1.4,', '1.04,');
    writeFileSync(path.join(data, 'figures/SM_DTH_MIGR.csv'), 'area,year,value,nature\n001,20x4,"1,5",N\n');
    writeFileSync(path.join(data, 'figures/SM_POP_REFG_OR.csv'), 'area,year,value,nature\n001,2015,n/a,N\n');
  },
};
