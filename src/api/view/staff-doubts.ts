/** Money of which a person has to decide: the list, what to look at, the amount, and what the decision books. */
import { action, caution, info, type Content, type Context } from './context.ts';
import {
  confirmButton,
  deskOf,
  NO_PARTS,
  refusal,
  table,
  unitName,
  type Desk,
  type StaffParts,
} from './staff-context.ts';
import type { StaffDoubt } from '../staff-desk.ts';

function doubtOf({ desk, staff }: Desk): StaffDoubt | undefined {
  return desk.doubts.find(({ questionId }) => questionId === staff.questionId);
}

/** 「0〜500円」, or 「500円」 where nothing is open but yes or no; in words where only a count can tell. */
function range({ words }: Desk, { kind, least_yen, most_yen }: StaffDoubt): string {
  if (most_yen === null) return words.text('staff.doubt.unknown');
  if (kind === 'unclaimed' || kind === 'disputed') return words.yen(most_yen);
  return words.text('staff.doubt.range', { least: words.yen(least_yen), most: words.yen(most_yen) });
}

function placeOf(staff: Desk, { claimNumber, deviceId }: StaffDoubt): string {
  if (claimNumber !== null) return `${staff.words.text('staff.table.claim')} ${claimNumber}`;
  return deviceId === null ? '―' : unitName(staff, deviceId);
}

/** The list of all money in question. */
export function doubtsList(staff: Desk): Content {
  const { words, desk } = staff;
  const rows = desk.doubts.map((doubt) => ({
    id: doubt.questionId,
    cells: [
      words.text(`staff.doubt.kind.${doubt.kind}`),
      placeOf(staff, doubt),
      range(staff, doubt),
      doubt.deviceId === null ? '―' : words.dateTime(doubt.at_epoch_ms),
    ],
    action: action(`doubt.${doubt.questionId}`, 'plain', words.text('staff.doubts.choose'), {
      type: 'staff.chooseDoubt',
      questionId: doubt.questionId,
    }),
  }));
  const head = [
    [words.text('staff.table.what'), false],
    [words.text('staff.table.where'), false],
    [words.text('staff.table.amount'), true],
    [words.text('staff.table.time'), false],
  ] as const;
  return {
    title: words.text('staff.doubts.title'),
    lead: rows.length === 0 ? [] : [words.text('staff.doubts.lead')],
    staff: { ...NO_PARTS, tables: [table('doubts', head, rows, words.text('staff.doubts.empty'))] },
  };
}

/** What to look at with one's own eyes, before anything is decided. */
function steps(staff: Desk, doubt: StaffDoubt): StaffParts['guide'] {
  const { words } = staff;
  const { kind, about } = doubt;
  const ids =
    kind === 'claim'
      ? ([`${about ?? 'payout'}1`, `${about ?? 'payout'}2`, `${about ?? 'payout'}3`] as const)
      : kind === 'unseen' || kind === 'lent'
        ? ([`${kind}1`, `${kind}2`] as const)
        : (['held1', 'held2'] as const);
  return ids.map((id) => ({ id: `doubt-${id}`, text: words.text(`staff.doubt.step.${id}`) }));
}

/** One question: what is known, and which answers a clerk may give. */
export function staffDoubtScreen(context: Context): Content {
  const staff = deskOf(context);
  const { words } = staff;
  const doubt = doubtOf(staff);
  if (doubt === undefined)
    return {
      title: words.text('staff.doubts.title'),
      lead: [words.text('staff.refused.staffSlipGone')],
      staff: NO_PARTS,
    };
  const { kind } = doubt;
  const enabled = doubt.counted;
  const most_yen = doubt.most_yen ?? 0;
  // The devices told all of it since: a clerk only has to close it.
  const isTold = kind === 'claim' && most_yen === 0;
  const foundNothing = kind === 'lent' && enabled && most_yen === 0;
  const amount = words.yen(most_yen);
  const answer = (id: string, answer: 'none' | 'all' | 'part', label: string, can = true) =>
    action(
      id,
      answer === 'all' ? 'primary' : 'plain',
      label,
      { type: 'staff.decide', answer },
      { enabled: enabled && can },
    );
  return {
    title: words.text(`staff.doubt.kind.${kind}`),
    lead: [words.text(isTold ? 'staff.doubt.told' : `staff.doubt.ask.${kind}`)],
    notices: [
      ...refusal(staff),
      ...(enabled ? [] : [caution(words.text('staff.doubt.countFirst'))]),
      ...(foundNothing ? [info(words.text('staff.doubt.noneFound'))] : []),
    ],
    actions: [
      answer(
        'decideNone',
        'none',
        words.text(isTold ? 'staff.doubt.none.told' : `staff.doubt.none.${kind}`),
        doubt.least_yen === 0,
      ),
      answer('decidePart', 'part', words.text('staff.doubt.part'), most_yen > 10),
      ...(most_yen > 0 ? [answer('decideAll', 'all', words.text(`staff.doubt.all.${kind}`, { amount }))] : []),
    ],
    staff: {
      ...NO_PARTS,
      guide: isTold ? [] : steps(staff, doubt),
      tables: [
        table(
          'doubt',
          [
            [words.text('staff.table.where'), false],
            [words.text('staff.table.time'), false],
          ],
          [
            {
              id: doubt.questionId,
              cells: [placeOf(staff, doubt), doubt.deviceId === null ? '―' : words.dateTime(doubt.at_epoch_ms)],
            },
          ],
        ),
      ],
      result: { text: range(staff, doubt), tone: 'plain' },
    },
  };
}

/** The amount in yen, on the pad that counts pieces: one row whose pieces are yen. */
export function staffAmountScreen(context: Context): Content {
  const staff = deskOf(context);
  const { words } = staff;
  const doubt = doubtOf(staff);
  const kind = doubt?.kind ?? 'claim';
  const max = doubt?.most_yen ?? 0;
  return {
    title: words.text(`staff.doubt.ask.${kind}`),
    lead: [words.text('staff.doubt.amountLead')],
    notices: refusal(staff),
    form: {
      kind: 'counts',
      answeredBy: 'staff.count',
      rows: [
        {
          id: 'doubt.amount',
          unitId: 'doubt',
          denomination_yen: 1,
          place: words.text(`staff.doubt.kind.${kind}`),
          label: words.text('staff.table.amount'),
          max,
          room: words.text('staff.doubt.most', { amount: words.yen(max) }),
          preset: staff.staff.counts[0]?.count ?? null,
        },
      ],
      pieces: words.text('staff.doubt.yen'),
      delete: words.text('button.delete'),
      nextRow: words.text('staff.count.nextRow'),
      submit: words.text('staff.count.submit'),
    },
    staff: NO_PARTS,
  };
}

function decided_yen(staff: Desk, doubt: StaffDoubt | undefined): number {
  switch (staff.staff.answer) {
    case 'all':
      return doubt?.most_yen ?? 0;
    case 'part':
      return staff.staff.counts[0]?.count ?? 0;
    default:
      return 0;
  }
}

/** What an answer would book, before it is booked. */
export function doubtReview(staff: Desk): Content {
  const { words } = staff;
  const doubt = doubtOf(staff);
  const amount_yen = decided_yen(staff, doubt);
  const amount = words.yen(amount_yen);
  const kind = doubt?.kind ?? 'claim';
  return {
    title: words.text('staff.review.title'),
    lead: [words.text(`staff.doubt.books.${kind}`, { amount })],
    notices: [
      ...refusal(staff),
      info(words.text('staff.review.lead')),
      ...(amount_yen % 10 === 0 ? [] : [caution(words.text('staff.doubt.tens'))]),
    ],
    actions: [confirmButton(staff)],
    staff: { ...NO_PARTS, result: { text: amount, tone: 'plain' } },
  };
}

/** What was decided, on the screen that says it is booked. */
export function doubtResult({ words, desk }: Desk): StaffParts['result'] {
  const doubt = desk.result?.doubt ?? null;
  if (doubt === null) return null;
  const { kind, amount_yen, owed_yen } = doubt;
  const amount = words.yen(kind === 'claim' ? owed_yen : amount_yen);
  return { text: words.text(`staff.doubt.result.${kind}`, { amount }), tone: 'good' };
}
