import type { DeviceReason } from '../contract.ts';
import { STATUS } from './frame.ts';
import { isIdle, rejectReasonName } from './names.ts';
import {
  escrowIdOf,
  inDoubt,
  memoryOf,
  MOST_STACKS,
  OUTCOMES_KEPT,
  REMEMBERED_AFTER_POWER_MS,
  REMEMBERED_MS,
  STACK_LIMIT_MS,
  VEND_WAIT_MS,
  type BillContext,
  type BillDraft,
  type Note,
  type Outcome,
} from './state.ts';

/** The way of the one note in the unit, as its statuses tell it (cash.md 3.2 to 3.4). */

/** A status was read. `before` is the status read before it. */
export function noteSeen(
  context: BillContext,
  draft: BillDraft,
  status: number,
  data: Uint8Array,
  before: number | null,
): void {
  if (status === STATUS.powerUpInAcceptor) creditedGoesBack(context, draft);
  if (status !== STATUS.vendValid) vendValidOver(draft);
  if (!isIdle(status) && draft.state.idleSince_ms !== null) draft.set({ idleSince_ms: null });
  switch (status) {
    case STATUS.escrow:
      return escrow(context, draft, data[0] ?? 0);
    case STATUS.vendValid:
      return vendValid(context, draft, data[0]);
    case STATUS.rejecting:
      if (before !== STATUS.rejecting) draft.fact({ type: 'noteRejected', reason: rejectReasonName(data[0]) });
      return draft.set({ backSeen: true });
    case STATUS.powerUpInAcceptor:
    case STATUS.returning:
      return draft.set({ backSeen: true });
    case STATUS.powerUpInStacker:
      // Past the lever: RESET puts it in the box. With power recovery the unit says VEND VALID, else the journal credits.
      if (!context.model.powerRecovery && draft.state.note) credit(context, draft, draft.state.note);
      return;
    default:
      if (isIdle(status)) atRest(context, draft);
  }
}

/** Before the lever RESET hands a note back: one that is in the ledger must not be there (cash.md 3.4). */
function creditedGoesBack(context: BillContext, draft: BillDraft): void {
  if (draft.state.note?.phase !== 'credited') return;
  const detail = `${context.deviceId}: a credited note is handed back after a loss of power; count the note box`;
  draft.set({ alarm: { code: 'noteDisputed', detail } });
}

/** The unit is past VEND VALID: a credited and recorded note is done with. */
export function vendValidOver(draft: BillDraft): void {
  const { note, held, status } = draft.state;
  if (draft.state.ackDue) draft.set({ ackDue: false });
  if (status === STATUS.vendValid || note?.phase !== 'credited') return;
  if (held === null || held.recorded) draft.set({ note: null, held: null });
}

// --------------------------------------------------------------------------------------------------------------- escrow

function escrow(context: BillContext, draft: BillDraft, code: number): void {
  const { note, stack, table, enabled_yen } = draft.state;
  if (note?.phase === 'escrowed' || note?.phase === 'ordered') {
    if (note.code === code) {
      // Still in escrow although STACK was sent: it was not heard. After some tries the note goes back.
      if (stack && stack.sends >= MOST_STACKS) draft.set({ wantReturn: true });
      return;
    }
    // Another note: the one before has left the way it came.
    cameBack(context, draft, note);
  }
  if (note?.phase === 'remembered') {
    // The same note if the unit has not been at rest since the start, else one after it.
    if (note.code === code && !draft.state.restSeen) return escrowAgain(context, draft, note);
    cameBack(context, draft, note);
  }
  const value = table?.get(code);
  if (draft.state.note?.phase === 'credited' || value === undefined || !enabled_yen.includes(value)) {
    if (!draft.state.wantReturn) draft.fact({ type: 'noteRejected', reason: 'inhibited' });
    return draft.set({ wantReturn: true });
  }
  const number = draft.state.number + 1;
  const fresh: Note = { number, code, denomination_yen: value, phase: 'escrowed' };
  draft.set({ number, note: fresh, powerUp: null, powerUpKept: null });
  tellEscrow(context, draft, fresh);
}

/** The note that lay in escrow before the start still lies there, so no order has moved it. */
function escrowAgain(context: BillContext, draft: BillDraft, note: Note): void {
  const again: Note = { ...note, phase: 'escrowed' };
  draft.set({ note: again });
  tellEscrow(context, draft, again);
  if (draft.state.stack) outcome(context, draft, 'notDone', null);
}

function tellEscrow(context: BillContext, draft: BillDraft, note: Note): void {
  draft.set({ escrowSince_ms: draft.now_ms, holds: 0, wantReturn: false, backSeen: false });
  draft.fact({
    type: 'noteEscrowed',
    escrowId: escrowIdOf(context, note.number),
    denomination_yen: note.denomination_yen,
    memory: memoryOf(draft.state),
  });
}

// ----------------------------------------------------------------------------------------------------------- VEND VALID

function vendValid(context: BillContext, draft: BillDraft, code: number | undefined): void {
  const { note, held, number, credited } = draft.state;
  // No escrow since the last credit: the same note, whose ACK was lost with the unit's power.
  if (!note && credited > 0 && credited === number) return draft.set({ ackDue: true });
  if (!note) return unknownNote(context, draft, code);
  if (note.phase === 'credited') {
    // The same note again: acknowledged again once it is recorded, no second credit. What came back from the ledger is.
    if (held === null || held.recorded) draft.set({ ackDue: true });
    return;
  }
  credit(context, draft, note);
}

/** A note that nobody remembers: it can be journalled only if the unit says what it is. */
function unknownNote(context: BillContext, draft: BillDraft, code: number | undefined): void {
  // The table is read after VEND VALID may come: until then the unit waits.
  if (context.model.vendValidCarriesCode && !draft.state.identified) return;
  const value = context.model.vendValidCarriesCode ? draft.state.table?.get(code ?? 0) : undefined;
  if (code === undefined || value === undefined) {
    // Never acknowledged: nobody knows what it was, so it cannot be journalled (rule 16).
    const detail = `${context.deviceId} stacked a note that is not known`;
    const reason: DeviceReason = { code: 'noteDisputed', detail };
    return draft.set({ stop: reason });
  }
  const number = draft.state.number + 1;
  draft.set({ number });
  credit(context, draft, { number, code, denomination_yen: value, phase: 'escrowed' });
}

/** The note is worth money from now on. The fact is held: the wire is acknowledged after `recorded`. */
function credit(context: BillContext, draft: BillDraft, note: Note): void {
  if (note.phase === 'credited') return;
  const escrowId = escrowIdOf(context, note.number);
  const factId = `${escrowId}-stacked`;
  draft.set({
    note: { ...note, phase: 'credited' },
    credited: note.number,
    held: { factId, recorded: false },
    wantReturn: false,
    idleSince_ms: null,
  });
  draft.fact({
    type: 'noteStacked',
    factId,
    escrowId,
    denomination_yen: note.denomination_yen,
    memory: memoryOf(draft.state),
  });
  if (draft.state.stack) outcome(context, draft, 'done', null);
}

// ------------------------------------------------------------------------------------------------------------ back home

function atRest(context: BillContext, draft: BillDraft): void {
  const { note, stack, backSeen } = draft.state;
  if (!draft.state.restSeen) draft.set({ restSeen: true });
  if (draft.state.wantReturn && !note) draft.set({ wantReturn: false });
  if (!note || note.phase === 'credited') return;
  // Nobody ordered it stacked, or it was seen going back: it lies in the slot or in the citizen's hand.
  if (note.phase === 'escrowed' || (note.phase === 'ordered' && (backSeen || stack?.sends === 0)))
    return cameBack(context, draft, note);
  if (note.phase === 'remembered' && draft.state.wantReturn && !stack) return cameBack(context, draft, note);
  if (draft.state.idleSince_ms === null) draft.set({ idleSince_ms: draft.now_ms });
}

function cameBack(context: BillContext, draft: BillDraft, note: Note): void {
  const reason: DeviceReason = { code: 'cashFault', detail: `${context.deviceId} handed the note back` };
  draft.set({ note: null, wantReturn: false, backSeen: false, idleSince_ms: null });
  if (draft.state.stack) outcome(context, draft, 'notDone', reason);
  draft.fact({ type: 'noteReturned', escrowId: escrowIdOf(context, note.number), memory: memoryOf(draft.state) });
}

/** What becomes true by time alone. */
export function timePassed(context: BillContext, draft: BillDraft): void {
  const { note, stack, idleSince_ms, powerUp, holder, status } = draft.state;
  const { now_ms } = draft;
  if (holder === 'lending' && !note && (isIdle(status) || draft.state.offline)) {
    draft.set({ holder: 'lent', away: true, lendings: draft.state.lendings + 1 });
    draft.fact({ type: 'memory', memory: memoryOf(draft.state) });
    draft.fact({ type: 'holder', holder: 'lent' });
  }
  keepPowerUp(draft);
  if (!note || note.phase === 'credited' || note.phase === 'escrowed') return;
  if (stack && note.phase === 'ordered' && now_ms - stack.since_ms >= STACK_LIMIT_MS) {
    const inEscrow = status === STATUS.escrow || status === STATUS.holding || status === STATUS.returning;
    if (!inEscrow) return disputed(context, draft, 'nothing was heard of the note after STACK');
  }
  if (idleSince_ms === null) return;
  if (stack && now_ms - idleSince_ms >= VEND_WAIT_MS) {
    // Seen going back, or never without power since the order was given: then it went back. Else nobody can tell.
    if (draft.state.backSeen || (note.phase === 'remembered' && powerUp === null))
      return cameBack(context, draft, note);
    // Past the lever at power-up, so RESET has put it in the box, although power recovery did not say so.
    if (powerUp === STATUS.powerUpInStacker) return credit(context, draft, note);
    return disputed(context, draft, 'the unit rests and has not said what became of the note');
  }
  // Nobody asks: no order was open, so it went back. After a power-up the question may come late, when all parts are up.
  const patience_ms = powerUp === null ? REMEMBERED_MS : REMEMBERED_AFTER_POWER_MS;
  if (!stack && note.phase === 'remembered' && now_ms - idleSince_ms >= patience_ms) cameBack(context, draft, note);
}

/** Journal first, RESET second: a later run finds a unit at rest and must know that this proves nothing. */
function keepPowerUp(draft: BillDraft): void {
  const { powerUp, powerUpKept, reset_at_ms, opened } = draft.state;
  const worst = powerUp ?? STATUS.powerUp;
  if (!opened || draft.now_ms < reset_at_ms || worst === powerUpKept || !inDoubt(draft.state)) return;
  draft.set({ powerUpKept: worst });
  draft.fact({ type: 'memory', memory: memoryOf(draft.state) });
}

/** Nobody can say whether the note was taken: told as unknown. A VEND VALID that still comes is credited all the same. */
function disputed(context: BillContext, draft: BillDraft, what: string): void {
  const reason: DeviceReason = { code: 'noteDisputed', detail: `${context.deviceId}: ${what}` };
  draft.set({ idleSince_ms: null });
  outcome(context, draft, 'unknown', reason);
  // The note is kept while the unit may still tell; at rest it is over.
  if (isIdle(draft.state.status)) draft.set({ note: null });
}

/** Ends the order under way. */
export function outcome(
  context: BillContext,
  draft: BillDraft,
  result: Outcome['result'],
  reason: DeviceReason | null,
): void {
  const { stack } = draft.state;
  if (stack) draft.set({ stack: null });
  if (stack) tell(draft, stack.intentId, result, reason);
}

/** Ends an order about a note with its outcome. */
export function tell(draft: BillDraft, intentId: string, result: Outcome['result'], reason: DeviceReason | null): void {
  const told: Outcome = {
    type: 'outcome',
    intentId,
    result,
    moved: { stacked: result === 'done' },
    deviceAfter: memoryOf(draft.state),
    reason,
  };
  draft.set({ outcomes: [...draft.state.outcomes, told].slice(-OUTCOMES_KEPT) });
  draft.fact(told);
}
