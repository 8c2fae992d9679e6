/** Stripes of a colour, for what is no drawing: the background of a mark. */
export function stripes(color: string): string {
  return `repeating-linear-gradient(135deg, ${color} 0 2px, color-mix(in oklab, ${color} 25%, transparent) 2px 4px)`;
}

/** The same in a drawing: its id is what `fill` names. */
export function HatchPattern({ id, color }: { id: string; color: string }) {
  return (
    <pattern id={id} width={5} height={5} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect width={5} height={5} fill={color} fillOpacity={0.25} />
      <rect width={2.5} height={5} fill={color} />
    </pattern>
  );
}
