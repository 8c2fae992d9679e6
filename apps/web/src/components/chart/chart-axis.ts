const tick = { fontSize: 11, fill: 'var(--muted)' };

/** How axes look in every chart. */
export const xAxis = { tick, tickLine: false, axisLine: { stroke: 'var(--line)' } } as const;
export const yAxis = { tick, tickLine: false, axisLine: false } as const;
