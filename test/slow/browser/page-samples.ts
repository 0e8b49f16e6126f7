/** Sample pages by the function that makes them, without language and extension. */
export const samples: Record<string, string[]> = {
  home: ['index'],
  queryPage: ['query'],
  workbenchPage: ['workbench/index'],
  searchPage: ['search'],
  comparePage: ['compare'],
  downloads: ['downloads'],
  statisticsPage: ['statistics'],
  ontologyPage: ['ontology'],
  rulesPage: ['rules'],
  reportPage: ['report'],
  changesPage: [], // needs a previous release: test/site-changes.test.ts
  about: ['about'],
  areaIndex: ['kind/area'],
  kindList: ['kind/conceptscheme', 'kind/indicator'],
  kindByName: [], // only kinds with many things: test/site-large.test.ts
  treePage: ['tree/sdg', 'tree/sdg/of-16'],
  valuesPage: ['sdg/from-inscheme'],
  thingPage: [
    'objective/10', // connections, figures and surroundings
    'sdg/10',
    'sdg/16.2',
    'sdg/C100703', // figures
    'sdg/C160104', // no longer in use
    'sdg/SI_RMT_COST', // a chart with a map
    'sdg/VC_HTF_DETVR', // a chart with parts by sex and age
    'series/MIGRANT_STOCK',
    'source/unnm-guide-2022',
    'status/proposed',
    'principle/a',
    'area/001',
    'area/404', // a country with all its figures
    'area/009',
  ],
};

export const samplePaths: string[] = Object.values(samples).flat();

/** Addresses with a choice: scripts change the page, and a part appears when they are done. */
export const states: readonly { address: string; part: string }[] = [
  { address: 'search.html?q=16.2', part: '#results li' },
  { address: 'compare.html?areas=404,566', part: '.compared thead th:nth-child(3)' },
  { address: 'sdg/SI_RMT_COST.html?embed', part: '.embedded .figures-chart .chart-actions button' },
  { address: 'sdg/VC_HTF_DETVR.html?areas=404&sex=FEMALE', part: '.area-chip button' },
  { address: 'objective/8.html?area=404', part: '.figures-for select' },
];

/** The pages with a less strict policy. Both run an engine; the query page can query other hosts with consent. */
export const looserPages: string[] = ['query', 'workbench/index'];

export const languages = ['en', 'fr', 'es', 'ar', 'zh', 'ru'] as const;
