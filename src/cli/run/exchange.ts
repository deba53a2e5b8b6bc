/** `cash exchange` and `cash closing`: counted work, booked. */
import type { CountedPiles, ExchangeBooked, ExchangeOpen } from '../../api/messages.ts';
import type { Call, Run } from '../call.ts';
import { UsageError } from '../exit.ts';
import { CLI_LIMITS } from '../limits.ts';
import { columns } from '../render.ts';
import { serviceTime } from '../service-time.ts';
import { counterLines } from './cash.ts';

type Task = ExchangeOpen['task'];

const HEADS = {
  en: {
    open: ['UNIT', 'YEN', 'BOOKS'],
    booked: ['UNIT', 'YEN', 'BOOKS', 'COUNTED', 'OVER/SHORT'],
    sheet: (number: number) => `sheet ${number}`,
    closing: (number: number) => `closing ${number}`,
  },
  ja: {
    open: ['収納部', '金種', '帳簿'],
    booked: ['収納部', '金種', '帳簿', '計数', '過不足'],
    sheet: (number: number) => `伝票 ${number}`,
    closing: (number: number) => `締め ${number}`,
  },
} as const;

/** Money is moved while books are written: it may take its time. */
const ASKING = { silent_ms: CLI_LIMITS.work_answers_ms };

/** Task and unit; the task was checked when the command line was read. */
function workOf({ arguments: [task = 'closing', unit] }: Call): { readonly task: Task; readonly unit: string | null } {
  return { task: task as Task, unit: unit ?? null };
}

/** `hopper-100:100=52` as a counted pile. */
export function pilesOf(call: Call): CountedPiles {
  return call.list('count').map((typed) => {
    const [, unit = '', yen, count] = /^([^:=]+):(\d{1,5})=(\d{1,6})$/.exec(typed) ?? [];
    if (yen !== undefined && count !== undefined) {
      return { unit, denomination_yen: Number(yen), count: Number(count) };
    }
    throw new UsageError({
      en: `--count ${typed}; expected unit, denomination and pieces, as in hopper-100:100=52`,
      ja: `--count ${typed} は使えません。hopper-100:100=52 のように収納部、金種、枚数を指定してください`,
    });
  });
}

export const exchangeStart: Run = async (call) => {
  const open = await call.ask('cash.exchangeStart', workOf(call), ASKING);
  call.answer(open, (value) => renderOpen(value, call));
};

function renderOpen({ task, unit, piles }: ExchangeOpen, call: Call): string {
  const heads = HEADS[call.language];
  const rows = piles.map((pile) => [pile.unit, String(pile.denomination_yen), String(pile.booked)]);
  const example = piles[0] === undefined ? '' : ` --count ${piles[0].unit}:${piles[0].denomination_yen}=N`;
  const next = `madoguchi cash exchange end ${task}${unit === null ? '' : ` ${unit}`}${example}`;
  const said = { en: `the service stays closed until: ${next}`, ja: `次を行うまで取扱を中止します: ${next}` };
  return `${[...columns([heads.open, ...rows]), call.text(said)].join('\n')}\n`;
}

export const exchangeEnd: Run = async (call) => {
  const more = { piles: pilesOf(call), part: call.flag('part'), sure: call.flag('sure') };
  const booked = await call.ask('cash.exchangeEnd', { ...workOf(call), ...more }, ASKING);
  call.answer(booked, (value) => renderBooked(value, call));
};

export const exchangeDrop: Run = async (call) => {
  const result = await call.ask('cash.exchangeDrop', workOf(call), ASKING);
  call.answer(result, ({ open }) =>
    call.text({
      en: `given up; ${open} more are open\n`,
      ja: `取りやめました。ほかに ${open} 件が作業中です\n`,
    }),
  );
};

export const closing: Run = async (call) => {
  const booked = await call.ask('cash.closing', { piles: pilesOf(call), sure: call.flag('sure') }, ASKING);
  call.answer(booked, (value) => renderBooked(value, call));
};

function renderBooked(
  { number, piles, difference_yen, counters, closing: closed }: ExchangeBooked,
  call: Call,
): string {
  const heads = HEADS[call.language];
  const rows = piles.map(({ unit, denomination_yen, booked, counted, difference }) => [
    unit,
    String(denomination_yen),
    String(booked),
    String(counted),
    difference > 0 ? `+${difference}` : String(difference),
  ]);
  const over = call.text({ en: 'over/short', ja: '過不足' });
  const lines = [
    closed === null ? heads.sheet(number) : heads.closing(closed.number),
    ...(rows.length === 0 ? [] : columns([heads.booked, ...rows])),
    call.terminal.tint(difference_yen === 0 ? 'good' : 'warning', `${over}: ${difference_yen} 円`),
  ];
  if (closed !== null) {
    const fees_yen = Object.values(closed.fees_yen).reduce((sum, yen) => sum + yen, 0);
    const figures: readonly (readonly [string, string])[] = [
      [call.text({ en: 'from', ja: '開始' }), serviceTime(closed.from_ms)],
      [call.text({ en: 'at', ja: '締め' }), serviceTime(closed.at_ms)],
      [call.text({ en: 'sessions', ja: '利用' }), String(closed.sessions)],
      [call.text({ en: 'cash in', ja: '入金' }), `${closed.cashIn_yen} 円`],
      [call.text({ en: 'paid out', ja: '出金' }), `${closed.paidOut_yen} 円`],
      [call.text({ en: 'fees', ja: '手数料' }), `${fees_yen} 円`],
      [call.text({ en: 'head hash', ja: 'ハッシュ値' }), closed.headHash],
    ];
    lines.push(...columns(figures));
  }
  return `${[...lines, ...counterLines(counters, call)].join('\n')}\n`;
}
