import type { Property } from '@heliograph/contracts/properties';

export const propertyOrders = ['requests', 'values', 'name'] as const;
export type PropertyOrder = (typeof propertyOrders)[number];

/** Properties by a figure, most first, or by name; those that are equal by name. */
export function sortProperties(
  properties: readonly Property[],
  by: PropertyOrder,
  direction: 'desc' | 'asc',
): Property[] {
  const sign = direction === 'desc' ? -1 : 1;
  // Of names the first come first.
  const byName = (left: Property, right: Property): number => left.name.localeCompare(right.name, 'en');
  return properties.toSorted((left, right) =>
    by === 'name' ? -sign * byName(left, right) : sign * (left[by] - right[by]) || byName(left, right),
  );
}
