/**
 * How the security bytes of a payout (header 167) are made. Units without encryption take any eight bytes, some want their
 * serial number, the secured ones a maker's algorithm that is given only under agreement (cash.md 2.5): that one is a
 * plug-in. A plug-in is pure: the same moment gives the same bytes, and it keeps its secret to itself.
 */

/** What is known when the bytes of one attempt are made. No two attempts of a unit have the same `life` and `attempt`. */
export interface CipherMoment {
  /** Serial number (242), three bytes, least significant first. */
  readonly serial: Uint8Array;
  /** Coins paid in life (168) before the order. */
  readonly life: number;
  /** How often 167 was sent for this order before. */
  readonly attempt: number;
  readonly count: number;
}

/** How the security bytes of a payout (167) come about. Pure: what it may use is in the moment. */
export interface HopperCipher {
  readonly name: string;
  /** Bytes for "pump random numbers" (161), sent before the key is asked; null when the unit wants none. */
  pump(moment: CipherMoment): readonly number[] | null;
  /** The data of 167: security bytes and the count at the end. `key` is the answer to 160, of this attempt alone. */
  payoutData(key: Uint8Array, moment: CipherMoment): readonly number[];
}

/** Bytes that differ from attempt to attempt. They protect nothing: the units that take them do not check them. */
function everChanging({ life, attempt, serial }: CipherMoment): readonly number[] {
  return [life & 0xff, (life >> 8) & 0xff, life >> 16, attempt & 0xff, ...serial.subarray(0, 3), 0x5a].slice(0, 8);
}

/** Ciphers that come with the program. */
export const CIPHERS: Readonly<Record<'none' | 'serial' | 'echo', HopperCipher>> = {
  none: { name: 'none', pump: () => null, payoutData: (_key, { count }) => [0, 0, 0, 0, 0, 0, 0, 0, count] },
  serial: {
    name: 'serial',
    pump: () => null,
    payoutData: (_key, { serial, count }) => [...serial.subarray(0, 3), count],
  },
  /** Random numbers are pumped, and the key is handed back as it came. */
  echo: {
    name: 'echo',
    pump: everChanging,
    payoutData: (key, { count }) => [...Uint8Array.from({ length: 8 }, (_, at) => key[at] ?? 0), count],
  },
};
