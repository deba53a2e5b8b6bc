import { not, stateIn } from 'xstate';
import type { AnyChartEvent, SessionContext } from './context.ts';
import type { Offer } from './events.ts';
import {
  choosablePersons,
  copiesFit,
  draftFits,
  feesFit,
  isCurrentLeaf,
  itemsToTake,
  offerOf,
  optionsFit,
  personsFit,
  REQUESTS_MAX,
  setsFit,
  taxYearsFit,
} from './request.ts';
import { stopping } from './reasons.ts';
import { staffGuards } from './staff.ts';

interface Asked {
  readonly context: SessionContext;
  readonly event: AnyChartEvent;
}

const draftOffer = (context: SessionContext): Offer | undefined => offerOf(context, context.draft);

/** Who may be served and who may go on. */
const serviceGuards = {
  reasonsAgainst: ({ context }: Asked) => context.reasons === null || context.reasons.length > 0,
  /** Closing time ends nothing that has begun: what can still be printed is the cell's to say (R82). */
  sessionStopped: ({ context }: Asked) => context.reasons === null || stopping(context.reasons).length > 0,
  draining: ({ context }: Asked) => context.draining,
  serviceOpen: ({ context }: Asked) => context.reasons?.length === 0 && !context.draining,
  eventHasReasons: ({ event }: Asked) => event.type === 'service.reasons' && event.reasons.length > 0,
  eventDrains: ({ event }: Asked) => event.type === 'service.drain' && event.draining,
  /** A reason came while no money is in: the deposit is not worth opening any further. */
  reasonsBeforeMoney: ({ context, event }: Asked) =>
    event.type === 'service.reasons' && stopping(event.reasons).length > 0 && !moneyInside(context),
  sessionBegun: ({ context }: Asked) => context.begun,
};

const cardGuards = {
  cardAsked: ({ context }: Asked) => context.cardAsked,
  cardSwapped: ({ event }: Asked) => event.type === 'card.identified' && !event.sameCard,
  cardExpired: ({ event }: Asked) => event.type === 'card.identified' && event.expired,
  noTriesLeft: ({ event }: Asked) =>
    (event.type === 'card.identified' || event.type === 'card.pinWrong') && event.tries < 1,
  oneTryLeft: ({ event }: Asked) => event.type === 'card.pinWrong' && event.tries === 1,
  centreKnowsCard: ({ context }: Asked) => context.digest_sha256 !== null,
  alreadyPresented: ({ context }: Asked) => context.presented,
  /** The PIN is the next step: at once, or because everything else is chosen (R14). */
  pinIsNext: ({ context }: Asked) => context.profile.pin === 'first' || (context.draft?.copies ?? 0) > 0,
  lastTryIsNext: ({ context }: Asked) =>
    context.tries === 1 && (context.profile.pin === 'first' || (context.draft?.copies ?? 0) > 0),
  pinComesLast: ({ context }: Asked) => context.profile.pin === 'last',
  /** The chain wants the card to stay until payment (R6): without it this session cannot go on. */
  sessionNeedsCard: ({ context }: Asked) => context.authenticated && context.profile.cardAfterPin === 'stays',
  notAuthenticated: ({ context }: Asked) => !context.authenticated,
  cardMustStay: ({ context }: Asked) => context.profile.cardAfterPin === 'stays',
  cardMustGo: ({ context }: Asked) => context.profile.cardAfterPin === 'off' && context.cardPresent,
};

const requestGuards = {
  nothingOffered: ({ event }: Asked) => event.type === 'centre.authenticated' && event.offers.length === 0,
  typeOffered: ({ context, event }: Asked) =>
    event.type === 'citizen.chooseCertificate' && context.offers.some((offer) => offer.typeId === event.typeId),
  /** Only what is shown as refused is asked about; what differs between centre and local data is the staff's affair. */
  typeRefused: ({ context, event }: Asked) =>
    event.type === 'citizen.askWhy' &&
    context.withheld.some(({ typeId, code }) => typeId === event.typeId && code !== 'catalogueDiffers'),
  /** With PIN last, what was chosen before the PIN may turn out not to be for this citizen. */
  draftWithheld: ({ context }: Asked) => {
    return context.draft !== null && draftOffer(context) === undefined;
  },
  /** The same, of its items or copies: a foreign resident has others than were offered before anybody knew (R54, 2.4). */
  draftChanged: ({ context }: Asked) => {
    const offer = draftOffer(context);
    return context.draft !== null && offer !== undefined && !draftFits(context, offer, context.draft);
  },
  draftBegun: ({ context }: Asked) => context.draft !== null,
  draftHasItems: ({ context }: Asked) => (draftOffer(context)?.options.length ?? 0) > 0,
  draftNeedsPersons: ({ context }: Asked) => {
    const offer = draftOffer(context);
    return context.authenticated && offer !== undefined && choosablePersons(context, offer) > 1;
  },
  draftHasCopies: ({ context }: Asked) => (context.draft?.copies ?? 0) > 0,
  itemsFit: ({ context, event }: Asked) => {
    const offer = draftOffer(context);
    return event.type === 'citizen.chooseItems' && offer !== undefined && optionsFit(offer, event.options);
  },
  personsFit: ({ context, event }: Asked) => {
    const offer = draftOffer(context);
    if (event.type !== 'citizen.choosePersons' || offer === undefined) return false;
    return personsFit(choosablePersons(context, offer), event.persons);
  },
  copiesFit: ({ context, event }: Asked) => {
    const offer = draftOffer(context);
    return event.type === 'citizen.chooseCopies' && offer !== undefined && copiesFit(context, offer, event.copies);
  },
  lineReopened: ({ context }: Asked) => context.reopened !== null,
  mayExtend: ({ context }: Asked) => !context.long,
  requestsChosen: ({ context }: Asked) => context.requests.length > 0,
  roomForMore: ({ context }: Asked) => context.requests.length < REQUESTS_MAX,
  removesOnlyOne: ({ context, event }: Asked) =>
    event.type === 'citizen.removeCertificate' && context.requests.length === 1 && event.index === 0,
  removesOne: ({ context, event }: Asked) =>
    event.type === 'citizen.removeCertificate' && context.requests[event.index] !== undefined,
  refusesRequestOnly: ({ event }: Asked) => event.type === 'centre.refused' && event.scope === 'request',
  documentsMissing: ({ context, event }: Asked) =>
    event.type === 'centre.documentsReady' && (!setsFit(context, event.sets) || event.due_yen <= 0),
  feesDiffer: ({ context, event }: Asked) => event.type === 'centre.documentsReady' && !feesFit(context, event.sets),
  taxYearsDiffer: ({ context, event }: Asked) =>
    event.type === 'centre.documentsReady' && !taxYearsFit(context, event.sets),
  backToSetCard: ({ context }: Asked) => context.backTo === 'setCard',
  backToCertificate: ({ context }: Asked) => context.backTo === 'certificate',
};

function moneyInside(context: SessionContext): boolean {
  const { credit_yen, escrow_yen, owed_yen } = context.totals;
  return credit_yen > 0 || escrow_yen > 0 || owed_yen > 0;
}

const cashGuards = {
  enough: ({ context }: Asked) => context.totals.enough,
  fixedEnough: ({ event }: Asked) => event.type === 'cash.fixed' && event.totals.enough,
  /** A note is taken only while the citizen pays, and only while the promise of change holds with it. */
  paying: stateIn('#pay'),
  notPaying: not(stateIn('#pay')),
  escrowAcceptable: ({ event }: Asked) => event.type === 'cash.escrowed' && event.acceptable,
  charging: stateIn('#charging'),
  /** Money came in after the fees were set aside: it goes back as change does. */
  lateCredit: ({ context, event }: Asked) =>
    event.type === 'cash.totals' &&
    context.begun &&
    (context.deposit === 'none' || context.moneySettled) &&
    event.totals.credit_yen > 0,
  changeIsDue: ({ event }: Asked) => event.type === 'cash.charged' && event.change_yen > 0,
  moneyInside: ({ context }: Asked) => moneyInside(context),
  /** Money came or went: the citizen is at work, the time-out starts anew. */
  moneyMoved: ({ context, event }: Asked) =>
    event.type === 'cash.totals' &&
    (event.totals.credit_yen !== context.totals.credit_yen || event.totals.escrow_yen !== context.totals.escrow_yen),
  /** One more coin or note is inside; a note that goes back out of escrow is none. */
  moneyCame: ({ context, event }: Asked) =>
    event.type === 'cash.totals' &&
    event.totals.credit_yen + event.totals.escrow_yen > context.totals.credit_yen + context.totals.escrow_yen,
  depositOpen: ({ context }: Asked) =>
    !context.moneySettled && (context.deposit === 'open' || context.deposit === 'fixing'),
  moneyUnsettled: ({ context }: Asked) => !context.moneySettled && context.deposit === 'fixed',
  refundQueued: ({ context }: Asked) => context.refundQueued,
  nothingToPay: stateIn('#cashResting'),
  stillPaying: not(stateIn('#cashResting')),
  slipExpected: ({ context }: Asked) => context.slipsExpected > 0,
  slipWaiting: ({ context }: Asked) => context.slips.length > 0,
};

const paperGuards = {
  hasTrouble: ({ event }: Asked) => event.type === 'print.progress' && event.trouble !== null,
  allLeavesOut: ({ context }: Asked) => context.cursor === null,
  leafIsCurrent: ({ context, event }: Asked) =>
    (event.type === 'print.leafDone' || event.type === 'print.leafFailed') && isCurrentLeaf(context, event),
  leafNotDone: ({ context, event }: Asked) =>
    event.type === 'print.leafFailed' && event.outcome === 'notDone' && isCurrentLeaf(context, event),
  /** A leaf that is printed now, or one that was no longer waited for. */
  leafIsKnown: ({ context, event }: Asked) =>
    (event.type === 'print.leafDone' || event.type === 'print.leafFailed') &&
    (isCurrentLeaf(context, event) || (context.gaveUp?.set === event.set && context.gaveUp.leaf === event.leaf)),
  /** A first sheet can be looked at. */
  sheetIsOut: ({ context }: Asked) => context.leavesDone > 0 && !context.foreign,
  paperMayBeForeign: ({ context }: Asked) => context.paperOut && !context.foreign,
  foreignReported: ({ context }: Asked) => context.foreign,
  notAskingForeign: not(stateIn('#foreignAsking')),
  foreignToShow: ({ context }: Asked) => context.foreign && !context.foreignShown,
  cellIsLost: ({ context }: Asked) => context.cellLost,
  receiptIsDue: ({ context }: Asked) => context.earned && !context.cellLost,
};

const endingGuards = {
  somethingToTell: ({ context }: Asked) => context.tell,
  thingsToTake: ({ context }: Asked) => !context.taken && itemsToTake(context).length > 0,
  /** The reader or a sensor still sees something: it cannot be confirmed as taken (D10). */
  seenLeft: ({ context }: Asked) =>
    context.cardPresent || context.reminded.some((item) => item !== 'card' && context.sensed[item] === true),
};

export const guards = {
  ...serviceGuards,
  ...cardGuards,
  ...requestGuards,
  ...cashGuards,
  ...paperGuards,
  ...endingGuards,
  ...staffGuards,
};
