import type { ChartConfig } from '../../charts/chart-config.js';

/** The actions of a chart that show a text to copy. */
export type ShownText = 'embed' | 'cite' | 'copy';

interface ActionsProps {
  config: ChartConfig;
  shown: ShownText | undefined;
  texts: Record<ShownText, string>;
  saveAs(format: 'csv' | 'svg' | 'png'): void;
  show(text: ShownText): void;
}

/** The buttons below a chart. */
export function Actions({ config, shown, texts, saveAs, show }: ActionsProps) {
  const { chart } = config.words;
  const label = shown === 'embed' ? chart.embedNote : shown === 'cite' ? chart.cite : chart.copy;
  return (
    <>
      {(['csv', 'svg', 'png'] as const).map((format) => (
        <button type="button" onClick={() => saveAs(format)}>
          {format.toUpperCase()}
        </button>
      ))}
      {(['embed', 'cite', 'copy'] as const).map((one) => (
        <button type="button" aria-expanded={shown === one} onClick={() => show(one)}>
          {chart[one]}
        </button>
      ))}
      {shown !== undefined && (
        <textarea readonly rows={3} aria-label={label} onFocus={({ currentTarget }) => currentTarget.select()}>
          {texts[shown]}
        </textarea>
      )}
    </>
  );
}
