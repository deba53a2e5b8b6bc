import type { CodeEntry } from '../codes.ts';

/** 3xxx: coins, notes and change. */
export const CASH_CODES = {
  cashOffline: {
    number: 3001,
    action: 'maintenance',
    cause: 'A cash device does not answer.',
    remedy: 'Check power and cable of the device named in the message.',
  },
  cashPortUnavailable: {
    number: 3002,
    action: 'configuration',
    cause: 'The serial port of a cash device is missing or held by another program.',
    remedy:
      'Check power and cable of the unit; if both are good, its port in the configuration, and end another program that holds it.',
  },
  cashIdentity: {
    number: 3003,
    action: 'configuration',
    cause: 'A cash device is of another kind than configured.',
    remedy: 'Configure the right model or connect the right device.',
  },
  cashTable: {
    number: 3004,
    action: 'configuration',
    cause: 'The coin or note table of a device differs from the configured denominations.',
    remedy: 'Compare both lists in the message; program the device or change the configuration.',
  },
  cashFault: {
    number: 3005,
    action: 'maintenance',
    cause: 'A cash device reports a fault.',
    remedy: 'Follow the guide for the fault named in the message.',
  },
  cashJam: {
    number: 3006,
    action: 'maintenance',
    cause: 'A coin or note is jammed.',
    remedy: 'Clear the path of the device named in the message.',
  },
  cashBoxFull: {
    number: 3007,
    action: 'maintenance',
    cause: 'A cash box is full or open.',
    remedy: 'Empty or close the box.',
  },
  cashFraud: {
    number: 3008,
    action: 'maintenance',
    cause: 'A manipulation of the coin or note path was detected.',
    remedy: 'Inspect the device.',
  },
  cashReset: {
    number: 3009,
    action: 'maintenance',
    cause: 'A cash device was reset while money could have been in it.',
    remedy: 'Compare its counters with the books.',
  },
  cashEventsLost: {
    number: 3010,
    action: 'maintenance',
    cause: 'A coin acceptor had more events than could be read.',
    remedy: 'Compare its counters with the books.',
  },
  cashLineDisturbed: {
    number: 3011,
    action: 'maintenance',
    cause: 'The answers of a cash device are damaged again and again.',
    remedy: 'Look for two devices at one address, the wrong checksum in the configuration, a loose cable.',
  },
  cashFraudRepeated: {
    number: 3012,
    action: 'maintenance',
    cause: 'Somebody pulled at coins or notes again and again.',
    remedy: 'Inspect the slots, count the cash, then tick off each line of it in the list of staff mode.',
  },
  hopperEmpty: { number: 3101, action: 'maintenance', cause: 'A hopper is empty.', remedy: 'Refill the hopper.' },
  hopperJam: { number: 3102, action: 'maintenance', cause: 'A hopper is jammed.', remedy: 'Clear the hopper.' },
  payoutUnknown: {
    number: 3103,
    action: 'call',
    cause: 'It is not known how much a payout has paid.',
    remedy: 'Count the hopper; the amount stands as a dispute.',
  },
  changeShort: {
    number: 3104,
    action: 'maintenance',
    cause: 'There is too little change for any coin or note.',
    remedy: 'Refill the hoppers.',
  },
  noteDisputed: {
    number: 3105,
    action: 'call',
    cause: 'It is not known whether a note was taken.',
    remedy: 'Count the note box; the amount stands as a dispute.',
  },
  amountInvalid: {
    number: 3106,
    action: 'configuration',
    cause: 'An amount is negative, a fraction or not a multiple of 10 yen.',
    remedy: 'Correct the amount named in the message.',
  },
  countNeeded: {
    number: 3108,
    action: 'maintenance',
    cause: 'What came in while a cash device was lent is not told by its counters.',
    remedy: 'Count the unit named in the message in staff mode.',
  },
  stockNotCounted: {
    number: 3109,
    action: 'maintenance',
    cause: 'A unit that gives change was never counted: how much change there is is not known.',
    remedy:
      'Open staff mode and book the opening stock (初期在高); of a unit that was added later, book a closing (締め). Then the service opens by itself.',
  },
  cashUnclaimed: {
    number: 3107,
    action: 'maintenance',
    cause: 'A coin or note came in while nobody was being served.',
    remedy: 'It stands as unclaimed: look for whoever put it in, or settle it at the closing.',
  },
} as const satisfies Record<string, CodeEntry>;
