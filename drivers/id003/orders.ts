import type { DeviceReason } from '../contract.ts';
import { STATUS } from './frame.ts';
import { outcome, tell, vendValidOver } from './notes.ts';
import { escrowIdOf, memoryOf, type BillContext, type BillDraft } from './state.ts';

/** Orders about the note in escrow, and the word that a credited one is in the ledger. */

function inEscrow(context: BillContext, draft: BillDraft, escrowId: string): boolean {
  const { note, status, wantReturn, backSeen } = draft.state;
  if (note?.phase !== 'escrowed' || escrowIdOf(context, note.number) !== escrowId) return false;
  return (status === STATUS.escrow || status === STATUS.holding) && !wantReturn && !backSeen;
}

function notThere(context: BillContext, escrowId: string): DeviceReason {
  return { code: 'cashFault', detail: `${context.deviceId}: note ${escrowId} is not in escrow` };
}

/** Takes an order about the note in escrow; nothing moves. */
export function prepare(context: BillContext, draft: BillDraft, intentId: string, escrowId: string): void {
  if (!inEscrow(context, draft, escrowId))
    return draft.fact({ type: 'refused', intentId, reason: notThere(context, escrowId) });
  draft.set({ prepared: { intentId, escrowId } });
  draft.fact({ type: 'prepared', intentId, deviceBase: memoryOf(draft.state) });
}

/** Stacks the note of a prepared order. */
export function execute(context: BillContext, draft: BillDraft, intentId: string): void {
  const { outcomes, stack, prepared, note } = draft.state;
  const told = outcomes.find((one) => one.intentId === intentId);
  if (told) return draft.fact(told);
  if (stack?.intentId === intentId) return;
  if (prepared?.intentId !== intentId) {
    const reason: DeviceReason = { code: 'cashFault', detail: `${context.deviceId}: order was not prepared` };
    return draft.fact({ type: 'refused', intentId, reason });
  }
  draft.set({ prepared: null });
  // Between prepare and execute the unit may have handed the note back by itself.
  if (!note || !inEscrow(context, draft, prepared.escrowId))
    return tell(draft, intentId, 'notDone', notThere(context, prepared.escrowId));
  draft.set({ note: { ...note, phase: 'ordered' }, stack: { intentId, sends: 0, since_ms: draft.now_ms } });
}

/** After a restart: what became of this order? Answered at once if known, else when the unit has told. */
export function resolve(context: BillContext, draft: BillDraft, intentId: string, escrowId: string): void {
  const { note, number, credited, outcomes, stack } = draft.state;
  const told = outcomes.find((one) => one.intentId === intentId);
  if (told) return draft.fact(told);
  if (stack?.intentId === intentId) return;
  if (credited > 0 && escrowIdOf(context, credited) === escrowId) return tell(draft, intentId, 'done', null);
  if (note && escrowIdOf(context, note.number) === escrowId) {
    draft.set({ stack: { intentId, sends: 0, since_ms: draft.now_ms } });
    // It lies in escrow: seen there in this life, so the order of the last one has not moved it.
    if (note.phase === 'escrowed') outcome(context, draft, 'notDone', null);
    return;
  }
  // The ledger has seen this note leave, or a later one come: it was not credited, so it went back.
  if (!note && escrowIdOf(context, number) === escrowId) return tell(draft, intentId, 'notDone', null);
  const reason: DeviceReason = {
    code: 'noteDisputed',
    detail: `${context.deviceId} knows nothing of note ${escrowId}`,
  };
  tell(draft, intentId, 'unknown', reason);
}

/** A note that an order wants stacked, or that is stacked, does not go back any more (rules 16 and 17). */
export function returnEscrow(context: BillContext, draft: BillDraft, escrowId: string): void {
  const { note, stack } = draft.state;
  const known = note !== null && escrowIdOf(context, note.number) === escrowId;
  if (known && note.phase === 'escrowed') return draft.set({ wantReturn: true, prepared: null });
  // A note from before the start that nobody ordered to be stacked: at rest the unit has handed it back.
  if (known && note.phase === 'remembered' && !stack) return draft.set({ wantReturn: true });
  draft.fact({ type: 'noise', what: `return of ${escrowId}, which is not in escrow` });
}

/** The credit is in the ledger: VEND VALID may be acknowledged. */
export function recorded(draft: BillDraft, factId: string): void {
  const { held, status } = draft.state;
  if (held?.factId !== factId) return;
  draft.set({ held: { factId, recorded: true }, ackDue: status === STATUS.vendValid });
  if (status !== STATUS.vendValid) vendValidOver(draft);
}
