import type { CommonCommand, CommonFact } from './contract.ts';

/**
 * A key that fingers find: on, back to the one before, choose, leave, say again, louder, help, and the figures of a telephone with
 * a raised dot on 5 (ISO 9564-1, EN 301 549 clause 8.4). `digit` never reaches a log or trace while a PIN is typed.
 */
export type KeypadKey =
  | 'next'
  | 'previous'
  | 'select'
  | 'back'
  | 'cancel'
  | 'repeat'
  | 'help'
  | 'louder'
  | 'quieter'
  | 'delete'
  | 'clear';

/** Device class: tactile keypad with a headphone socket. */
export type KeypadCommand = CommonCommand;

export type KeypadFact =
  | CommonFact
  | { readonly type: 'key'; readonly key: KeypadKey }
  | { readonly type: 'digit'; readonly digit: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 }
  /** A plug is in the headphone socket, or not; told once at the start, too. Keypads without a socket never report. */
  | { readonly type: 'headphones'; readonly plugged: boolean };
