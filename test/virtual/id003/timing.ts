/** Times of the virtual validator (cash.md 3.3; movements as a mid-size unit makes them). */
export const ANSWER_ms = 10;
export const GAP_ms = 50;
export const START_ms = 300;
export const INITIALIZE_ms = 800;
export const READ_ms = 700;
/** From STACK to the lever, and on into the box. */
export const LEVER_ms = 350;
export const BOX_ms = 450;
export const STACKED_ms = 120;
export const EJECT_ms = 600;
export const ESCROW_ms = 10_000;
/** Not polled for this long: the unit hands the note back, and takes none. */
export const POLL_ms = 3000;
/** VEND VALID not acknowledged for this long: mute until RESET. */
export const MUTE_ms = 60_000;
export const CHEATED_ms = 3000;
