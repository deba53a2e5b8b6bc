/** Limits of devices on USB HID (design, rule 6): name with its unit, value, and the reason. */
export const HID_LIMITS = {
  /** A board answers a control transfer within milliseconds. */
  identity_ms: 2_000,
  /** A board that was not right is asked again: somebody may have put another firmware on it. */
  askAgain_ms: 10_000,
  /** Lamps are sent again this often; it also tells the board that somebody is there. */
  refresh_ms: 1_000,
  /** A board goes dark after this long without a lamp report: a dead daemon leads nobody to a dead slot. */
  hold_s: 5,
  /** A board tells its state at least each second; three left out are no chance. */
  silence_ms: 3_500,
  /** A pipe looks for its device by itself, so that opening costs little: a cable that is plugged in again is noticed at once. */
  reopen_ms_max: 1_000,
  /** So many refreshes in a row that a board does not follow are a fault. */
  unfollowed_max: 3,
  /** A key that sticks sends a few presses a second; a hand does less than this. More than that is noise. */
  keys_per_s_max: 20,
  /** Keys that were noise count again after so long without one: no hand mashes slower. */
  keysRest_ms: 250,
} as const;
