import type { CashChangerCommand } from '../cash-changer.ts';
import type { DeviceReason } from '../contract.ts';
import type { Pieces, Yen } from '../../src/base/yen.ts';
import { OPC, RESULT, u32At, type OpcReply, type OpcRequest } from './opc-frame.ts';
import {
  MOST_WAITING,
  ORDER_STATE,
  ORDERS_KEPT,
  OUTCOMES_KEPT,
  readBase,
  readOrder,
  type Job,
  type OnePieceContext,
  type OnePieceDraft,
  type Outcome,
  type UnitOrder,
} from './one-piece-state.ts';

/** Payouts by amount. The unit keeps every order under its id before the first piece moves, so PAY never pays twice. */

type OrderCommands = Extract<CashChangerCommand, { type: 'prepare' | 'execute' | 'forget' | 'resolve' }>;

/** How often ORDER is asked while it pays. */
const ORDER_POLL_MS = 200;
/** No order is dearer: the amount is four bytes, and no kiosk pays a million yen. */
const MOST_YEN = 1_000_000;

/** True for what a payout can be ordered of. */
export function isPayAmount(amount_yen: Yen): boolean {
  return Number.isInteger(amount_yen) && amount_yen > 0 && amount_yen % 10 === 0 && amount_yen <= MOST_YEN;
}

export function command(context: OnePieceContext, draft: OnePieceDraft, command: OrderCommands): void {
  const { state } = draft;
  const { intentId } = command;
  switch (command.type) {
    case 'prepare': {
      const { order } = command;
      if (order.type !== 'payAmount') return refuse(context, draft, intentId, 'this changer is paid by amount');
      const { amount_yen } = order;
      if (!isPayAmount(amount_yen))
        return draft.fact({ ...refused(context, intentId, 'amountInvalid', `${amount_yen} yen cannot be paid`) });
      if (state.offline || !state.opened || !state.status)
        return draft.fact({ ...refused(context, intentId, 'cashOffline', 'the changer does not answer') });
      if (state.job) return refuse(context, draft, intentId, 'another order is under way');
      const job: Job = { type: 'canPay', intentId, amount_yen, orders: state.status.orders, paid_yen: 0 };
      return draft.set({ job, ask_at_ms: draft.now_ms });
    }
    case 'execute':
      return execute(context, draft, intentId);
    case 'forget':
      if (state.prepared?.intentId === intentId) draft.set({ prepared: null });
      if (state.job?.type === 'canPay' && state.job.intentId === intentId) draft.set({ job: null });
      return;
    case 'resolve': {
      const told = state.outcomes.find((one) => one.intentId === intentId);
      if (told) return draft.fact(told);
      const known = [state.job, ...state.waiting].some((one) => one?.intentId === intentId);
      if (known || state.waiting.length >= MOST_WAITING) return;
      const amount_yen = command.order.type === 'payAmount' ? command.order.amount_yen : 0;
      // An order of another kind of changer: this unit never had it and cannot say what became of it.
      if (amount_yen === 0) {
        const foreign: Job = { type: 'resolve', intentId, amount_yen, orders: null, paid_yen: 0 };
        return tell(context, draft, foreign, 'unknown', [], why('payoutUnknown', 'the order is of another changer'));
      }
      const job: Job = { type: 'resolve', intentId, amount_yen, orders: readBase(command.deviceBase), paid_yen: 0 };
      draft.set({ waiting: [...state.waiting, job] });
      return next(draft);
    }
  }
}

function next(draft: OnePieceDraft): void {
  const [first, ...rest] = draft.state.waiting;
  if (draft.state.job || !first) return;
  draft.set({ job: first, waiting: rest, ask_at_ms: draft.now_ms });
}

function execute(context: OnePieceContext, draft: OnePieceDraft, intentId: string): void {
  const { outcomes, job, prepared } = draft.state;
  const told = outcomes.find((one) => one.intentId === intentId);
  if (told) return draft.fact(told);
  if (job?.intentId === intentId) return;
  if (draft.state.waiting.some((one) => one.intentId === intentId)) return;
  if (prepared?.intentId !== intentId) return refuse(context, draft, intentId, 'order was not prepared');
  // A question about an older order may have come in between; the payout is next.
  draft.set({ prepared: null, waiting: [{ ...prepared, type: 'pay' }, ...draft.state.waiting] });
  next(draft);
}

/** After a silence to PAY the unit is asked whether it knows the order, before PAY is sent again (rule 5). */
export function jobSilent(draft: OnePieceDraft, request: OpcRequest): void {
  const { job } = draft.state;
  if (job?.type === 'pay' && request.command === OPC.pay) draft.set({ job: { ...job, type: 'look' } });
}

/** An answer to CAN_PAY, PAY or ORDER. */
export function answeredJob(
  context: OnePieceContext,
  draft: OnePieceDraft,
  request: OpcRequest,
  reply: OpcReply,
): void {
  const { job } = draft.state;
  if (request.command === OPC.canPay && !isAskedBy(job, request)) return payable(context, draft, request, reply);
  if (!job) return;
  draft.set({ ask_at_ms: draft.now_ms + ORDER_POLL_MS });
  if (request.command === OPC.canPay && job.type === 'canPay') return canPay(context, draft, job, reply);
  if (request.command === OPC.pay && job.type === 'pay') return payAnswered(context, draft, job, reply);
  if (request.command !== OPC.order) return;
  if (reply.result === RESULT.noSuchOrder) return notKnown(context, draft, job);
  const order = reply.result === RESULT.ok ? readOrder(reply.data) : null;
  if (!order) return draft.fact({ type: 'noise', what: 'order cannot be read' });
  seen(context, draft, job, order);
}

/** CAN_PAY was asked for an order, not for the promise of change. */
function isAskedBy(job: Job | null, request: OpcRequest): boolean {
  return job?.type === 'canPay' && job.amount_yen === u32At(request.data, 0);
}

/** What the unit says of an amount that nobody orders yet. Without a word the books' own figures stay. */
function payable(context: OnePieceContext, draft: OnePieceDraft, request: OpcRequest, reply: OpcReply): void {
  const amount_yen = u32At(request.data, 0);
  const { asks_yen } = draft.state;
  if (!asks_yen.includes(amount_yen)) return;
  draft.set({ asks_yen: asks_yen.filter((asked) => asked !== amount_yen) });
  const [said] = reply.data;
  if (reply.result !== RESULT.ok || said === undefined || said > 1)
    return draft.fact({ type: 'noise', what: 'CAN_PAY cannot be read' });
  draft.fact({ type: 'payable', unitId: context.deviceId, amount_yen, payable: said === 1 });
}

function canPay(context: OnePieceContext, draft: OnePieceDraft, job: Job, reply: OpcReply): void {
  draft.set({ job: null });
  if (reply.result === RESULT.ok && reply.data[0] === 1) {
    draft.set({ prepared: job });
    const deviceBase = JSON.stringify({ orders: job.orders });
    draft.fact({ type: 'prepared', intentId: job.intentId, deviceBase, deviceId: context.deviceId });
  } else
    draft.fact(refused(context, job.intentId, 'changeShort', `${job.amount_yen} yen cannot be made from the stock`));
  next(draft);
}

function payAnswered(context: OnePieceContext, draft: OnePieceDraft, job: Job, reply: OpcReply): void {
  switch (reply.result) {
    case RESULT.ok:
      return draft.set({ job: { ...job, type: 'look' } });
    case RESULT.cannotPay:
      return over(context, draft, job, 'notDone', [], why('changeShort', 'the amount cannot be made from the stock'));
    case RESULT.orderDiffers:
      return over(
        context,
        draft,
        job,
        'unknown',
        [],
        why('payoutUnknown', 'the unit knows this order with another amount'),
      );
    default:
      return over(context, draft, job, 'notDone', [], why('cashFault', `the unit refuses to pay (${reply.result})`));
  }
}

/** The unit knows no such order: never heard, unless so many came since that it may be forgotten. */
function notKnown(context: OnePieceContext, draft: OnePieceDraft, job: Job): void {
  const since = (draft.state.status?.orders ?? 0) - (job.orders ?? 0);
  const forgotten = job.orders === null || since < 0 || since >= ORDERS_KEPT;
  if (forgotten)
    return over(context, draft, job, 'unknown', [], why('payoutUnknown', 'the unit may have forgotten the order'));
  if (job.type === 'resolve') return over(context, draft, job, 'notDone', [], null);
  draft.set({ job: { ...job, type: 'pay' }, ask_at_ms: draft.now_ms });
}

function seen(context: OnePieceContext, draft: OnePieceDraft, job: Job, order: UnitOrder): void {
  switch (order.state) {
    case ORDER_STATE.paying:
      if (order.paid_yen > job.paid_yen) {
        draft.set({ job: { ...job, paid_yen: order.paid_yen } });
        draft.fact({ type: 'paying', intentId: job.intentId, paid_yen: order.paid_yen });
      }
      return;
    case ORDER_STATE.paid:
      return over(context, draft, job, 'done', order.pieces, null);
    case ORDER_STATE.partly:
    case ORDER_STATE.notPaid: {
      const result = order.paid_yen > 0 ? 'partly' : 'notDone';
      return over(context, draft, job, result, order.pieces, why('cashFault', `${order.paid_yen} yen were paid`));
    }
    default: {
      // Power failed while paying: one piece may or may not have fallen.
      if (order.doubtful !== 0)
        return over(
          context,
          draft,
          job,
          'unknown',
          order.pieces,
          why('payoutUnknown', 'power failed while a piece fell'),
        );
      const result = order.paid_yen === job.amount_yen ? 'done' : order.paid_yen > 0 ? 'partly' : 'notDone';
      return over(context, draft, job, result, order.pieces, why('cashReset', 'power failed while paying'));
    }
  }
}

function why(code: DeviceReason['code'], detail: string): DeviceReason {
  return { code, detail };
}

function over(
  context: OnePieceContext,
  draft: OnePieceDraft,
  job: Job,
  result: Outcome['result'],
  pieces: readonly Pieces[],
  reason: DeviceReason | null,
): void {
  draft.set({ job: null, stopping: false });
  tell(context, draft, job, result, pieces, reason);
  next(draft);
}

function tell(
  context: OnePieceContext,
  draft: OnePieceDraft,
  job: Job,
  result: Outcome['result'],
  pieces: readonly Pieces[],
  reason: DeviceReason | null,
): void {
  const { deviceId } = context;
  const told: Outcome = {
    type: 'outcome',
    intentId: job.intentId,
    result,
    moved: { type: 'paid', unitId: deviceId, pieces },
    // The memory of the unit is its last booked event; an order adds nothing to it.
    deviceAfter: JSON.stringify(draft.state.memory ?? { serial: '', event: 0 }),
    reason: reason && { ...reason, detail: `${deviceId}: ${reason.detail}` },
    deviceId,
  };
  draft.set({ outcomes: [...draft.state.outcomes, told].slice(-OUTCOMES_KEPT) });
  draft.fact(told);
}

function refuse(context: OnePieceContext, draft: OnePieceDraft, intentId: string, what: string): void {
  draft.fact(refused(context, intentId, 'cashFault', what));
}

function refused(context: OnePieceContext, intentId: string, code: DeviceReason['code'], what: string) {
  const reason: DeviceReason = { code, detail: `${context.deviceId}: ${what}` };
  return { type: 'refused', intentId, reason, deviceId: context.deviceId } as const;
}
