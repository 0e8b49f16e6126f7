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
  objectivePage: ['objective/10'],
  goalPage: ['sdg/10'],
  targetPage: ['sdg/16.2'],
  indicatorPage: ['sdg/C100703', 'sdg/C160104'], // with figures, and retired
  seriesPage: ['sdg/SI_RMT_COST'],
  sourcePage: ['source/unnm-guide-2022'],
  statusPage: ['status/proposed'],
  plainThingPage: ['principle/a', 'area/001'],
};

export const samplePaths: string[] = Object.values(samples).flat();

/** The pages with a less strict policy. The query page runs an engine, and can query other hosts with consent. */
export const looserPages: string[] = ['query'];

export const languages = ['en', 'fr', 'es', 'ar', 'zh', 'ru'] as const;
