import type { CodeEntry } from '../codes.ts';

/** 13xx: the copier that the kiosk lives in, and its own software. */
export const COPIER_CODES = {
  copierAsleep: {
    number: 1301,
    action: 'clear',
    cause: 'The copier is asleep.',
    remedy: 'Wake it at its panel.',
  },
  copierAtWork: {
    number: 1302,
    action: 'clear',
    cause: 'The copier does a job of its own.',
    remedy: 'Wait until the job has ended.',
  },
  copierDoorOpen: {
    number: 1303,
    action: 'clear',
    cause: 'A door or cover of the copier is open.',
    remedy: 'Close it.',
  },
  copierAbsent: {
    number: 1304,
    action: 'maintenance',
    cause: 'The copier’s own software is not connected, and the configuration wants it.',
    remedy: 'Start it, or set copier.required to false.',
  },
  lentCountsDiffer: {
    number: 1305,
    action: 'maintenance',
    cause: 'What a device counted while it was lent is not what the copier’s own business says it moved.',
    remedy: 'Count the unit, and compare with the copier’s journal of that time.',
  },
  lentCountsUnproved: {
    number: 1306,
    action: 'maintenance',
    cause: 'The copier’s own business told other figures than the devices, and a device cannot tell all that moved.',
    remedy: 'Count the units; the figures of both stand beside it.',
  },
  sessionNotEndable: {
    number: 1307,
    action: 'retry',
    cause:
      'The session cannot be ended from outside now: money or paper is on its way, or the screen offers no way out.',
    remedy: 'Let it end by itself; ask again when the screen has changed.',
  },
  serviceNotOpen: {
    number: 1308,
    action: 'clear',
    cause: 'The service cannot be begun now.',
    remedy: 'See the reasons: madoguchi status.',
  },
} as const satisfies Record<string, CodeEntry>;
