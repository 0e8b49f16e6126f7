import type { Point } from '../figures/points.js';
import type { Direction } from '../figures/series-figures.js';
import type { GoalLine } from './plot-layout.js';
import type { ChartWords } from './sentence.js';

/** The data in the page for the script of a chart. */

/** A dimension by which the figures can be split. */
export interface DimensionChoice {
  name: string; // in addresses and data files: "sex"
  title: string;
  whole: [code: string, name: string];
  codes: [code: string, name: string][];
}

/** An area of the chart, with the figures that the page shows. */
export interface DrawnArea {
  key: string;
  name: string;
  href: string; // "" without a page
  points: readonly Point[];
}

/** The JSON in the figure element: the texts are in a file that all pages of a language share. */
export type PageConfig = Omit<ChartConfig, 'words'> & { words: string };

/** The data of a chart. */
export interface ChartConfig {
  id: string; // of the figure element
  title: string; // the series with its unit
  titleLanguage?: string | undefined; // if it is not the language of the page
  unit: string;
  file: string; // with all figures; "" if the page has them all
  names: string; // the file with the names of all areas
  pages: string; // the folder of the pages in the language
  citation: string;
  direction: Direction;
  goal?: GoalLine | undefined;
  areas: string; // the heading of the first column
  whole: DrawnArea[];
  drawn: DrawnArea[]; // at most five
  dimensions: DimensionChoice[];
  columns: [part: string, name: string, newest: Record<string, Point>][]; // of the table
  words: ChartWords;
}
