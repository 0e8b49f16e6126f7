/** A query from a table of a user, and the expected entity. */
export interface JudgedQuery {
  query: string;
  type?: 'Goal' | 'Target' | 'Indicator' | 'Objective' | 'Area' | 'Principle';
  right: string | undefined; // path of the entity; undefined for a meaningless query
  isSure?: true; // the entity must be reported as a match
}

const [traffickedVictims, endTrafficking] = ['sdg/C160202', 'objective/10'];

/** Codes in common spellings, in the digits of other scripts, and with other words. */
const byCode: JudgedQuery[] = [
  { query: '16.2.2', right: traffickedVictims, isSure: true },
  { query: ' 16.2.2. ', right: traffickedVictims, isSure: true },
  { query: '16.02.02', right: traffickedVictims, isSure: true },
  { query: 'C160202', right: traffickedVictims, isSure: true },
  { query: 'c160202', right: traffickedVictims, isSure: true },
  { query: 'SDG 16.2.2', right: traffickedVictims, isSure: true },
  { query: 'SDG16.2.2', right: traffickedVictims, isSure: true },
  { query: 'SDG indicator 16.2.2', right: traffickedVictims, isSure: true },
  { query: 'Indicator 16.2.2', right: traffickedVictims, isSure: true },
  { query: 'Indicateur ODD 16.2.2', right: traffickedVictims, isSure: true },
  { query: 'Показатель 16.2.2', right: traffickedVictims, isSure: true },
  { query: '指标16.2.2', right: traffickedVictims, isSure: true },
  { query: 'المؤشر ١٦٫٢٫٢', right: traffickedVictims, isSure: true },
  { query: '１６.２.２', right: traffickedVictims, isSure: true },
  { query: '16.2', right: 'sdg/16.2', isSure: true },
  { query: 'Target 16.2', right: 'sdg/16.2', isSure: true },
  { query: 'Meta 16.2', right: 'sdg/16.2', isSure: true },
  { query: '16.A', right: 'sdg/16.a', isSure: true },
  { query: 'GCM 10', right: endTrafficking, isSure: true },
  { query: 'Objective 10', right: endTrafficking, isSure: true },
  { query: 'GCM objective 10', right: endTrafficking, isSure: true },
  { query: 'SDG 10', right: 'sdg/10', isSure: true },
  { query: 'Goal 10', right: 'sdg/10', isSure: true },
  { query: 'Sustainable Development Goal 10', right: 'sdg/10', isSure: true },
  { query: '10', right: endTrafficking },
  { query: '10', type: 'Objective', right: endTrafficking, isSure: true },
  { query: '10', type: 'Goal', right: 'sdg/10', isSure: true },
  { query: '2', type: 'Area', right: 'area/002', isSure: true },
  { query: 'a', type: 'Principle', right: 'principle/a', isSure: true },
  { query: 'Principle (h)', right: 'principle/h', isSure: true },
  { query: 'SL_TLF_NEET', right: 'sdg/SL_TLF_NEET', isSure: true },
  { query: 'EN_MAT_DOMCMPC', right: undefined }, // a series of an indicator without a connection
  { query: 'BX_TRF_PWKR', right: 'sdg/BX_TRF_PWKR', isSure: true },
  { query: '4.7.1', right: 'sdg/C200306', isSure: true },
  { query: '13.3.2', right: 'sdg/C130302' }, // its former code
];

/** Names in all languages: complete, partial, with typing mistakes, in another word order, and after a code. */
const byName: JudgedQuery[] = [
  { query: 'End poverty in all its forms everywhere', right: 'sdg/1', isSure: true },
  { query: 'end POVERTY in all its forms, everywhere.', right: 'sdg/1', isSure: true },
  { query: 'No poverty', right: 'sdg/1', isSure: true },
  { query: 'Remittances', right: 'objective/20', isSure: true },
  { query: 'Coopération internationale', right: 'objective/23', isSure: true },
  { query: 'cooperacion internacional', right: 'objective/23' },
  { query: 'International cooperation', type: 'Objective', right: 'objective/23', isSure: true },
  { query: 'Regular pathways', right: 'objective/5', isSure: true },
  { query: 'Latin America and the Caribbean', right: 'area/419', isSure: true },
  { query: 'Африка', right: 'area/002', isSure: true },
  { query: 'أفريقيا', right: 'area/002', isSure: true },
  { query: '非洲', right: 'area/002', isSure: true },
  { query: '汇款费用占汇款额的比例', right: 'sdg/C100c01', isSure: true },
  { query: 'تكاليف التحويلات المالية كنسبة من المبالغ المحولة', right: 'sdg/C100c01', isSure: true },
  {
    query: '16.2.2 Number of victims of human trafficking per 100,000 population',
    right: traffickedVictims,
    isSure: true,
  },
  { query: '10.7: Facilitate orderly, safe, regular and responsible migration', right: 'sdg/10.7', isSure: true },
  { query: 'Goal 8 – Decent work and economic growth', right: 'sdg/8', isSure: true },
  { query: '10 Reduced inequalities', right: 'sdg/10', isSure: true },
  { query: 'Objective 20: Remittances', right: 'objective/20', isSure: true },
  { query: 'Number of victims of human trafficking', right: traffickedVictims },
  { query: 'Facilitate orderly, safe, regular and responsible migration and mobility', right: 'sdg/10.7' },
  { query: 'Prevent, combat and eradicate traficking in persons', right: endTrafficking },
  { query: 'trafficking in persons: prevent, eradicate, combat', right: endTrafficking },
  { query: 'remitance costs as proportion of amount remited', right: 'sdg/C100c01' },
  { query: 'Prévenir et éliminer la traite des personnes', right: endTrafficking },
  { query: 'Erradicar la trata', right: endTrafficking },
  { query: 'facilitar la migracion ordenada, segura y regular', right: 'sdg/10.7' },
  { query: 'Содействовать безопасной и законной миграции людей', right: 'sdg/10.7' },
  { query: 'تيسير الهجرة وتنقل الأشخاص على نحو منظم وآمن', right: 'sdg/10.7' },
  { query: '促进有序、安全的移民和人口流动', right: 'sdg/10.7' },
  { query: 'Recruitment costs borne by employees', right: 'sdg/C100701' },
  { query: 'female genital mutilation, girls and women 15-49', right: 'sdg/C050302' },
];

/** Meaningless or ambiguous queries. */
const nonsense: JudgedQuery[] = [
  '',
  '   ',
  'asdf',
  '1',
  '99.9.9',
  '99',
  'a',
  'n/a',
  '-',
  'the',
  'lorem ipsum dolor sit amet',
  '2030',
  '16.2.2, 16.2.3',
  'Indicator',
  '16 days of activism',
  '𝕏🙂',
  '0',
  'SDG',
].map((query) => ({ query, right: undefined }));

export const judgedQueries: JudgedQuery[] = [...byCode, ...byName, ...nonsense];
