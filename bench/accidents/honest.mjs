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

const isNth = (numbers) => (_, i) => numbers.includes(i);
const times = (value, factor) => String(Number((Number(value) * factor).toPrecision(6)));

const newSource = {
  id: 'unnm-guide-2026',
  title: 'Guidance on the Global Compact, second edition',
  publisher: 'United Nations Network on Migration',
  date: '2026-05',
  url: 'https://migrationnetwork.un.org/resources',
  licence: 'UN document, quoted for names and codes',
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
  'a new language': (desk) =>
    desk.write(
      'principles.csv',
      desk.rows('principles.csv').map((row, i) => ({ ...row, title_fr: principles[i] })),
    ),
  'links sorted by target': (desk) => sorted(desk, 'links.csv', 'target', 'objective'),
  'figures sorted by year': (desk) => sorted(desk, 'figures.csv', 'year', 'series', 'area'),
  'targets in reverse order': (desk) => desk.write('targets.csv', desk.rows('targets.csv').reverse()),
  'another year of figures': (desk) => {
    const rows = desk.rows('figures.csv').filter(({ series, year }) => series === 'BX_TRF_PWKR' && year === '2020');
    add(desk, 'figures.csv', ...rows.map((row) => ({ ...row, year: '2023', value: times(row.value, 1.03) })));
  },
  'a refreshed year of figures': (desk) =>
    edit(
      desk,
      'figures.csv',
      ({ year }) => year === '2019',
      ({ value }) => ({ value: times(value, 0.983) }),
    ),
  'one corrected figure': (desk) =>
    edit(desk, 'figures.csv', isNth([1200]), ({ value }) => ({ value: times(value, 1.05) })),
  'a figure revised by a third': (desk) =>
    edit(desk, 'figures.csv', isNth([3700]), ({ value }) => ({ value: times(value, 1.34) })),
  'small counts that change': (desk) =>
    edit(
      desk,
      'figures.csv',
      ({ series, value = '' }, i) => series === 'SM_DTH_MIGR' && i % 7 === 0 && /^[3-9]$/.test(value),
      ({ value }) => ({ value: value === '3' ? '7' : '3' }),
    ),
  'two thirds of a year of figures refreshed': (desk) =>
    edit(
      desk,
      'figures.csv',
      ({ year }, i) => year === '2016' && i % 3 > 0,
      ({ value = '' }) => ({ value: times(value, Number(value) < 100 ? 0.983 : 1) }),
    ),
  'a series in billions, with its new unit': (desk) => {
    add(desk, 'units.csv', { unit: 'CON_USD_B', title_en: 'Billions of constant United States dollars' });
    edit(
      desk,
      'figures.csv',
      ({ series }) => series === 'DC_TOF_SCHIPSL',
      ({ value }) => ({ value: String(Number(value) / 1000), unit: 'CON_USD_B' }),
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
  'three tiers': (desk) =>
    edit(desk, 'indicators.csv', isNth([3, 30, 60]), ({ tier }) => ({ tier: tier === '1' ? '2' : '1' })),
  'a new unit': (desk) => add(desk, 'units.csv', { unit: 'PER_1000_POP', title_en: 'Per 1,000 population' }),
  'a new group of countries with figures': (desk) => {
    add(desk, 'areas.csv', { area: '915', name_en: 'Fragile and conflict-affected countries', kind: 'grouping' });
    add(desk, 'figures.csv', { series: 'SM_DTH_MIGR', area: '915', year: '2021', value: '310', unit: 'NUMBER' });
  },
  'a new indicator with its series': (desk) => {
    add(desk, 'indicators.csv', {
      code: 'C100705',
      title_en: 'Number of countries with a regional agreement on mobility',
      concerns_migration: 'true',
      status: 'current',
      since: '2025',
    });
    add(desk, 'indicator-targets.csv', { number: '10.7.5', target: '10.7', code: 'C100705' });
    add(desk, 'series.csv', {
      series: 'SG_CPA_MOBIL',
      code: 'C100705',
      title_en: 'Countries with a regional agreement on mobility (number)',
    });
    add(desk, 'figures.csv', { series: 'SG_CPA_MOBIL', area: '001', year: '2021', value: '61', unit: 'NUMBER' });
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
    edit(desk, 'figures.csv', isOne, ({ area }) => ({ area: other[area] }));
  },
  'rounding errors of a program': (desk) =>
    edit(
      desk,
      'figures.csv',
      ({ value }, i) => i % 9 === 0 && /^0\.[1-9]\d{4}$/.test(value),
      ({ value }) => ({ value: `${value}000000000002` }),
    ),
  'small counts corrected': (desk) =>
    edit(
      desk,
      'figures.csv',
      ({ series, year, value }) => series === 'SM_DTH_MIGR' && year === '2021' && Number(value) < 60,
      ({ value }) => ({ value: String(2 * Number(value) + 1) }),
    ),
  'a series replaced by another': (desk) => {
    edit(
      desk,
      'series.csv',
      ({ series }) => series === 'SI_RMT_COST',
      () => ({ series: 'SI_RMT_COST_V2', title_en: 'Cost of remittances, new method (%)' }),
    );
    edit(
      desk,
      'figures.csv',
      ({ series }) => series === 'SI_RMT_COST',
      ({ value }) => ({ series: 'SI_RMT_COST_V2', value: String(Number((Number(value) * 0.7 + 0.4).toPrecision(5))) }),
    );
  },
  'a series without its older years': (desk) =>
    desk.write(
      'figures.csv',
      desk.rows('figures.csv').filter(({ series, year }) => series !== 'VC_IHR_PSRC' || year > '2004'),
    ),
  'the figures of an area withdrawn': (desk) =>
    desk.write(
      'figures.csv',
      desk.rows('figures.csv').filter(({ area }) => area !== '057'),
    ),
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
  'punctuation of full width': (desk) =>
    edit(
      desk,
      'indicators.csv',
      ({ title_zh = '' }) => /[,()]/.test(title_zh),
      ({ title_zh }) => ({ title_zh: title_zh.replaceAll(',', '，').replaceAll('(', '（').replaceAll(')', '）') }),
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
    rows.splice(40, 0, { ...link, objective: '20', target: '8.3' }, { ...link, objective: '20', target: '9.3' });
    rows.splice(9, 0, { ...link, objective: '22', target: '3.b' });
    desk.write('links.csv', rows);
  },
  'whole numbers with a decimal': (desk) =>
    edit(
      desk,
      'figures.csv',
      ({ series }) => series === 'VC_IHR_PSRC',
      ({ value }) => ({ value: /^\d+$/.test(value) ? `${value}.0` : value }),
    ),
  'a column without content removed': (desk) => {
    const rows = desk.rows('objectives.csv');
    desk.write('objectives.csv', rows, { columns: Object.keys(rows[0]).filter((name) => name !== 'note_en') });
  },
  'tiers of one goal': (desk) =>
    edit(
      desk,
      'indicators.csv',
      ({ code, tier }) => /^C13/.test(code) && tier !== '',
      ({ tier }) => ({ tier: tier === '1' ? '2' : '1' }),
    ),
  'a series measured again': (desk) =>
    edit(
      desk,
      'figures.csv',
      ({ series }) => series === 'SL_LBR_NTLCPL',
      ({ value }) => ({ value: String(Number(Math.min(10, Number(value) * 0.6 + 1.3).toPrecision(4))) }),
    ),
  'a year of estimates with provisional figures': (desk) => {
    const rows = desk.rows('figures.csv').filter(({ series, year }) => series === 'SH_ACS_UNHC' && year === '2019');
    add(
      desk,
      'figures.csv',
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
  'a series withdrawn': (desk) =>
    desk.write(
      'figures.csv',
      desk.rows('figures.csv').filter(({ series }) => series !== 'BX_TRF_PWKR'),
    ),
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
      () => ({ licence: 'CC BY 3.0 IGO' }),
    ),
  'figures in thousands': (desk) =>
    edit(
      desk,
      'figures.csv',
      ({ series }) => series === 'DC_TOF_SCHIPSL',
      ({ value }) => ({ value: times(value, 0.001) }),
    ),
};

/** Edits that are rightly reported, with the codes of the problems. Warnings do not stop a build. */
export const reportedEdits = {
  // The description of the sheets lists the columns in another order.
  'links in another order of columns': ['column-order'],
  // The description of the sheets still lists the column.
  'a column without content removed': ['checks-skipped', 'missing-column'],
  // A quarter of the sheet is gone. Only the steward knows that this is right.
  'a series withdrawn': ['rows-removed', 'series-has-figures'],
  // All figures of an area are gone, as if a filter was left on.
  'the figures of an area withdrawn': ['rows-removed'],
  // The names of two areas are exchanged, as if a column was sorted.
  'two areas whose codes were exchanged': ['values-moved'],
  // The unit of the figures did not change. Some figures lost digits, so that only their factor shows it.
  'figures in thousands': ['values-scaled'],
  // A few years moved by the same step.
  'years of some indicators corrected': ['values-scaled'],
};
