/** Sample pages by the function that makes them, without language and extension. */
export const samples: Record<string, string[]> = {
  home: ['index'],
  queryPage: ['query'],
  downloads: ['downloads'],
  statisticsPage: ['statistics'],
  ontologyPage: ['ontology'],
  rulesPage: ['rules'],
  reportPage: ['report'],
  changesPage: [], // needs a previous release: test/site-changes.test.ts
  about: ['about'],
  kindList: ['kind/conceptscheme'],
  treePage: ['tree/sdg', 'tree/sdg/of-16'],
  valuesPage: ['sdg/from-inscheme'],
  thingPage: [
    'objective/10', // connections, figures and surroundings
    'sdg/10',
    'sdg/16.2',
    'sdg/C100703', // figures
    'sdg/C160104', // no longer in use
    'sdg/SI_RMT_COST',
    'source/unnm-guide-2022',
    'status/proposed',
    'principle/a',
    'area/001',
  ],
};

export const samplePaths: string[] = Object.values(samples).flat();

/** The pages with a less strict policy. The query page runs an engine, and can query other hosts with consent. */
export const looserPages: string[] = ['query'];

export const languages = ['en', 'fr', 'es', 'ar', 'zh', 'ru'] as const;
