import type { ChartWords } from './charts-en.js';

export const chartsFr: ChartWords = {
  asTable: 'Les mêmes données en tableau',
  total: 'Total',
  matrix: 'Cibles liées, par objectif du Pacte et par objectif de développement durable',
  matrixNote:
    'Chaque nombre compte les cibles d’un ODD auxquelles un objectif est lié. Plus c’est foncé, plus il y en a.',
  flow: 'Des objectifs du Pacte aux objectifs de développement durable',
  flowNote: 'La largeur d’une bande est le nombre de cibles de l’ODD auxquelles l’objectif est lié.',
  neighbourhood: 'Cibles, indicateurs et autres objectifs autour de cet objectif',
  neighbourhoodNote: 'Un trait relie un objectif et une cible qui lui est liée, ou une cible et son indicateur.',
  sharing: 'Objectifs qui partagent une cible',
  thisOne: 'Cet objectif',
  someAreas: 'Les courbes montrent {count} zones sur {all} ; le tableau les contient toutes.',
  areasElsewhere: 'Voici {count} zones sur {all} ; la page de la série les contient toutes.',
};
