/** What the chart remembers of a fact: assignments only, each named after what is noted. */
import { base } from '../base.ts';
import { NOTHING_KNOWN } from '../context.ts';
import { itemsToTake, newDraft, nextCursor, offerOf, refitDraft, withinKiosk } from '../request.ts';

const service = {
  noteReasons: base.assign(({ event }) => (event.type === 'service.reasons' ? { reasons: event.reasons } : {})),
  notePace: base.assign(({ event }) => (event.type === 'screen.pace' ? { slow: event.slow } : {})),
  noteLong: base.assign({ long: true }),
  noteDraining: base.assign(({ event }) => (event.type === 'service.drain' ? { draining: event.draining } : {})),
};

const card = {
  noteCardThere: base.assign({ cardPresent: true }),
  // What it was asked may still be answered, with `card.pinOutcomeUnknown`.
  noteCardGone: base.assign({ cardPresent: false, cardLeft: false }),
  noteCardAnswered: base.assign({ cardAsked: false }),
  /** The tries left, by the card itself: shown before the first digit (R27). */
  noteTries: base.assign(({ event }) =>
    event.type === 'card.identified' || event.type === 'card.pinWrong' ? { tries: event.tries } : {},
  ),
  /** Of the card that lies there now, and of no other (R25). */
  noteRenewal: base.assign(({ event }) => (event.type === 'card.identified' ? { renewal: event.renewal ?? null } : {})),
};

const centre = {
  noteCardKnown: base.assign(({ context, event }) =>
    event.type === 'centre.cardKnown'
      ? {
          municipalityId: event.municipalityId,
          digest_sha256: event.digest_sha256,
          offers: withinKiosk(context, event.offers),
          withheld: event.withheld ?? [],
        }
      : {},
  ),
  noteAuthenticated: base.assign(({ context, event }) =>
    event.type === 'centre.authenticated'
      ? {
          authenticated: true,
          offers: withinKiosk(context, event.offers),
          withheld: event.withheld ?? [],
          persons: event.persons,
          code: null,
        }
      : {},
  ),
  noteDocuments: base.assign(({ event }) =>
    event.type === 'centre.documentsReady'
      ? {
          sets: event.sets,
          due_yen: event.due_yen,
          cursor: { index: 0, leaf: 0 },
          leavesTotal: event.sets.reduce((leaves, set) => leaves + set.pageDigests.length, 0),
        }
      : {},
  ),
};

const request = {
  noteType: base.assign(({ context, event }) => {
    if (event.type !== 'citizen.chooseCertificate') return {};
    const offer = context.offers.find((candidate) => candidate.typeId === event.typeId);
    return offer ? { draft: newDraft(offer), code: null } : {};
  }),
  noteItems: base.assign(({ context, event }) =>
    event.type === 'citizen.chooseItems' && context.draft
      ? { draft: { ...context.draft, options: { ...context.draft.options, ...event.options } } }
      : {},
  ),
  notePersons: base.assign(({ context, event }) =>
    event.type === 'citizen.choosePersons' && context.draft
      ? { draft: { ...context.draft, persons: [...event.persons].sort((a, b) => a - b) } }
      : {},
  ),
  noteCopies: base.assign(({ context, event }) =>
    event.type === 'citizen.chooseCopies' && context.draft ? { draft: { ...context.draft, copies: event.copies } } : {},
  ),
  dropDraft: base.assign({ draft: null }),
  /** Items and copies are chosen anew from the offer that is there now. */
  refitDraft: base.assign(({ context }) => {
    const offer = offerOf(context, context.draft);
    return context.draft && offer ? { draft: refitDraft(context, offer, context.draft) } : {};
  }),
  /** The line is complete: it joins the request. */
  keepDraft: base.assign(({ context }) =>
    context.draft && offerOf(context, context.draft)
      ? { requests: [...context.requests, context.draft], draft: null, reopened: null, code: null }
      : {},
  ),
  /** Back from the check: the last line is open again, with what was chosen. */
  reopenLast: base.assign(({ context }) => ({
    draft: context.requests.at(-1) ?? null,
    reopened: context.requests.at(-1) ?? null,
    requests: context.requests.slice(0, -1),
  })),
  /** Back to the check: the line that was opened again, as it was answered last. */
  restoreLine: base.assign(({ context: { draft, reopened, requests } }) => {
    if (reopened === null) return {};
    const isSame = draft !== null && draft.typeId === reopened.typeId && draft.copies > 0;
    return { requests: [...requests, isSame ? draft : reopened], draft: null, reopened: null };
  }),
  removeLine: base.assign(({ context, event }) =>
    event.type === 'citizen.removeCertificate'
      ? { requests: context.requests.filter((_, index) => index !== event.index) }
      : {},
  ),
};

const cash = {
  noteTotals: base.assign(({ event }) =>
    event.type === 'cash.totals' || event.type === 'cash.fixed' ? { totals: event.totals } : {},
  ),
  noteRejected: base.assign(({ event }) => (event.type === 'cash.rejected' ? { rejected: event.group } : {})),
  forgetRejected: base.assign({ rejected: null }),
  noteFixed: base.assign({ deposit: 'fixed' }),
  noteCharged: base.assign({ deposit: 'none' }),
  noteChangeDue: base.assign({ payout: 'change' }),
  noteRefundDue: base.assign({ payout: 'refund' }),
  /** Only a refund can come while change is being paid. */
  queueRefund: base.assign({ refundQueued: true }),
  startQueuedRefund: base.assign({ payout: 'refund', refundQueued: false }),
  notePaid: base.assign(({ context, event }) =>
    event.type === 'cash.paidOut'
      ? {
          changePaid: context.changePaid || event.paid_yen > 0,
          slipsExpected:
            context.slipsExpected + (event.short_yen > 0 ? 1 : 0) + ((event.question_yen ?? 0) > 0 ? 1 : 0),
        }
      : {},
  ),
  noteSlip: base.assign(({ context, event }) =>
    event.type === 'slip.opened'
      ? {
          slips: [...context.slips, { claimNumber: event.claimNumber, amount_yen: event.amount_yen }],
          slipsExpected: context.slipsExpected - 1,
        }
      : {},
  ),
  noteNoSlipCame: base.assign({ slipsExpected: 0 }),
  dropSlip: base.assign(({ context }) => ({ slips: context.slips.slice(1) })),
  noteMoneySettled: base.assign({ moneySettled: true }),
};

const paper = {
  noteTrouble: base.assign(({ context, event }) => {
    if (event.type !== 'print.progress')
      return { trouble: event.type === 'print.notReady' ? event.code : null, troubleKeywords: [] };
    const { trouble, keywords = [], step = context.printStep } = event;
    return { trouble, troubleKeywords: trouble === null ? [] : keywords, printStep: step };
  }),
  noteReceipt: base.assign(({ event }) =>
    event.type === 'print.receiptDone' ? { receiptOut: true, receiptFailed: false } : { receiptOut: true },
  ),
  noteMixed: base.assign({ mixed: true }),
  noteNoReceipt: base.assign({ receiptFailed: true }),
  noteDrawing: base.assign({ printStep: 'drawing' }),
  noteLeafOut: base.assign(({ context }) => ({
    paperOut: true,
    leavesDone: context.leavesDone + 1,
    cursor: nextCursor(context),
  })),
  /** It may lie in the tray all the same: the citizen is told to look. */
  noteLeafUnknown: base.assign(({ context }) => ({ paperOut: true, leavesUnknown: context.leavesUnknown + 1 })),
  notePrintFault: base.assign(({ event }) =>
    event.type === 'print.leafFailed' ? { code: event.code, tell: true, reason: 'printer' as const } : {},
  ),
  noteForeign: base.assign(({ context }) => ({ foreign: true, reason: context.reason ?? ('citizen' as const) })),
  noteForeignShown: base.assign({ foreignShown: true }),
  noteReported: base.assign(({ event }) =>
    event.type === 'paper.reported' ? { foreignReference: event.reference } : {},
  ),
  noteNoAnswer: base.assign({ code: 'leafUnknown', tell: true, reason: 'printer' }),
  noteCellLost: base.assign({ cellLost: true, code: 'cellLost', tell: true, reason: 'centre' }),
};

const ending = {
  /** A late fact of the session before must not weigh on this one. */
  noteBegun: base.assign({ ...NOTHING_KNOWN, begun: true, centreOpen: true }),
  noteTold: base.assign({ tell: false }),
  noteTaken: base.assign({ taken: true }),
  noteReminded: base.assign(({ context }) => ({ reminded: itemsToTake(context) })),
  noteSensor: base.assign(({ context, event }) =>
    event.type === 'sensor.presence' ? { sensed: { ...context.sensed, [event.item]: event.present } } : {},
  ),
  clearCode: base.assign({ code: null, tell: false, about: null }),
};

export const notes = { ...service, ...card, ...centre, ...request, ...cash, ...paper, ...ending };
