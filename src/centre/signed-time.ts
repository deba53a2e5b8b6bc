/** The centre's signed time: a compact JWS that answers one nonce, so that an old answer cannot set the clock back. */
import type { PinnedKeys } from './jws.ts';
import { readSignedAnswer } from './signed-answer.ts';
import { timePayload } from './wire.ts';

/** The time in a token, or null when it is not the centre's or answers another question. */
export function readSignedTime(token: string, nonce: string, keys: PinnedKeys): number | null {
  return readSignedAnswer(token, 'madoguchi-time', nonce, keys, timePayload)?.epoch_ms ?? null;
}
