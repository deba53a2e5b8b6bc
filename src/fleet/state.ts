/** How the kiosk is, as it stands at the broker: the newest word replaces the one before. */
import { z } from 'zod';
import { statusResultSchema } from '../api/messages.ts';

const code = z.string().regex(/^M\d{4}$/);
const word = z.string().regex(/^[a-z][A-Za-z0-9.-]{0,39}$/);

/** What may stand there. Whether somebody is served now is not told: it would say when a person stood at this kiosk. */
export const kioskStateSchema = z.strictObject({
  online: z.literal(true),
  version: z.string().max(64),
  service: z.strictObject({ state: z.enum(['open', 'closed', 'draining']), codes: z.array(code) }),
  devices: z.array(z.strictObject({ device: word, availability: word, codes: z.array(code) })),
});
export type KioskState = z.infer<typeof kioskStateSchema>;

/** Made from the answer to `status`; null when that is none. */
export function stateOf(answer: unknown): KioskState | null {
  const read = statusResultSchema.safeParse(answer);
  if (!read.success) return null;
  const { version, service, devices } = read.data;
  const codesOf = (reasons: readonly { readonly code: string }[]): string[] => [
    ...new Set(reasons.map((reason) => reason.code)),
  ];
  const state = {
    online: true,
    version,
    service: { state: service.state, codes: codesOf(service.reasons) },
    devices: devices.map(({ id, availability, reasons }) => ({ device: id, availability, codes: codesOf(reasons) })),
  };
  return kioskStateSchema.safeParse(state).data ?? null;
}
