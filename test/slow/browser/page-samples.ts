/** Which pages stand for all of a sort: by page type, without language and extension. */
export const samples: Record<string, string[]> = {
  home: ['index'],
  query: ['query'],
  downloads: ['downloads'],
  statistics: ['statistics'],
  ontology: ['ontology'],
  rules: ['rules'],
  report: ['report'],
  changes: [], // only a release that was held against the one before has it: test/site-changes.test.ts
  about: ['about'],
  kind: ['kind/conceptscheme'],
  objective: ['objective/10'],
  goal: ['sdg/10'],
  target: ['sdg/16.2'],
  indicator: ['sdg/C100703', 'sdg/C160104'], // with figures, and retired
  series: ['sdg/SI_RMT_COST'],
  source: ['source/unnm-guide-2022'],
  status: ['status/proposed'],
  thing: ['principle/a', 'area/001'],
};

export const samplePaths: string[] = Object.values(samples).flat();

/** The pages whose policy allows more: the engine for queries, and other hosts where the reader agrees. */
export const looserPages: string[] = ['query'];

export const languages = ['en', 'fr', 'es', 'ar', 'zh', 'ru'] as const;
