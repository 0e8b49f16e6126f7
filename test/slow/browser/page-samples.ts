/** Which pages stand for all of a sort: by the function that makes it, without language and extension. */
export const samples: Record<string, string[]> = {
  home: ['index'],
  queryPage: ['query'],
  downloads: ['downloads'],
  statisticsPage: ['statistics'],
  ontologyPage: ['ontology'],
  rulesPage: ['rules'],
  reportPage: ['report'],
  changesPage: [], // only a release that was held against the one before has it: test/site-changes.test.ts
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

/** The pages whose policy allows more: the engine for queries, and other hosts where the reader agrees. */
export const looserPages: string[] = ['query'];

export const languages = ['en', 'fr', 'es', 'ar', 'zh', 'ru'] as const;
