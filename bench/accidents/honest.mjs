import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';

// Edits of the real sheets that a steward makes on purpose. None of them may be reported.

/** Opens the sheets of a project for one edit. */
export function openDesk(sheets) {
  const changed = new Map();
  const bytesOf = (sheet) => Buffer.from(changed.get(`data/${sheet}`) ?? sheets.get(`data/${sheet}`) ?? '');
  return {
    rows: (sheet) => parse(bytesOf(sheet), { columns: true, bom: true }),
    write: (sheet, rows, { columns, quoted = false } = {}) => {
      changed.set(`data/${sheet}`, Buffer.from(stringify(rows, { header: true, quoted, ...(columns && { columns }) })));
    },
    text: (sheet, change) => {
      changed.set(`data/${sheet}`, Buffer.from(change(bytesOf(sheet).toString())));
    },
    remove: (sheet) => {
      changed.set(`data/${sheet}`, undefined);
    },
    files: (folder) =>
      [...sheets.keys()].filter((name) => name.startsWith(`data/${folder}/`)).map((name) => name.slice('data/'.length)),
    changes: () => [...changed],
  };
}

/** Changes the rows that fit. Throws if none does. */
function edit(desk, sheet, isMeant, change) {
  const rows = desk.rows(sheet);
  if (!rows.some(isMeant)) throw new Error(`No row of ${sheet} fits`);
  desk.write(
    sheet,
    rows.map((row, i) => (isMeant(row, i) ? { ...row, ...change(row) } : row)),
  );
}

const add = (desk, sheet, ...added) => {
  const rows = desk.rows(sheet);
  const empty = Object.fromEntries(Object.keys(rows[0] ?? {}).map((name) => [name, '']));
  desk.write(sheet, [...rows, ...added.map((row) => ({ ...empty, ...row }))]);
};

const sorted = (desk, sheet, ...columns) =>
  desk.write(
    sheet,
    desk
      .rows(sheet)
      .sort((a, b) => columns.map((name) => (a[name] ?? '').localeCompare(b[name] ?? '')).find(Boolean) ?? 0),
  );

const fileOf = (series) => `figures/${series}.csv`;

/** Changes the figures that fit in the file of each series. */
const editFigures = (desk, series, isMeant, change) => {
  for (const one of [series].flat()) edit(desk, fileOf(one), isMeant, change);
};

/** Leaves out the figures that do not fit. */
const keepFigures = (desk, series, isMeant) =>
  desk.write(fileOf(series), desk.rows(fileOf(series)).filter(isMeant), {
    columns: Object.keys(desk.rows(fileOf(series))[0]),
  });

/** Series of different units, sizes and columns. A person edits a few files; a change of many files is a harvest. */
const severalSeries = [
  'BX_TRF_PWKR',
  'DC_TOF_SCHIPSL',
  'SH_ACS_UNHC',
  'SI_RMT_COST',
  'SL_LBR_NTLCPL',
  'SM_DTH_MIGR',
  'VC_IHR_PSRC',
];

/** Changes the text of all files of figures, as a new harvest does. */
const harvest = (desk, change) => {
  for (const file of desk.files('figures')) desk.text(file, change);
};

const isNth = (numbers) => (_, i) => numbers.includes(i);
const plain = (number) => number.toFixed(12).replace(/\.?0+$/, ''); // without an exponent
const times = (value, factor) => plain(Number((Number(value) * factor).toPrecision(6)));

const newSource = {
  id: 'unnm-guide-2026',
  title: 'Guidance on the Global Compact, second edition',
  publisher: 'unnm',
  date: '2026-05',
  url: 'https://migrationnetwork.un.org/resources',
  rights: '© United Nations. This edition quotes names and codes only.',
  recorded: '2026-11-30',
};
const principles = [
  'Primauté de la dimension humaine',
  'Coopération internationale',
  'Souveraineté nationale',
  'Primauté du droit et respect de la légalité',
  'Développement durable',
  'Droits de l’homme',
  'Prise en compte de la problématique femmes-hommes',
  'Prise en compte de l’intérêt supérieur de l’enfant',
  'Approche mobilisant l’ensemble des pouvoirs publics',
  'Approche mobilisant l’ensemble de la société',
];

/** Sets totals, because the framework itself has changed. */
const setTotals = (desk, numbers) =>
  edit(
    desk,
    'totals.csv',
    ({ total = '' }) => total in numbers,
    ({ total = '' }) => ({ number: numbers[total] }),
  );

const otherTier = ({ tier }) => ({ tier: tier === 'I' ? 'II' : 'I' });

/** Writes the new totals of the tiers, as the sources do. */
const countTiers = (desk) =>
  edit(
    desk,
    'totals.csv',
    ({ total }) => total.startsWith('tier-'),
    ({ value }) => ({
      number: String(desk.rows('indicators.csv').filter(({ tier }) => `tier_${tier}` === value).length),
    }),
  );

/** The edits by name. */
export const honestEdits = {
  'a new source': (desk) => add(desk, 'sources.csv', newSource),
  'a new edition of a source, with two links': (desk) => {
    add(desk, 'sources.csv', newSource);
    const link = { status: 'stated', source: newSource.id, note: '' };
    add(desk, 'links.csv', { ...link, objective: '4', target: '16.9' }, { ...link, objective: '19', target: '10.c' });
  },
  'twenty corrected names': (desk) =>
    edit(
      desk,
      'targets.csv',
      (_, i) => i % 8 === 0 && i < 160,
      ({ title_fr = '' }) => ({ title_fr: `${title_fr.replace(/ et /, ' ainsi que ')} (texte revu)` }),
    ),
  'typographic apostrophes in many names': (desk) =>
    edit(
      desk,
      'indicators.csv',
      ({ title_fr = '' }) => title_fr.includes('’'),
      ({ title_fr = '' }) => ({ title_fr: title_fr.replaceAll('’', "'") }),
    ),
  'a new language': (desk) => {
    desk.write(
      'principles.csv',
      desk.rows('principles.csv').map((row, i) => ({ ...row, title_fr: principles[i] })),
    );
    edit(
      desk,
      'unofficial-names.csv',
      ({ kind, name_fr }) => kind === 'principle' && name_fr !== '',
      () => ({ name_fr: '', confidence_fr: '' }),
    );
  },
  'links sorted by target': (desk) => sorted(desk, 'links.csv', 'target', 'objective'),
  'figures sorted by year': (desk) => {
    sorted(desk, fileOf('SI_RMT_COST'), 'year', 'area');
    sorted(desk, fileOf('VC_IHR_PSRC'), 'year', 'sex', 'area');
  },
  'targets in reverse order': (desk) => desk.write('targets.csv', desk.rows('targets.csv').reverse()),
  'another year of figures': (desk) => {
    const rows = desk.rows(fileOf('BX_TRF_PWKR')).filter(({ year }) => year === '2020');
    add(desk, fileOf('BX_TRF_PWKR'), ...rows.map((row) => ({ ...row, year: '2024', value: times(row.value, 1.03) })));
  },
  'a refreshed year of figures': (desk) =>
    editFigures(
      desk,
      severalSeries,
      ({ year }) => year === '2019',
      ({ value }) => ({ value: times(value, 0.983) }),
    ),
  'a new harvest: another year in all files': (desk) =>
    harvest(desk, (text) => text + [...text.matchAll(/^\d+,2019,.*\n/gm)].join('').replaceAll(',2019,', ',2025,')),
  'a new harvest: revised figures in all files': (desk) =>
    harvest(desk, (text) => text.replaceAll(/(?<=,)\d\d+\.\d+(?=,)/g, (value) => times(value, 0.983))),
  'one corrected figure': (desk) =>
    editFigures(desk, 'SI_RMT_COST', isNth([120]), ({ value }) => ({ value: times(value, 1.05) })),
  'a figure revised by a third': (desk) =>
    editFigures(desk, 'DC_TOF_SCHIPSL', isNth([370]), ({ value }) => ({ value: times(value, 1.34) })),
  'small counts that change': (desk) =>
    editFigures(
      desk,
      'SM_DTH_MIGR',
      ({ value = '' }, i) => i % 7 === 0 && /^[3-9]$/.test(value),
      ({ value }) => ({ value: value === '3' ? '7' : '3' }),
    ),
  'two thirds of a year of figures refreshed': (desk) =>
    editFigures(
      desk,
      ['BX_TRF_PWKR', 'DC_TOF_SCHIPSL', 'VC_IHR_PSRC'],
      ({ year }, i) => year === '2016' && i % 3 > 0,
      ({ value = '' }) => ({ value: times(value, Number(value) < 100 ? 0.983 : 1) }),
    ),
  'a series in billions, with its new unit': (desk) => {
    add(desk, 'units.csv', { unit: 'CON_USD_B', title_en: 'Billions of constant United States dollars' });
    edit(
      desk,
      'series.csv',
      ({ series }) => series === 'DC_TOF_SCHIPSL',
      ({ title_en }) => ({ unit: 'CON_USD_B', title_en: title_en.replace('millions', 'billions') }),
    );
    editFigures(
      desk,
      'DC_TOF_SCHIPSL',
      () => true,
      ({ value }) => ({ value: plain(Number(value) / 1000) }),
    );
  },
  'a year of a source corrected': (desk) =>
    edit(
      desk,
      'sources.csv',
      ({ date = '' }) => date.startsWith('2018'),
      ({ date = '' }) => ({ date: date.replace('2018', '2017') }),
    ),
  'a new proposed link': (desk) =>
    add(desk, 'links.csv', {
      objective: '5',
      target: '4.3',
      status: 'proposed',
      source: 'gcm-graph-proposals',
      note: 'Regular pathways protect the rights of workers.',
    }),
  'a link that changes its status': (desk) =>
    edit(
      desk,
      'links.csv',
      ({ status, source }) => status === 'theme' && source === 'iom-emm-trafficking',
      () => ({ status: 'comment' }),
    ),
  'a proposal given up': (desk) => {
    const rows = desk.rows('links.csv');
    const at = rows.findIndex(({ objective, status }) => objective === '2' && status === 'proposed');
    desk.write(
      'links.csv',
      rows.filter((_, i) => i !== at),
    );
  },
  'a changed note': (desk) =>
    edit(
      desk,
      'links.csv',
      ({ objective, status }) => objective === '19' && status === 'proposed',
      ({ note = '' }) => ({ note: note.replace(/\.$/, ', as the guide explains.') }),
    ),
  'a new agency with its entry': (desk) => {
    add(desk, 'agencies.csv', { agency: 'UNICRI' });
    edit(
      desk,
      'indicators.csv',
      ({ code }) => code === 'C160201',
      ({ custodians = '' }) => ({ custodians: [custodians, 'UNICRI'].filter(Boolean).join(';') }),
    );
  },
  'a custodian for two indicators': (desk) => {
    edit(
      desk,
      'indicators.csv',
      ({ code }) => code === 'C100703',
      () => ({ custodians: 'IOM' }),
    );
    edit(
      desk,
      'indicators.csv',
      ({ code }) => code === 'C100704',
      () => ({ custodians: 'UNHCR' }),
    );
  },
  'three tiers': (desk) => {
    edit(desk, 'indicators.csv', isNth([3, 30, 60]), otherTier);
    countTiers(desk);
  },
  'a new unit': (desk) => add(desk, 'units.csv', { unit: 'PER_1000_WORKERS', title_en: 'Per 1,000 workers' }),
  'a new group of countries with figures': (desk) => {
    add(desk, 'areas.csv', { area: '915', name_en: 'Fragile and conflict-affected countries', kind: 'grouping' });
    add(desk, fileOf('SM_DTH_MIGR'), { area: '915', year: '2021', value: '310', nature: 'N' });
  },
  'a new indicator with its series': (desk) => {
    add(desk, 'indicators.csv', {
      code: 'C100705',
      title_en: 'Number of countries with a regional agreement on mobility',
      custodians: 'IOM',
      concerns_migration: 'true',
      status: 'current',
      since: '2025',
    });
    add(desk, 'indicator-targets.csv', { number: '10.7.5', target: '10.7', code: 'C100705' });
    add(desk, 'series.csv', {
      series: 'SG_CPA_MOBIL',
      code: 'C100705',
      unit: 'NUMBER',
      headline: 'yes',
      reason_en: 'It is the only series of the indicator.',
      direction: 'higher',
      title_en: 'Countries with a regional agreement on mobility (number)',
      short_en: 'Countries with a regional agreement (number)',
      source: 'unsd-api-2023-12',
      harvested: '2026-11-30',
    });
    desk.write(fileOf('SG_CPA_MOBIL'), [{ area: '001', year: '2021', value: '61', nature: 'N' }]);
    setTotals(desk, { indicators: '236', places: '252' });
  },
  'a retired indicator': (desk) => {
    edit(
      desk,
      'indicators.csv',
      ({ code }) => code === 'C010201',
      () => ({ status: 'retired', until: '2025', former_numbers: '1.2.1' }),
    );
    desk.write(
      'indicator-targets.csv',
      desk.rows('indicator-targets.csv').filter(({ number }) => number !== '1.2.1'),
    );
    setTotals(desk, { indicators: '234', places: '250' });
  },
  'a new version of the data set': (desk) =>
    edit(
      desk,
      'dataset.csv',
      () => true,
      ({ version = '' }) => ({ version: '0.2.0', prior_version: version, issued: '2026-11-29' }),
    ),
  'years of some indicators corrected': (desk) =>
    edit(
      desk,
      'indicators.csv',
      ({ since }, i) => since === '2019' && i % 50 === 3,
      () => ({ since: '2017' }),
    ),
  'comments of one source that are now a theme': (desk) =>
    edit(
      desk,
      'links.csv',
      ({ source }) => source === 'unnm-hub-comment-2022',
      () => ({ status: 'theme' }),
    ),
  'accents of three names': (desk) =>
    edit(desk, 'areas.csv', isNth([8, 20, 33]), ({ name_fr = '' }) => ({
      name_fr: name_fr.normalize('NFD').replace(/\p{M}/gu, ''),
    })),
  'another contact': (desk) =>
    edit(
      desk,
      'dataset.csv',
      () => true,
      () => ({ contact: 'mailto:data@example.org' }),
    ),
  'short names of three objectives': (desk) =>
    edit(desk, 'objectives.csv', isNth([1, 7, 20]), ({ short_en = '' }) => ({ short_en: `${short_en} of migrants` })),
  'a note on an objective': (desk) =>
    edit(desk, 'objectives.csv', isNth([4]), () => ({
      note_en: 'The guide of 2022 names five targets for this objective.',
    })),
  'a clearer definition of a status': (desk) =>
    edit(desk, 'statuses.csv', isNth([3]), () => ({
      definition_en: 'The source discusses the target together with the objective, but does not connect them.',
    })),
  'a new status': (desk) =>
    add(desk, 'statuses.csv', {
      status: 'example',
      title_en: 'As an example',
      title_fr: 'À titre d’exemple',
      title_es: 'Como ejemplo',
      title_ar: 'على سبيل المثال',
      title_zh: '作为示例',
      title_ru: 'В качестве примера',
      definition_en: 'The source names the target as an example for the objective.',
      predicate: 'https://w3id.org/gcm-graph/ontology#mentionedWith',
      confidence: '1.0',
    }),
  'a description of a scheme': (desk) =>
    edit(desk, 'schemes.csv', isNth([2]), () => ({
      description_en: 'How firmly a source connects an objective with a target, from stated to mentioned.',
    })),
  'saved with quotation marks': (desk) => desk.write('links.csv', desk.rows('links.csv'), { quoted: true }),
  'saved with the line ends of Windows': (desk) => desk.text('targets.csv', (text) => text.replaceAll('\n', '\r\n')),
  'a renamed unit': (desk) =>
    edit(
      desk,
      'units.csv',
      ({ unit }) => unit === 'CON_USD_M',
      () => ({ title_en: 'US dollars in constant prices (millions)' }),
    ),
  'two areas whose codes were exchanged': (desk) => {
    const other = { '062': '127', 127: '062' };
    const isOne = ({ area }) => area in other;
    edit(desk, 'areas.csv', isOne, ({ area }) => ({ area: other[area] }));
    harvest(desk, (text) => text.replaceAll(/^(062|127)(?=,)/gm, (area) => other[area]));
  },
  'rounding errors of a program': (desk) =>
    editFigures(
      desk,
      'BX_TRF_PWKR',
      ({ value }, i) => i % 9 === 0 && /^0\.[1-9]\d{4}$/.test(value),
      ({ value }) => ({ value: `${value}000000000002` }),
    ),
  'small counts corrected': (desk) =>
    editFigures(
      desk,
      'SM_DTH_MIGR',
      ({ year, value }) => year === '2021' && Number(value) < 60,
      ({ value }) => ({ value: String(2 * Number(value) + 1) }),
    ),
  'a series replaced by another': (desk) => {
    edit(
      desk,
      'series.csv',
      ({ series }) => series === 'SI_RMT_COST',
      () => ({ series: 'SI_RMT_COST_V2', title_en: 'Cost of remittances, new method (%)' }),
    );
    desk.write(
      'published.csv',
      desk.rows('published.csv').filter(({ code }) => code !== 'SI_RMT_COST'),
    );
    const changed = ({ value, ...row }) => ({
      ...row,
      value: String(Number((Number(value) * 0.7 + 0.4).toPrecision(5))),
    });
    desk.write(fileOf('SI_RMT_COST_V2'), desk.rows(fileOf('SI_RMT_COST')).map(changed));
    desk.remove(fileOf('SI_RMT_COST'));
  },
  'a series without its oldest year': (desk) => keepFigures(desk, 'VC_IHR_PSRC', ({ year }) => year > '2000'),
  'a series without its older years': (desk) => keepFigures(desk, 'VC_IHR_PSRC', ({ year }) => year > '2004'),
  'the figures of an area withdrawn': (desk) => harvest(desk, (text) => text.replaceAll(/^057,.*\n/gm, '')),
  'the figures of an area withdrawn from one series': (desk) =>
    keepFigures(desk, 'VC_IHR_PSRC', ({ area }) => area !== '036'),
  'names of areas in capitals': (desk) =>
    edit(desk, 'areas.csv', isNth([3, 11, 17]), ({ name_en }) => ({ name_en: name_en.toUpperCase() })),
  'short titles in sentence case': (desk) =>
    desk.write(
      'objectives.csv',
      desk.rows('objectives.csv').map((row) => ({
        ...row,
        short_en: row.short_en.toLowerCase().replace(/^./, (letter) => letter.toUpperCase()),
      })),
    ),
  'a short title in other words': (desk) =>
    edit(desk, 'objectives.csv', isNth([3]), () => ({ short_en: 'Papers for everyone' })),
  'a renamed area': (desk) =>
    edit(
      desk,
      'areas.csv',
      ({ name_en }) => name_en === 'Southern Asia (excluding India)',
      () => ({ name_en: 'Southern Asia without Bhārat' }),
    ),
  'brackets of another kind': (desk) =>
    edit(
      desk,
      'indicators.csv',
      ({ title_zh = '' }) => /[（）]/.test(title_zh),
      ({ title_zh }) => ({ title_zh: title_zh.replaceAll('（', '〔').replaceAll('）', '〕') }),
    ),
  'two sources made one': (desk) => {
    const isGone = ({ id, source }) => (id ?? source) === 'unnm-hub-comment-2022';
    edit(desk, 'links.csv', isGone, () => ({ source: 'migrationdataportal-sdgs' }));
    const seen = new Set();
    desk.write(
      'links.csv',
      desk.rows('links.csv').filter(({ objective, target, status, source }) => {
        const key = [objective, target, status, source].join();
        return !seen.has(key) && seen.add(key);
      }),
    );
    desk.write(
      'sources.csv',
      desk.rows('sources.csv').filter((row) => !isGone(row)),
    );
  },
  'a source of another name': (desk) => {
    const isOne = ({ id, source }) => (id ?? source) === 'migrationdataportal-sdgs';
    edit(desk, 'sources.csv', isOne, () => ({ id: 'migration-data-portal-2026', date: '2026' }));
    edit(desk, 'links.csv', isOne, () => ({ source: 'migration-data-portal-2026' }));
  },
  'ten links of one objective': (desk) =>
    add(
      desk,
      'links.csv',
      ...['1.3', '3.8', '4.1', '5.2', '8.5', '8.7', '10.4', '11.1', '16.3', '16.6'].map((target) => ({
        objective: '19',
        target,
        status: 'proposed',
        source: 'gcm-graph-proposals',
        note: `Diasporas contribute to target ${target}.`,
      })),
    ),
  'a dozen notes': (desk) =>
    edit(
      desk,
      'links.csv',
      ({ objective, status }) => ['4', '5', '6'].includes(objective) && status === 'stated',
      ({ objective, target }) => ({ note: `The sheet of objective ${objective} names target ${target}.` }),
    ),
  'notes of proposals in other words': (desk) =>
    edit(
      desk,
      'links.csv',
      ({ status }) => status === 'proposed',
      ({ objective, target }) => ({ note: `A reader asked for this connection between ${objective} and ${target}.` }),
    ),
  'links in another order of columns': (desk) =>
    desk.write('links.csv', desk.rows('links.csv'), { columns: ['status', 'source', 'target', 'objective', 'note'] }),
  'rows added in between': (desk) => {
    const rows = desk.rows('links.csv');
    const link = { status: 'proposed', source: 'gcm-graph-proposals', note: 'Workers remit through formal banks.' };
    rows.splice(40, 0, { ...link, objective: '20', target: '8.3' }, { ...link, objective: '20', target: '9.1' });
    rows.splice(9, 0, { ...link, objective: '22', target: '3.c' });
    desk.write('links.csv', rows);
  },
  'whole numbers with a decimal': (desk) =>
    editFigures(
      desk,
      'VC_IHR_PSRC',
      () => true,
      ({ value }) => ({ value: /^\d+$/.test(value) ? `${value}.0` : value }),
    ),
  'a column without content removed': (desk) => {
    const rows = desk.rows('objectives.csv');
    desk.write('objectives.csv', rows, { columns: Object.keys(rows[0]).filter((name) => name !== 'note_en') });
  },
  'tiers of one goal': (desk) => {
    edit(desk, 'indicators.csv', ({ code, tier }) => /^C13/.test(code) && tier !== '', otherTier);
    countTiers(desk);
  },
  'a series measured again': (desk) =>
    editFigures(
      desk,
      'SL_LBR_NTLCPL',
      () => true,
      ({ value }) => ({ value: String(Number(Math.min(10, Number(value) * 0.6 + 1.3).toPrecision(4))) }),
    ),
  'a year of estimates with provisional figures': (desk) => {
    const rows = desk.rows(fileOf('SH_ACS_UNHC')).filter(({ year }) => year === '2019');
    add(
      desk,
      fileOf('SH_ACS_UNHC'),
      ...rows.map((row) => ({ ...row, year: '2020', value: String(Math.round(Number(row.value))) })),
    );
  },
  'proposals that a source now states': (desk) => {
    add(desk, 'sources.csv', newSource);
    edit(
      desk,
      'links.csv',
      ({ objective, status }) => objective === '19' && status === 'proposed',
      () => ({ status: 'stated', source: newSource.id, note: '' }),
    );
  },
  'precise dates of sources': (desk) =>
    edit(
      desk,
      'sources.csv',
      ({ date = '' }) => /^\d{4}$/.test(date),
      ({ date }) => ({ date: `${date}-07` }),
    ),
  'an agency of another name': (desk) => {
    edit(
      desk,
      'agencies.csv',
      ({ agency }) => agency === 'UNWTO',
      () => ({ agency: 'UN Tourism' }),
    );
    edit(
      desk,
      'indicators.csv',
      ({ custodians = '' }) => custodians.includes('UNWTO'),
      ({ custodians }) => ({ custodians: custodians.replace('UNWTO', 'UN Tourism') }),
    );
  },
  'a series withdrawn': (desk) => keepFigures(desk, 'BX_TRF_PWKR', () => false),
  'a series withdrawn with its file': (desk) => {
    desk.write(
      'series.csv',
      desk.rows('series.csv').filter(({ series }) => series !== 'DC_ENVTECH_IMP'),
    );
    desk.remove(fileOf('DC_ENVTECH_IMP'));
  },
  'a clause, a bracket and a sentence removed': (desk) => {
    edit(
      desk,
      'series.csv',
      ({ title_en }) => title_en.endsWith(' (%)'),
      ({ title_en }) => ({ title_en: title_en.replace(' (%)', '') }),
    );
    edit(
      desk,
      'indicators.csv',
      ({ title_en }, i) => i % 9 === 0 && title_en.includes(', by sex'),
      ({ title_en }) => ({ title_en: title_en.replace(/, by sex.*/, '') }),
    );
    edit(
      desk,
      'dataset.csv',
      () => true,
      ({ description_en }) => ({ description_en: description_en.replace(/(?<=\.) .*/, '') }),
    );
    edit(desk, 'goals.csv', isNth([16]), () => ({ short_en: 'Partnerships' }));
    edit(desk, 'objectives.csv', isNth([9]), ({ title_en }) => ({ title_en: title_en.replace(/s$/, '') }));
  },
  'notes without full stops': (desk) =>
    edit(
      desk,
      'links.csv',
      ({ note }) => note.endsWith('.'),
      ({ note }) => ({ note: note.slice(0, -1) }),
    ),
  'another year in all languages': (desk) =>
    edit(
      desk,
      'targets.csv',
      ({ target }) => target === '6.1',
      (row) => Object.fromEntries(Object.entries(row).map(([name, text]) => [name, text.replace('2030', '2035')])),
    ),
  'the next version': (desk) =>
    edit(
      desk,
      'dataset.csv',
      () => true,
      ({ version }) => ({ version: '0.2.0', prior_version: version, issued: '2027-02-01' }),
    ),
  'an old and an undated source, with long addresses': (desk) =>
    add(
      desk,
      'sources.csv',
      {
        ...newSource,
        id: 'refugee-convention',
        date: '1951-07-28',
        url: 'https://www.unhcr.org/media/28185?lang=en#page=3',
      },
      { ...newSource, id: 'encyclopedia', date: '', url: 'https://en.wikipedia.org/wiki/Target_(policy)' },
      {
        ...newSource,
        id: 'comparison',
        title: 'Who counts as a migrant?',
        url: 'https://github.com/a/b/compare/v1...v2',
      },
    ),
  'a much later edition of a source': (desk) =>
    edit(
      desk,
      'sources.csv',
      ({ id }) => id === 'sdg-translations',
      ({ title }) => ({ title: `${title}, edition of 2019`, date: '2019' }),
    ),
  'addresses of other pages': (desk) =>
    edit(
      desk,
      'sources.csv',
      ({ url }) => /migration/.test(url),
      ({ url }) => ({ url: url.replace(/[^/]*$/, '') }),
    ),
  'custodians in another order': (desk) =>
    edit(
      desk,
      'indicators.csv',
      ({ custodians }, i) => i % 5 === 0 && custodians.includes(';'),
      ({ custodians }) => ({ custodians: custodians.split(';').reverse().join(';') }),
    ),
  'a note that quotes a title in another language': (desk) =>
    edit(
      desk,
      'links.csv',
      ({ objective, status }) => objective === '19' && status === 'proposed',
      ({ note }) => ({ note: note.replace(/\.$/, ', as “Les migrants et leur pays” explains.') }),
    ),
  'a licence of another version': (desk) =>
    edit(
      desk,
      'sources.csv',
      ({ id }) => id === 'unsd-api-2023-12',
      () => ({ licence: 'https://creativecommons.org/licenses/by/3.0/igo/' }),
    ),
  'figures in thousands': (desk) =>
    editFigures(
      desk,
      'DC_TOF_SCHIPSL',
      () => true,
      ({ value }) => ({ value: times(value, 0.001) }),
    ),
};

/** Edits that are rightly reported, with the codes of the problems. Warnings do not stop a build. */
export const reportedEdits = {
  // The description of the sheets lists the columns in another order.
  'links in another order of columns': ['column-order'],
  // The description of the sheets still lists the column.
  'a column without content removed': ['checks-skipped', 'missing-column'],
  // All rows of a file are gone. Only the steward knows that this is right.
  'a series withdrawn': ['connected-indicator-has-figures', 'rows-removed', 'series-has-figures'],
  // All figures of a year are gone from a file, as if a filter was left on.
  'a series without its oldest year': ['rows-removed'],
  // Most figures of a file changed by more than a tenth.
  'a series measured again': ['mass-change'],
  // The figures of five years are gone: almost a fifth of the file.
  'a series without its older years': ['rows-removed'],
  // All figures of an area are gone from a file, as if a filter was left on.
  'the figures of an area withdrawn from one series': ['rows-removed'],
  // The names of two areas are exchanged, as if a column was sorted. Two files have few other areas.
  'two areas whose codes were exchanged': ['rows-removed', 'rows-removed', 'values-moved'],
  // All French names of a sheet are gone. Only the steward knows that official ones replace them.
  'a new language': ['column-emptied'],
  // The unit is a fact, of which each change is reported.
  'a series in billions, with its new unit': ['mass-change'],
  // The unit of the figures did not change. Some figures lost digits, so that only their factor shows it.
  'figures in thousands': ['values-scaled'],
  // Two years later, more sources with regular editions are old.
  'the next version': ['source-is-recent'],
  // A few years moved by the same step.
  'years of some indicators corrected': ['values-scaled'],
};
