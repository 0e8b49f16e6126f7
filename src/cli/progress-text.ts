import { grouped } from '../problem.js';

/** How far a long task is: `done` of its things, and which share of all its work that is, from 0 to 1. */
export interface Done {
  done: number;
  things: string; // "rows"
  share: number;
}

/** "1,200,000 statements, 80,000 a second, 3 min left" */
export function progressText({ done, things, share }: Done, seconds: number): string {
  const rate = Math.round(done / Math.max(seconds, 0.001));
  const left = share > 0 ? `, ${timeText((seconds / share) * Math.max(0, 1 - share))} left` : '';
  return `${grouped(done)} ${things}, ${grouped(rate)} a second${left}`;
}

const timeText = (seconds: number): string =>
  seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
