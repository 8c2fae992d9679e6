import type { z } from 'zod';

/** For `useStored`: reads JSON of that shape; null where nothing is kept or it has another shape. */
export function parseStored<Value>(schema: z.ZodType<Value>): (text: string | null) => Value | null {
  return (text) => {
    if (text === null) return null;
    try {
      const read = schema.safeParse(JSON.parse(text));
      return read.success ? read.data : null;
    } catch {
      return null;
    }
  };
}
