import type { ChartWords } from './charts-en.js';

export const chartsEs: ChartWords = {
  asTable: 'Los mismos datos en una tabla',
  total: 'Total',
  matrix: 'Metas vinculadas, por objetivo del Pacto y por Objetivo de Desarrollo Sostenible',
  matrixNote:
    'Cada número cuenta las metas de un ODS con las que un objetivo está vinculado. Cuanto más oscuro, más hay.',
  flow: 'De los objetivos del Pacto a los Objetivos de Desarrollo Sostenible',
  flowNote: 'El ancho de una banda es el número de metas del ODS con las que el objetivo está vinculado.',
  neighbourhood: 'Metas, indicadores y otros objetivos en torno a este objetivo',
  neighbourhoodNote: 'Una línea une un objetivo con una meta vinculada, o una meta con su indicador.',
  sharing: 'Objetivos que comparten una meta',
  thisOne: 'Este objetivo',
  someAreas: 'Las líneas muestran {count} de {all} zonas; la tabla las contiene todas.',
  areasElsewhere: 'Estas son {count} de {all} zonas; la página de la serie las contiene todas.',
};
