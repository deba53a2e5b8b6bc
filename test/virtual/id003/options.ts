import type { CashPlaces } from '../cash/places.ts';

/** One programmed note: bit (code − 0x61) of the denomination mask; value = base × 10^exponent. */
export interface ProgrammedNote {
  readonly code: number;
  readonly country: number;
  readonly base: number;
  readonly exponent: number;
}

/** Bank of Japan notes. Country 0x0A is Japan. */
export const YEN_NOTES: readonly ProgrammedNote[] = [
  { code: 0x61, country: 0x0a, base: 1, exponent: 3 },
  { code: 0x62, country: 0x0a, base: 2, exponent: 3 },
  { code: 0x63, country: 0x0a, base: 5, exponent: 3 },
  { code: 0x64, country: 0x0a, base: 1, exponent: 4 },
];

export interface ValidatorOptions {
  readonly notes?: readonly ProgrammedNote[];
  /** The unit can do power recovery when option bit 1 of C5's first byte is set. A matter of the model. */
  readonly powerRecovery?: boolean;
  /** VEND VALID carries the escrow code (not settled in the sources, so both exist). */
  readonly vendValidCarriesCode?: boolean;
  /** Stays in INITIALIZE until C0 and C3 have come. False: goes to DISABLE by itself. */
  readonly waitsForSettings?: boolean;
  /** Unknown bytes after each record of the currency table, as some units have. */
  readonly tablePadding?: boolean;
  readonly answerDelay_ms?: number;
  /** Notes the box holds before STACKER FULL. */
  readonly capacity_pieces?: number;
  /** A note handed back stays in the slot until it is taken; the status stays RETURNING or REJECTING. */
  readonly waitsForTaking?: boolean;
}

/** Names of the places of a validator in {@link CashPlaces}. */
export interface ValidatorPlaces {
  /** Between the slot and the stacker lever (escrow lies here). */
  readonly path: string;
  /** Past the lever, not yet in the box: it cannot come back. */
  readonly passed: string;
  readonly box: string;
  /** A note sticking out of the slot, for the citizen to take. */
  readonly slot: string;
}

export const VALIDATOR_PLACES: ValidatorPlaces = {
  path: 'note-path',
  passed: 'note-passed',
  box: 'note-box',
  slot: 'note-slot',
};

export const STATUS = {
  enable: 0x11,
  accepting: 0x12,
  escrow: 0x13,
  stacking: 0x14,
  vendValid: 0x15,
  stacked: 0x16,
  rejecting: 0x17,
  returning: 0x18,
  holding: 0x19,
  disable: 0x1a,
  initialize: 0x1b,
  powerUp: 0x40,
  powerUpBillInAcceptor: 0x41,
  powerUpBillInStacker: 0x42,
  stackerFull: 0x43,
  stackerOpen: 0x44,
  jamAcceptor: 0x45,
  jamStacker: 0x46,
  pause: 0x47,
  cheated: 0x48,
  failure: 0x49,
} as const;

export const REASON = {
  insertion: 0x71,
  magnetic: 0x72,
  denomination: 0x76,
  pattern: 0x77,
  inhibited: 0x79,
  operation: 0x7b,
} as const;

export const noteValue_yen = (note: ProgrammedNote): number => note.base * 10 ** note.exponent;

/** The value of the one note at a place, or null. */
export function noteAt(places: CashPlaces, place: string): number | null {
  return places.at(place)[0]?.denomination_yen ?? null;
}

/** Answer to 8A: eight records of escrow code, country, base, exponent; zeros where no note is programmed. */
export function currencyTable(notes: readonly ProgrammedNote[], padding: boolean): number[] {
  return Array.from({ length: 8 }, (_, i) => {
    const note = notes.find(({ code }) => code === 0x61 + i);
    return note ? [note.code, note.country, note.base, note.exponent] : [0x61 + i, 0, 0, 0];
  })
    .flat()
    .concat(padding ? [0, 0] : []);
}
