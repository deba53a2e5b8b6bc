/** Screens after the choice: documents, money, printing, slip, refusal, things to take. */
import type { RejectionGroup, ReminderItem } from '../../../fsm/events.ts';
import type { TextKey, UtteranceId, Words } from '../../words/contract.ts';
import { words } from '../../words/words.ts';
import type { View } from '../messages.ts';
import { cardFactsOf } from './card.ts';
import { acceptsBlock, isShortOfChange } from './accepts.ts';
import { qrRows } from '../qr-rows.ts';
import {
  action,
  callCentreHelp,
  caution,
  certificateName,
  helpFor,
  info,
  operatorHelp,
  sentence,
  shownCode,
  type Content,
  type Context,
} from './context.ts';
import { closedLines, isClosed } from './hours.ts';
import { notMineButton } from './foreign-paper.ts';
import { clerkAct, isPrinterTrouble } from './printer.ts';
import { documentAsides } from './notices.ts';

/** The centre makes the documents and they are checked; nothing has been paid yet (D12). */
export function fetchingScreen({ words }: Context): Content {
  return {
    title: words.text('fetching.title'),
    lead: [words.text('fetching.lead')],
    picture: 'wait',
    speech: { utteranceId: 'speak.fetching', text: words.text('speak.fetching') },
  };
}

function moneyBlock(context: Context): NonNullable<View['money']> {
  const { input, words } = context;
  const { due_yen, credit_yen, needed_yen, owed_yen } = input.picture.totals;
  const amount = (label: string, amount_yen: number) => ({ label, amount_yen, text: words.yen(amount_yen) });
  return {
    due: amount(words.text('pay.due'), due_yen),
    inserted: amount(words.text('pay.inserted'), credit_yen),
    needed: amount(words.text('pay.needed'), needed_yen),
    // What will come back once 「プリントスタート」 is pressed, or is owed already.
    owed: amount(words.text('pay.owed'), Math.max(owed_yen, credit_yen - due_yen, 0)),
    accepts: acceptsBlock(context),
    enough: due_yen > 0 && input.picture.totals.enough,
  };
}

/** Texts and utterances of a coin or note that came back. */
const REJECTIONS = {
  notTaken: ['pay.rejectedNotTaken', 'speak.rejectedNotTaken'],
  insertAgain: ['pay.rejectedInsertAgain', 'speak.rejectedInsertAgain'],
  notNow: ['pay.rejectedNotNow', 'speak.rejectedNotNow'],
  enough: ['pay.rejectedEnough', 'speak.rejectedEnough'],
} as const satisfies Readonly<Record<RejectionGroup | 'enough', readonly [TextKey, UtteranceId]>>;

/**
 * Why a coin or note came back and what to do. For its moment it stands and is said instead of the request to pay and the
 * reason of the crossed-out pieces: one thing at a time, and there is no room for all of them.
 */
function rejection(context: Context, enough: boolean): Pick<Content, 'lead' | 'notices' | 'money' | 'speech'> {
  const { input, words } = context;
  const { rejected } = input.picture;
  if (rejected === null) return {};
  // Whatever it was: nothing more has to be put in.
  const [text, utteranceId] = REJECTIONS[enough ? 'enough' : rejected];
  const money = moneyBlock(context);
  return {
    lead: [],
    notices: [caution(words.text(text))],
    money: { ...money, accepts: { ...money.accepts, notice: null } },
    speech: { utteranceId, text: words.text(utteranceId) },
  };
}

/** Money: due, put in, still needed, what is taken; 「プリントスタート」 when it is enough (R11, R83, R84). */
export function payScreen(context: Context): Content {
  const { input, words } = context;
  const { due_yen } = input.picture.totals;
  // There is no free issue (R74): before the books have stated the fee, nothing can be enough and nothing is said.
  const enough = due_yen > 0 && input.picture.totals.enough;
  const asking = isShortOfChange(context) ? 'speak.payExact' : 'speak.pay';
  const asks =
    due_yen > 0 ? { utteranceId: asking, text: words.text(asking, { amount: words.yenSpoken(due_yen) }) } : null;
  return {
    title: words.text(enough ? 'pay.enough' : 'pay.title'),
    lead: [words.text(enough ? 'pay.leadEnough' : 'pay.lead')],
    picture: 'insertMoney',
    asides: documentAsides(context),
    money: moneyBlock(context),
    actions: [
      action(
        'printStart',
        'primary',
        words.text('button.printStart'),
        { type: 'citizen.printStart' },
        { enabled: enough },
      ),
    ],
    speech: enough ? { utteranceId: 'speak.payEnough', text: words.text('speak.payEnough') } : asks,
    ...rejection(context, enough),
  };
}

/** 「プリントスタート」 was pressed: change is being paid. */
export function closingDepositScreen(context: Context): Content {
  const { words } = context;
  return {
    title: words.text('closingDeposit.title'),
    lead: [words.text('closingDeposit.lead')],
    picture: 'wait',
    money: moneyBlock(context),
  };
}

/** Which sheet of which set, and what is being done with it (R87, R94). */
function whereNow({ input, words }: Context): string {
  const { now, doing } = input.picture.leaves;
  const what = doing === null ? '' : words.text(`printing.doing.${doing}`);
  const isOnPaper = doing !== 'receipt' && doing !== 'refunding' && doing !== 'ending';
  if (now === null || !isOnPaper) return what;
  const where = now.sets > 1 ? words.text('printing.now', now) : words.text('printing.nowOne', now);
  return words.locale === 'ja' ? `${where}　${what}` : `${where}. ${what}`;
}

/** Leaves coming out, and what is wrong while the printer is in trouble (R12, R95). */
export function printingScreen(context: Context): Content {
  const { input, words } = context;
  const { leaves, trouble, troubleKeywords } = input.picture;
  const utteranceId = trouble === null ? 'speak.printing' : 'speak.printingTrouble';
  return {
    title: words.text(trouble === null ? 'printing.title' : 'printing.trouble'),
    lead: [words.text('printing.lead'), ...(trouble === null ? [words.text('printing.sealed')] : [])],
    // What to do needs the room.
    picture: trouble === null ? 'printing' : null,
    notices:
      trouble === null
        ? []
        : [
            caution(`${sentence(context, trouble)}${words.text('printing.goesOn')}`),
            // The only screen there is: who comes to help reads here where to look (R111). Nothing of the citizen stands on it.
            info(words.text('printing.clerk', { what: clerkAct(forStaff(words), trouble, troubleKeywords) })),
          ],
    actions: notMineButton(context),
    progress: {
      done: leaves.done,
      total: leaves.total,
      text: words.text('printing.progress', { done: leaves.done, total: leaves.total }),
      detail: whereNow(context),
      timeLeft: trouble === null ? timeLeft(context) : null,
    },
    code: trouble === null ? null : shownCode(context, trouble),
    help: trouble === null ? [] : operatorHelp(context),
    speech: { utteranceId, text: words.text(utteranceId) },
  };
}

/** One sheet, both sides, with its anti-forgery layers, before the first one of the session has told better. */
const LEAF_TIME_S = 30;

/** Staff of the store read Japanese, or English: no other language has their words. */
function forStaff(own: Words): Words {
  return own.locale === 'en' ? own : words('ja');
}

/** A guess, and never less than a minute: it is said only while there is something to print (R87). */
function timeLeft({ input, words }: Context): string | null {
  const { done, total } = input.picture.leaves;
  if (done >= total) return null;
  const minutes = Math.max(1, Math.ceil(((total - done) * (input.leafTime_s ?? LEAF_TIME_S)) / 60));
  return words.text('printing.timeLeft', { minutes });
}

/** Money is being given back. */
export function refundingScreen({ words }: Context): Content {
  return {
    title: words.text('refunding.title'),
    lead: [words.text('refunding.lead')],
    picture: 'payout',
    speech: { utteranceId: 'speak.refunding', text: words.text('speak.refunding') },
  };
}

/** A claim for money that could not be paid out: number, amount, telephone and QR code, until it is confirmed. */
export function slipScreen(context: Context): Content {
  const { input, words } = context;
  const { slip } = input.picture;
  const claimNumber = slip?.claimNumber ?? '';
  const amount_yen = slip?.amount_yen ?? 0;
  return {
    title: words.text('slip.title'),
    lead: [words.text('slip.lead')],
    picture: 'slip',
    slip:
      slip === null
        ? null
        : {
            label: words.text('slip.number'),
            claimNumber,
            amountLabel: words.text('slip.amount'),
            amount: words.yen(amount_yen),
            phoneLabel: words.text('slip.phone'),
            phone: input.operatorPhone,
            qr: qrRows(`MADOGUCHI ${claimNumber} ${amount_yen} JPY TEL ${input.operatorPhone}`),
          },
    actions: [
      action(
        'acknowledge',
        'primary',
        words.text('button.close'),
        { type: 'citizen.acknowledge' },
        { enabled: input.picture.canAcknowledge },
      ),
    ],
    speech: {
      utteranceId: 'speak.slip',
      // Read out sign by sign: it is to be written down.
      text: words.text('speak.slip', {
        amount: words.yenSpoken(amount_yen),
        number: [...claimNumber].filter((sign) => /[0-9A-Za-z]/.test(sign)).join(words.locale === 'ja' ? '、' : ', '),
      }),
    },
  };
}

/** Why it ends, or why one certificate cannot be had: neutral words, what to do, whom to call, the number (R40, R112). */
export function refusalScreen(context: Context): Content {
  const { input, words } = context;
  const { about, sets_max } = input.picture;
  const code = input.picture.code ?? 'internal';
  const text = words.code(code);
  const advice = about === null && isClosed(code) ? closedLines(context, code) : [text.advice];
  // What was paid for and did not come out.
  const isGivenUp = input.picture.leaves.total > 0 && (isPrinterTrouble(code) || code === 'printerForeignJob');
  const inTime =
    code === 'tooManyBeforeClosing' && sets_max !== null ? [words.text('check.inTime', { n: sets_max })] : [];
  return {
    title: text.title,
    // A message about one certificate names it: there may be several that cannot be had.
    lead: [
      ...(about === null ? [] : [certificateName(context, about)]),
      ...advice,
      ...inTime,
      ...(isGivenUp ? [words.text('printing.gaveUp')] : []),
    ],
    picture: 'stop',
    notices: code === 'pinBlocked' && cardFactsOf(input).isResetInStores ? [info(words.text('card.resetInStore'))] : [],
    code: shownCode(context, code),
    help: helpFor(context, code),
    // Where the citizen may still leave, the message leads back.
    actions: [
      action('acknowledge', 'primary', words.text(input.picture.canCancel ? 'button.back' : 'button.close'), {
        type: 'citizen.acknowledge',
      }),
    ],
    speech: { utteranceId: 'speak.refusal', text: sentence(context, code) },
  };
}

const ITEM_ORDER: readonly ReminderItem[] = ['card', 'certificate', 'receipt', 'change', 'phone', 'original'];

/** How many sheets there are to take (R94), and what is wrong with their number. */
function sheetsNotice({ input, words }: Context): View['notices'][number] {
  const { done, total, unknown, part, mixed } = input.picture.leaves;
  if (unknown > 0)
    return caution(
      done === 0 ? words.text('takeItems.sheetsSought') : words.text('takeItems.sheetsUnknown', { done, unknown }),
    );
  if (mixed) return caution(words.text('takeItems.mixed', { done }));
  if (part) return caution(words.text('takeItems.part', { done }));
  return info(words.text('takeItems.sheets', { total: Math.min(done, total) }));
}

/** The certificate says how many sheets it is; after a cancel there was no sale: what lies in the tray is the citizen's own money. */
function itemLabel({ input, words }: Context, item: ReminderItem, delivered: boolean): string {
  const { done } = input.picture.leaves;
  if (item === 'change' && !delivered) return words.text('takeItems.refund');
  if (item === 'certificate' && done > 0) return words.text('takeItems.certificates', { done });
  return words.text(`takeItems.${item}`);
}

/** Card, certificate, receipt and change to be taken, until 「確認(音声停止)」 (R13). */
export function takeItemsScreen(context: Context): Content {
  const { input, words } = context;
  const { items, foreign, receipt } = input.picture;
  const delivered = foreign !== null || items.some(({ item }) => item === 'certificate');
  const cardLeft = items.some(({ item, gone }) => item === 'card' && !gone);
  const late = (input.reminder?.level ?? 0) >= 2;
  return {
    title: words.text('takeItems.title'),
    lead: [words.text(delivered ? 'takeItems.lead' : 'takeItems.leadCancelled')],
    notices: [
      ...(delivered && foreign === null ? [sheetsNotice(context)] : []),
      ...(foreign === null ? [] : [caution(words.text('foreign.reminder', { reference: foreign.reference ?? '' }))]),
      ...(cardLeft && late ? [caution(words.text('takeItems.lost'))] : []),
    ]
      .slice(-1)
      .concat(receipt === 'failed' ? [caution(words.text('takeItems.noReceipt', { phone: input.operatorPhone }))] : []),
    ticks: items
      .toSorted((a, b) => ITEM_ORDER.indexOf(a.item) - ITEM_ORDER.indexOf(b.item))
      .map(({ item, gone }) => ({
        item,
        gone,
        label: itemLabel(context, item, delivered),
        text: words.text(gone ? 'takeItems.gone' : 'takeItems.left'),
      })),
    emphasis: input.reminder?.emphasis ?? 'calm',
    ...(cardLeft && late ? { help: callCentreHelp(context) } : {}),
    actions: [
      ...notMineButton(context),
      action('confirmTaken', 'primary', words.text('button.confirmTaken'), { type: 'citizen.confirmTaken' }),
    ],
  };
}
