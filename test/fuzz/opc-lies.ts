/**
 * Answers of a one-piece changer (OPC-1) whose sum is right and whose words are not: a STATUS with another newest event, EVENTS whose
 * number does not fit their length. A unit whose memory fails may say all of it.
 */
import type { Random } from '../../src/base/random.ts';

const STATUS = 0x82;
const EVENTS = 0x83;
/** STX, LEN, SEQ, CMD + 80, RESULT. */
const HEAD_BYTES = 5;
/** In STATUS, the newest event. */
const NEWEST_AT = HEAD_BYTES + 4;
/** In EVENTS: u32 oldest, u8 n, then events of so many bytes. */
const NUMBER_AT = HEAD_BYTES + 4;
const EVENT_BYTES = 10;
/** A number that is wrong by little is believed longest. */
const LITTLE_MAX = 3;

/** The number a little lower or higher; seldom nothing, or the most. */
function wrong(random: Random, value: number): number {
  const kind = random.integer(10);
  if (kind === 0) return 0;
  if (kind === 1) return 0xffff_ffff;
  const little = 1 + random.integer(LITTLE_MAX);
  return Math.max(0, Math.min(0xffff_ffff, kind < 6 ? value - little : value + little));
}

/** The answer with such words, its sum still to be made right; null when it says nothing that money hangs on. */
export function opcLie(random: Random, answer: Uint8Array): Uint8Array | null {
  const lie = Buffer.from(answer);
  const command = lie[3];
  if (command === STATUS && lie.length >= NEWEST_AT + 6) {
    lie.writeUInt32BE(wrong(random, lie.readUInt32BE(NEWEST_AT)), NEWEST_AT);
    return lie;
  }
  if (command === EVENTS && lie.length >= NUMBER_AT + 3) {
    const events = lie[NUMBER_AT] ?? 0;
    const kind = random.integer(3);
    if (kind === 0) lie.writeUInt32BE(wrong(random, lie.readUInt32BE(HEAD_BYTES)), HEAD_BYTES);
    else lie[NUMBER_AT] = kind === 1 ? random.integer(256) : wrong(random, events) & 0xff;
    // Shorter than it says, cut anywhere in an event.
    const kept = NUMBER_AT + 1 + random.integer(events * EVENT_BYTES + 1);
    return random.integer(2) === 0 ? Buffer.concat([lie.subarray(0, kept), lie.subarray(-2)]) : lie;
  }
  return null;
}
