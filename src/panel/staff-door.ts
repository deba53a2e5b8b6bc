/**
 * The hidden sequence that asks for the staff code: hold the upper left corner for two seconds, then touch the lower left one.
 * Nothing is drawn for it, and a passer-by who leans on the screen does not find it. Pure: times and places come from outside.
 */

/** Side of a corner, px. */
const CORNER_PX = 110;
const HOLD_MS = 2_000;
/** Between letting go and the second corner. */
const GAP_MS = 4_000;

/** A finger on the glass or off it; pixels of the page from the upper left. */
export interface Touch {
  readonly down: boolean;
  readonly x: number;
  readonly y: number;
  readonly at_ms: number;
}

/** How far the hidden sequence has come. */
export interface DoorState {
  /** The upper corner is held since then. */
  readonly heldSince_ms: number | null;
  /** It was held long enough, until then. */
  readonly heldUntil_ms: number | null;
}

/** Nobody has begun the sequence. */
export const DOOR_AT_REST: DoorState = { heldSince_ms: null, heldUntil_ms: null };

/** One touch or letting go; `open` when the sequence is complete. `height` is that of the screen, px. */
export function doorStep(
  state: DoorState,
  touch: Touch,
  height: number,
): { readonly state: DoorState; readonly open: boolean } {
  const left = touch.x <= CORNER_PX;
  const upper = left && touch.y <= CORNER_PX;
  const lower = left && touch.y >= height - CORNER_PX;
  if (touch.down) {
    const fresh = state.heldUntil_ms !== null && touch.at_ms - state.heldUntil_ms <= GAP_MS;
    if (lower && fresh) return { state: DOOR_AT_REST, open: true };
    return { state: { heldSince_ms: upper ? touch.at_ms : null, heldUntil_ms: null }, open: false };
  }
  const held = upper && state.heldSince_ms !== null && touch.at_ms - state.heldSince_ms >= HOLD_MS;
  return { state: held ? { heldSince_ms: null, heldUntil_ms: touch.at_ms } : DOOR_AT_REST, open: false };
}
