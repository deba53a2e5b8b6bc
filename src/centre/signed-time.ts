/** The centre's signed time: a compact JWS that answers one nonce, so that an old answer cannot set the clock back. */
import { openJws, type CentreKeys } from './manifest.ts';
import { timePayload } from './wire.ts';

/** The time in a token, or null when it is not the centre's or answers another question. */
export function readSignedTime(token: string, nonce: string, keys: CentreKeys): number | null {
  const cut = token.lastIndexOf('.');
  const signed = Buffer.from(token.slice(0, Math.max(0, cut)), 'latin1');
  const opened = openJws(signed, Buffer.from(token.slice(cut + 1), 'base64url'), 'madoguchi-time', keys);
  const parsed = timePayload.safeParse(opened?.payload);
  return parsed.success && parsed.data.nonce === nonce ? parsed.data.epoch_ms : null;
}
