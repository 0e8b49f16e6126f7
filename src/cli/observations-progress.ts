import { statSync } from 'node:fs';
import { countOf, type Findings } from '../observations/findings.js';
import type { Source } from '../observations/sources/source.js';
import type { Io } from './io.js';
import { progressText } from './progress-text.js';
import { progress } from './terminal.js';

export interface ObservationsProgress {
  watch(source: Source, findings: Findings): void;
  end(): void;
}

/** Shows, on a terminal, how many rows are done, how many in a second, and how long the file at hand takes yet. */
export function watchObservations(io: Io): ObservationsProgress {
  const { step, end } = progress(io);
  let timer: NodeJS.Timeout | undefined;
  return {
    watch(source, findings) {
      clearInterval(timer);
      const start = performance.now();
      const total = statSync(source.path).size / 1024;
      const [rowsBefore, doneBefore] = [countOf(findings, 'rows'), countOf(findings, 'kilobytes')];
      timer = setInterval(() => {
        const seconds = (performance.now() - start) / 1000;
        const done = countOf(findings, 'rows') - rowsBefore;
        const share = (countOf(findings, 'kilobytes') - doneBefore) / total;
        step(`${source.file}: ${progressText({ done, things: 'rows', share }, seconds)}`);
      }, 200);
      timer.unref();
    },
    end() {
      clearInterval(timer);
      end();
    },
  };
}
