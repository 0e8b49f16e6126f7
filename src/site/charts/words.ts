import type { Language } from '../languages.js';

/** What the charts say by themselves; what things and classes are called is in the words of the site. */
export interface ChartWords {
  asTable: string;
  total: string;
  matrix: string;
  matrixNote: string;
  flow: string;
  flowNote: string;
  neighbourhood: string;
  neighbourhoodNote: string;
  /** The objectives that share a target with the one of the page. */
  sharing: string;
  thisOne: string;
  /** How many of all areas the lines are of. */
  someAreas: string;
  /** The same where the table has no more areas than the picture. */
  areasElsewhere: string;
}

const en: ChartWords = {
  asTable: 'The same as a table',
  total: 'Total',
  matrix: 'Connected targets by objective and goal',
  matrixNote: 'Each number counts the targets of a goal to which an objective is connected. The darker, the more.',
  flow: 'From objectives to goals',
  flowNote: 'The width of a band is the number of targets of the goal to which the objective is connected.',
  neighbourhood: 'Targets, indicators and other objectives around this objective',
  neighbourhoodNote: 'A line joins an objective and a target that are connected, or a target and its indicator.',
  sharing: 'Objectives that share a target',
  thisOne: 'This objective',
  someAreas: 'Lines are drawn for {count} of {all} areas; the table has them all.',
  areasElsewhere: 'These are {count} of {all} areas; the page of the series has them all.',
};

const fr: ChartWords = {
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

const es: ChartWords = {
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

const ar: ChartWords = {
  asTable: 'البيانات نفسها في جدول',
  total: 'المجموع',
  matrix: 'الغايات المرتبطة حسب أهداف الاتفاق وأهداف التنمية المستدامة',
  matrixNote:
    'يبيّن كل رقم عدد غايات هدف التنمية المستدامة التي يرتبط بها هدف من أهداف الاتفاق. وكلما زاد العدد كان اللون أشد.',
  flow: 'من أهداف الاتفاق إلى أهداف التنمية المستدامة',
  flowNote: 'يدل عرض كل شريط على عدد غايات هدف التنمية المستدامة التي يرتبط بها هدف الاتفاق.',
  neighbourhood: 'الغايات والمؤشرات والأهداف الأخرى المحيطة بهذا الهدف',
  neighbourhoodNote: 'يصل كل خط بين هدف وغاية مرتبطة به، أو بين غاية ومؤشرها.',
  sharing: 'الأهداف التي تشترك في غاية',
  thisOne: 'هذا الهدف',
  someAreas: 'تمثل الخطوط {count} من أصل {all} منطقة، ويضم الجدول جميع المناطق.',
  areasElsewhere: 'تظهر هنا {count} من أصل {all} منطقة، وتضم صفحة السلسلة جميع المناطق.',
};

const zh: ChartWords = {
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

const ru: ChartWords = {
  asTable: 'Те же данные в таблице',
  total: 'Всего',
  matrix: 'Связанные задачи по целям Договора и целям устойчивого развития',
  matrixNote: 'Каждое число показывает, со сколькими задачами ЦУР связана цель Договора. Чем темнее, тем больше.',
  flow: 'От целей Договора к целям устойчивого развития',
  flowNote: 'Ширина полосы соответствует числу задач ЦУР, с которыми связана цель Договора.',
  neighbourhood: 'Задачи, показатели и другие цели вокруг этой цели',
  neighbourhoodNote: 'Линия соединяет цель и связанную с ней задачу или задачу и её показатель.',
  sharing: 'Цели, у которых есть общие задачи',
  thisOne: 'Эта цель',
  someAreas: 'Линии показывают {count} из {all} территорий; в таблице приведены все.',
  areasElsewhere: 'Здесь показано {count} из {all} территорий; все приведены на странице ряда.',
};

const sets: Record<Language, ChartWords> = { en, fr, es, ar, zh, ru };

export const chartWordsOf = (language: Language): ChartWords => sets[language];
