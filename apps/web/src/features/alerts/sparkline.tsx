const WIDTH = 96;
const HEIGHT = 24;

/** The last values as a line, with the threshold where it lies among them. Decoration: the value stands beside it. */
export function Sparkline({
  values,
  threshold,
}: {
  values: readonly (number | null)[];
  threshold: number | null;
}) {
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return null;
  const all = threshold === null ? known : [...known, threshold];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const y = (value: number) =>
    high === low ? HEIGHT / 2 : HEIGHT - 2 - ((value - low) / (high - low)) * (HEIGHT - 4);
  const x = (at: number) => (at / (values.length - 1)) * WIDTH;
  const path = values
    .map((value, at) => {
      if (value === null) return '';
      const begins = (values[at - 1] ?? null) === null;
      return `${begins ? 'M' : 'L'}${x(at).toFixed(1)} ${y(value).toFixed(1)}`;
    })
    .join('');
  return (
    <svg
      aria-hidden
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      className="block shrink-0"
    >
      {threshold !== null && (
        <line
          x1={0}
          x2={WIDTH}
          y1={y(threshold)}
          y2={y(threshold)}
          stroke="var(--danger)"
          strokeDasharray="2 2"
          opacity={0.6}
        />
      )}
      <path d={path} fill="none" stroke="var(--chart-1)" strokeWidth={1.5} strokeLinejoin="round" />
    </svg>
  );
}
