import type { CodeEntry } from '../codes.ts';

/** 8xxx: staff mode. */
export const STAFF_CODES = {
  staffMode: {
    number: 8001,
    action: 'clear',
    cause: 'Staff mode is open; citizens are not served.',
    remedy: 'Leave staff mode on the screen, or turn the key switch back.',
  },
  staffCodeWrong: {
    number: 8002,
    action: 'retry',
    cause: 'A wrong staff code was typed.',
    remedy: 'Type the code again; after five wrong ones the entry is locked.',
  },
  staffCodeLocked: {
    number: 8003,
    action: 'clear',
    cause: 'The staff code was typed wrong too often; the entry is locked for a while.',
    remedy: 'Wait, or use the key switch. Find out who tried.',
  },
  staffStockExists: {
    number: 8004,
    action: 'clear',
    cause: 'An opening stock was to be booked, but the books hold stock or movements already.',
    remedy: 'Refill or close instead: an opening stock is booked once, at commissioning.',
  },
  staffCountInvalid: {
    number: 8005,
    action: 'retry',
    cause:
      'A counted number does not fit: negative, no whole number, of an unknown unit, or above what the unit holds.',
    remedy: 'Count again and type the number of pieces.',
  },
  staffOverShort: {
    number: 8006,
    action: 'maintenance',
    cause: 'What was counted differs from the books.',
    remedy: 'Count once more; compare the slip with the device’s own counters.',
  },
  staffExchangeOpen: {
    number: 8007,
    action: 'maintenance',
    cause: 'A cash unit was opened in staff mode and the work on it was not finished.',
    remedy: 'Open staff mode and finish the work, or give it up when nothing was moved.',
  },
  staffSlipGone: {
    number: 8008,
    action: 'clear',
    cause: 'A slip was to be settled that is settled already or does not exist.',
    remedy: 'Look at the list of slips again.',
  },
  staffNotNow: {
    number: 8009,
    action: 'retry',
    cause: 'Staff mode cannot do this now: an order of the cash device has no outcome yet.',
    remedy: 'Wait until the device has answered, then try again.',
  },
  staffCountUnlikely: {
    number: 8010,
    action: 'retry',
    cause: 'A counted number is more than ten times what the books have, or more than the unit holds.',
    remedy: 'Count again and type it once more; the same number twice is taken, unless the unit cannot hold it.',
  },
  incidentNotOpen: {
    number: 8011,
    action: 'clear',
    cause: 'The incident is closed already, or is none that has to be closed.',
    remedy: 'Look at the list of incidents: madoguchi incidents.',
  },
  incidentSignature: {
    number: 8012,
    action: 'configuration',
    cause:
      'The order to close an incident is not signed by two different persons whom this kiosk knows, or is not for this kiosk now.',
    remedy: 'Have two of the persons of centre.incidentSigners sign it anew: madoguchi incidents sign.',
  },
} as const satisfies Record<string, CodeEntry>;
