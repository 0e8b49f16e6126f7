import type { ChartWords } from './charts-en.js';

export const chartsZh: ChartWords = {
  asTable: '以表格显示相同数据',
  total: '合计',
  matrix: '按契约目标和可持续发展目标分列的关联具体目标',
  matrixNote: '每个数字表示某项契约目标所关联的该可持续发展目标之下的具体目标数量。颜色越深，数量越多。',
  flow: '从契约目标到可持续发展目标',
  flowNote: '带的宽度表示该契约目标所关联的该可持续发展目标之下的具体目标数量。',
  neighbourhood: '与本目标相关的具体目标、指标和其他目标',
  neighbourhoodNote: '连线表示目标与所关联的具体目标，或具体目标与其指标。',
  sharing: '共有具体目标的目标',
  thisOne: '本目标',
  someAreas: '图中画出 {all} 个地区中的 {count} 个，表格列出全部地区。',
  areasElsewhere: '此处列出 {all} 个地区中的 {count} 个，全部地区见该数据系列的页面。',
};
