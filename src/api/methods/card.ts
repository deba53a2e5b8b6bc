/** A card as a technician may look at it: its kind and the tries that are left, and nothing that says whose it is. */
import { z } from 'zod';
import { method } from './method.ts';

export const cardLookResultSchema = z.strictObject({
  /** `none`: no card came in time. `individual`: マイナンバーカード with the certificate for user authentication. */
  kind: z.enum([
    ...(['none', 'individual', 'notMyNumber', 'juki', 'licence', 'residence', 'phone', 'felica', 'bank'] as const),
    ...(['noCertificate', 'testOnly', 'unknown', 'unreadable'] as const),
  ]),
  /** Tries left of the 利用者証明用 PIN, by an empty VERIFY; 0 = locked; null = the card was not asked. */
  tries: z.int().min(0).max(3).nullable(),
  /** Why the kiosk would not take it; null for a card that it takes. */
  code: z.string().nullable(),
  name: z.string().nullable(),
});
export type CardLookResult = z.infer<typeof cardLookResultSchema>;

/** Progress: `putCardOn` while none lies there. */
export const cardMethods = {
  'card.look': method({
    about: 'Kind of the card and tries left, without a PIN. Refused while somebody is served.',
    right: 'operate',
    params: z.strictObject({ wait_s: z.int().min(0).max(120).default(20) }),
    result: cardLookResultSchema,
  }),
} as const;
