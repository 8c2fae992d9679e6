import { z } from 'zod';

/** What names one thing of which there are many. */
export const idInput = z.strictObject({ id: z.uuid() });
