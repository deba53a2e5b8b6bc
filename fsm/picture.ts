/** What is going on, made from a snapshot: the one thing that screens are drawn from. Pure. */
import type { AnyChartEvent, SessionContext } from './context.ts';
import type { LeavesPicture, PrintDoing, Screen, SessionPicture } from './events.ts';
import { isGone } from './request.ts';
import type { SessionSnapshot } from './session.ts';

/** True when this event would do something now. Not `snapshot.can`: that also counts the report of unexpected events. */
export function wouldAct(snapshot: SessionSnapshot, event: AnyChartEvent): boolean {
  return snapshot.machine.getTransitionData(snapshot, event).some((transition) => transition.eventType !== '*');
}

/** The innermost active state of the flow that names a screen. */
function screenOf(snapshot: SessionSnapshot): Screen {
  let screen: Screen = 'idle';
  let depth = -1;
  for (const [id, meta] of Object.entries(snapshot.getMeta())) {
    const node = snapshot.machine.getStateNodeById(id);
    if (meta === undefined || node.path.length <= depth) continue;
    depth = node.path.length;
    screen = meta.screen;
  }
  return screen === 'idle' && !snapshot.matches({ service: 'open' }) ? 'outOfService' : screen;
}

function itemsOf(context: SessionContext): SessionPicture['items'] {
  return context.reminded.map((item) => ({ item, gone: isGone(context, item) }));
}

/** What the printing is at, by the step of the flow; a leaf on its way says itself where it is. */
function doingOf(snapshot: SessionSnapshot): PrintDoing | null {
  const { context } = snapshot;
  const isAt = (paper: 'leaf' | 'receipt' | 'cancelling' | 'returningFees'): boolean =>
    snapshot.matches({ flow: { printing: { paper } } });
  if (!snapshot.matches({ flow: 'printing' })) return null;
  if (isAt('cancelling')) return 'stopping';
  if (isAt('returningFees')) return 'refunding';
  if (context.trouble !== null) return 'held';
  if (isAt('receipt')) return 'receipt';
  return isAt('leaf') ? context.printStep : 'ending';
}

function leavesOf(snapshot: SessionSnapshot): LeavesPicture {
  const { context } = snapshot;
  const { cursor, sets } = context;
  const of = cursor === null ? undefined : sets[cursor.index]?.pageDigests.length;
  return {
    done: context.leavesDone,
    total: context.leavesTotal,
    unknown: context.leavesUnknown,
    now:
      cursor === null || of === undefined
        ? null
        : { set: cursor.index + 1, sets: sets.length, leaf: cursor.leaf + 1, of },
    mixed: context.mixed,
    part: !snapshot.matches({ flow: 'printing' }) && cursor !== null && cursor.leaf > 0,
    doing: doingOf(snapshot),
  };
}

/** A receipt that was due and did not come. */
function receiptOf({ receiptOut, receiptFailed, earned, cellLost }: SessionContext): SessionPicture['receipt'] {
  // What lies there may be a slip.
  if (receiptFailed || (earned && cellLost && !receiptOut)) return 'failed';
  return receiptOut ? 'out' : 'none';
}

/** The picture of this moment. */
export function pictureOf(snapshot: SessionSnapshot): SessionPicture {
  const { context } = snapshot;
  const screen = screenOf(snapshot);
  return {
    screen,
    draining: context.draining,
    reasons: context.reasons ?? [],
    code: context.code,
    cardPresent: context.cardPresent,
    chainProfile: context.profile.name,
    tries: context.tries,
    ...(context.renewal === null ? {} : { renewal: context.renewal }),
    municipalityId: context.municipalityId,
    offers: context.offers,
    withheld: context.withheld.filter(({ code }) => code !== 'catalogueDiffers'),
    about: screen === 'refusal' ? context.about : null,
    sets_max: context.sets_max,
    draft: context.draft,
    requests: context.requests,
    documents: context.sets.map(({ typeId, taxYear, asOf_epoch_ms }) => ({ typeId, taxYear, asOf_epoch_ms })),
    persons: context.persons,
    totals: context.totals,
    rejected: context.rejected,
    leaves: leavesOf(snapshot),
    trouble: context.trouble,
    troubleKeywords: context.troubleKeywords,
    receipt: receiptOf(context),
    slip: screen === 'slip' ? (context.slips[0] ?? null) : null,
    items: screen === 'takeCard' ? [{ item: 'card', gone: !context.cardPresent }] : itemsOf(context),
    foreign: context.foreign ? { reference: context.foreignReference } : null,
    canReport: wouldAct(snapshot, { type: 'citizen.notMine' }),
    canGoBack: wouldAct(snapshot, { type: 'citizen.back' }),
    canCancel: wouldAct(snapshot, { type: 'citizen.cancel' }),
    canAdd: wouldAct(snapshot, { type: 'citizen.addCertificate' }),
    canAcknowledge: wouldAct(snapshot, { type: 'citizen.acknowledge' }),
    warning: snapshot.hasTag('warning'),
    canExtend: wouldAct(snapshot, { type: 'citizen.extend' }),
    staff: screen.startsWith('staff') ? { ...context.staff, busy: snapshot.hasTag('busy') } : null,
  };
}
