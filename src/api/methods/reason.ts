import { z } from 'zod';

/** Why something is not as it should be: the number as in `M3001`, and a sentence. */
export const reasonSchema = z.strictObject({ code: z.string(), detail: z.string() });
