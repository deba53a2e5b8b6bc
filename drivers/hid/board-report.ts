/** Codec of the panel board's reports, version 1 (README.md). Readers return null for what is not of that form. */
import type { KeypadKey } from '../keypad.ts';
import type { Place, TowerState } from '../indicators.ts';

/** Numbers of the reports. */
export const REPORT = { identity: 1, lamps: 2, state: 3, key: 4 } as const;
/** Length of the identity report behind its number. */
export const IDENTITY_BYTES = 16;
/** The version of the report this codec speaks; a board of another major version is another device. */
export const BOARD_VERSION = 1;

/** Bit 0 is the first. */
export const BOARD_PLACES: readonly Place[] = [
  'cardReader',
  'cashSlot',
  'paperExit',
  'changeTray',
  'receiptExit',
  'phoneShelf',
  'glass',
];
/** Value 0 is the first. */
const TOWER_STATES: readonly TowerState[] = ['off', 'idle', 'serving', 'left', 'call', 'closed'];
/** Code 1 is the first. */
const KEYS: readonly KeypadKey[] = [
  'next',
  'previous',
  'select',
  'back',
  'cancel',
  'repeat',
  'help',
  'louder',
  'quieter',
  'delete',
  'clear',
];
/** Code of the figure 0; 1 to 9 follow. */
const DIGIT_ZERO = 0x20;

/** What a board says it is and has. */
export interface BoardIdentity {
  readonly version: number;
  readonly minor: number;
  readonly firmware: string;
  readonly lamps: readonly Place[];
  readonly sensors: readonly Place[];
  readonly tower: boolean;
  readonly keypad: boolean;
  readonly socket: boolean;
}

/** Feature report 1, number first. Null: this is no panel board. */
export function readIdentity(bytes: Uint8Array): BoardIdentity | null {
  if (bytes.length < 1 + IDENTITY_BYTES || bytes[0] !== REPORT.identity) return null;
  if (String.fromCharCode(...bytes.subarray(1, 5)) !== 'MDGP') return null;
  const equipment = at(bytes, 13);
  return {
    version: at(bytes, 5),
    minor: at(bytes, 6),
    firmware: `${at(bytes, 7)}.${at(bytes, 8)}`,
    lamps: placesOf(word(bytes, 9)),
    sensors: placesOf(word(bytes, 11)),
    tower: (equipment & 1) !== 0,
    keypad: (equipment & 2) !== 0,
    socket: (equipment & 4) !== 0,
  };
}

/** What shall burn. */
export interface BoardLights {
  readonly on: readonly Place[];
  readonly blinking: readonly Place[];
  readonly tower: TowerState;
}

/** Output report 2, number first. After `hold_s` seconds without another the board goes dark by itself. */
export function writeLamps(sequence: number, lights: BoardLights, hold_s: number): Uint8Array {
  const on = bitsOf(lights.on);
  const blinking = bitsOf(lights.blinking);
  const tower = TOWER_STATES.indexOf(lights.tower);
  return Uint8Array.from([
    REPORT.lamps,
    sequence & 0xff,
    on & 0xff,
    on >> 8,
    blinking & 0xff,
    blinking >> 8,
    tower,
    hold_s,
    0,
  ]);
}

/** What a board feels. */
export interface BoardState {
  /** Sequence number of the output report that it follows now. */
  readonly followed: number;
  readonly present: readonly Place[];
  readonly plugged: boolean;
  /** It cannot light something that it should. */
  readonly lampFault: boolean;
}

/** Input report 3, number first. */
export function readState(bytes: Uint8Array): BoardState | null {
  if (bytes.length < 6 || bytes[0] !== REPORT.state) return null;
  const flags = at(bytes, 4);
  return {
    followed: at(bytes, 1),
    present: placesOf(word(bytes, 2)),
    plugged: (flags & 1) !== 0,
    lampFault: (flags & 0x80) !== 0,
  };
}

/** A key that was pressed; `count` grows by one with each, so that one press is never two. */
export type BoardKey = { readonly count: number } & ({ readonly key: KeypadKey } | { readonly digit: Digit });
export type Digit = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

/** Input report 4, number first. Null for a key that nobody has defined. */
export function readKey(bytes: Uint8Array): BoardKey | null {
  if (bytes.length < 3 || bytes[0] !== REPORT.key) return null;
  const count = at(bytes, 1);
  const code = at(bytes, 2);
  const digit = code - DIGIT_ZERO;
  if (isDigit(digit)) return { count, digit };
  const key = code === 0 ? undefined : KEYS[code - 1];
  return key === undefined ? null : { count, key };
}

/** True for 0 to 9. */
export function isDigit(value: number): value is Digit {
  return Number.isInteger(value) && value >= 0 && value <= 9;
}

function at(bytes: Uint8Array, index: number): number {
  return bytes[index] ?? 0;
}

function word(bytes: Uint8Array, index: number): number {
  return at(bytes, index) | (at(bytes, index + 1) << 8);
}

function placesOf(bits: number): readonly Place[] {
  return BOARD_PLACES.filter((_, bit) => (bits & (1 << bit)) !== 0);
}

function bitsOf(places: readonly Place[]): number {
  return places.reduce((bits, place) => bits | (1 << BOARD_PLACES.indexOf(place)), 0);
}
