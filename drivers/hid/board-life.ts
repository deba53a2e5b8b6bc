/**
 * How a panel board comes to life, the same for its lamps and its keys:
 *
 *     missing ─▶ attached ─▶ identity report ─▶ ready ─▶ (silent) ─▶ abandoned, opened anew
 *                                └─▶ another device: told, asked again later
 */
import type { HidInput } from '../contract.ts';
import { BOARD_VERSION, IDENTITY_BYTES, readIdentity, REPORT, type BoardIdentity } from './board-report.ts';
import { identityText, type HidDraft, type HidState } from './draft.ts';
import { HID_LIMITS } from './limits.ts';

/** State of a board's life. */
export interface BoardLife extends HidState {
  /** Null until the board has said what it is, and is what was configured. */
  readonly board: BoardIdentity | null;
}

export const NO_BOARD: BoardLife = { said: '', identity: null, board: null };

const IDENTITY = 'identity';
const SILENCE = 'silence';

function ask<State extends BoardLife, Fact>(draft: HidDraft<State, Fact>): void {
  draft.send({ type: 'getFeature', report: REPORT.identity, length_bytes: IDENTITY_BYTES });
  draft.arm(IDENTITY, HID_LIMITS.identity_ms);
}

/** Not what was expected: it stays plugged in, so it is asked again. */
function refuse<State extends BoardLife, Fact>(draft: HidDraft<State, Fact>, found: string): void {
  const { identity } = draft.state;
  const which = identity === null ? '' : `${identityText(identity)} `;
  draft.status('stop', 'panelDeviceIdentity', `${which}${found}`);
  draft.arm(IDENTITY, HID_LIMITS.askAgain_ms);
}

/** What of this board the machine needs, or why it cannot do with it. */
type Needs = (board: BoardIdentity) => string | null;

function meet<State extends BoardLife, Fact>(
  draft: HidDraft<State, Fact>,
  bytes: Uint8Array,
  needs: Needs,
  ready: (board: BoardIdentity) => void,
): void {
  const { identity } = draft.state;
  if (draft.state.board !== null || identity === null || bytes[0] !== REPORT.identity) return;
  const board = readIdentity(bytes);
  if (board === null) return refuse(draft, 'gives no identity report of a panel board');
  if (board.version !== BOARD_VERSION)
    return refuse(draft, `speaks version ${board.version} of the report; expected ${BOARD_VERSION}`);
  const lacks = needs(board);
  if (lacks !== null) return refuse(draft, lacks);
  const change: Partial<BoardLife> = { board };
  draft.set(change as Partial<State>);
  draft.disarm(IDENTITY);
  draft.arm(SILENCE, HID_LIMITS.silence_ms);
  draft.tell({
    type: 'identified',
    maker: identity.maker ?? '',
    product: identity.product ?? '',
    serial: identity.serial,
    firmware: board.firmware,
  });
  ready(board);
}

/** Takes what the pipe says before the board is ready. `ready` is called once, when it is what `needs` wants. */
export function takeBoardInput<State extends BoardLife, Fact>(
  draft: HidDraft<State, Fact>,
  input: HidInput,
  needs: Needs,
  ready: (board: BoardIdentity) => void,
): void {
  switch (input.type) {
    case 'missing':
      return draft.status('offline', input.code, input.detail);
    case 'attached': {
      const change: Partial<BoardLife> = { identity: input.identity, board: null };
      draft.set(change as Partial<State>);
      return ask(draft);
    }
    case 'feature':
      return meet(draft, input.bytes, needs, ready);
    case 'featureFailed':
      if (draft.state.board === null && input.report === REPORT.identity)
        refuse(draft, `gives no identity report: ${input.message}`);
      return;
    case 'report':
      // Anything that it says is a sign of life.
      if (draft.state.board !== null) draft.arm(SILENCE, HID_LIMITS.silence_ms);
  }
}

/** Takes the timers of a board's life. */
export function takeBoardTimer<State extends BoardLife, Fact>(draft: HidDraft<State, Fact>, timer: string): void {
  if (timer === IDENTITY && draft.state.board === null) ask(draft);
  if (timer === SILENCE)
    draft.send({ type: 'abandon', reason: `the board says nothing for ${HID_LIMITS.silence_ms} ms` });
}
