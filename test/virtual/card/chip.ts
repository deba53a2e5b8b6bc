/**
 * What a reader sees of any contactless card: an ATR, power, and answers to APDUs. Hosts (vpcd, in-process) carry these
 * bytes and know nothing else of the card.
 */
export interface VirtualChip {
  /** Answer to reset, as the reader makes it up for Type B (PC/SC part 3, 3.1.3.2.3.1). */
  readonly atr: Uint8Array;
  /** The field is on: everything volatile is fresh. */
  powerOn(): void;
  /** The field is off or the card is away: everything volatile is gone. */
  powerOff(): void;
  /** Warm reset: the application is deselected, but a verified PIN stays verified (jpki.md, section 6). */
  reset(): void;
  /** Answer with its status word. Empty: the card left the field during this command; the host takes it away. */
  transmit(apdu: Uint8Array): Uint8Array;
}

/** A status word as two bytes. */
export function sw(statusWord: number): Uint8Array {
  return Uint8Array.of(statusWord >> 8, statusWord & 0xff);
}

/** Data followed by 9000. */
export function ok(data: Uint8Array): Uint8Array {
  return Uint8Array.of(...data, 0x90, 0x00);
}

/** Bytes from hex text; blanks are allowed. */
export function hex(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));
}
