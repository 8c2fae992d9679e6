import { None } from './none.tsx';

const number = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 4 });

/** All scores by their names, cut where the column ends. */
export function RowScores({ scores }: { scores: Record<string, number> }) {
  const entries = Object.entries(scores);
  if (entries.length === 0) return <None />;
  const text = entries.map(([name, value]) => `${name} ${number.format(value)}`).join(' · ');
  return (
    <span title={text} className="block truncate tabular-nums">
      {text}
    </span>
  );
}
