/** Steps `money`, `paper` and `sound`: the roads that staff and technicians have anyway, in the order of a new kiosk. */
import type { CountedPiles, ExchangeOpen } from '../../api/messages.ts';
import type { Call } from '../call.ts';
import { CLI_LIMITS } from '../limits.ts';
import { pilesOf } from './exchange.ts';
import { record, type StepReport, type Talk } from './commission-talk.ts';

const WORK = { silent_ms: CLI_LIMITS.work_answers_ms };
const OPENING = { task: 'openingStock', unit: null } as const;

/** Opening stock, once: what lies in each unit as a person counted it. Null: the person stopped counting. */
async function countsOf(call: Call, talk: Talk, { piles }: ExchangeOpen): Promise<CountedPiles | null> {
  const given = pilesOf(call);
  if (given.length > 0) return given;
  const counted: CountedPiles = [];
  for (const { unit, denomination_yen } of piles) {
    const question = {
      en: `${unit}, ${denomination_yen} yen: how many pieces?`,
      ja: `${unit}、${denomination_yen} 円の枚数は。`,
    };
    const count = await talk.number(question);
    if (count === null) return null;
    counted.push({ unit, denomination_yen, count });
  }
  return counted;
}

export async function moneyStep(call: Call, talk: Talk): Promise<StepReport> {
  const { units } = await call.ask('cash.levels');
  const isCounted = units.every(({ piles }) => piles.every(({ count }) => count !== null));
  const facts = { units: units.map(({ unit, piles }) => ({ unit, piles })) };
  // The cash device has not told its units yet: nothing can be said of them.
  if (units.length === 0) return { step: 'money', outcome: 'waiting', facts, next: ['madoguchi cash levels'] };
  if (isCounted) return { step: 'money', outcome: 'unchanged', facts, next: [] };
  const open = await call.ask('cash.exchangeStart', OPENING, WORK);
  const drop = (): Promise<unknown> => call.ask('cash.exchangeDrop', OPENING, WORK);
  try {
    const piles = await countsOf(call, talk, open);
    const lines = (piles ?? []).map(({ unit, denomination_yen, count }) => `${unit}: ${denomination_yen} × ${count}`);
    for (const line of lines) talk.say(line);
    const book = { en: 'Book this as the opening stock?', ja: 'これを初期在高として記帳しますか。' };
    if (piles === null || !(await talk.agrees(book))) {
      await drop();
      return { step: 'money', outcome: piles === null ? 'waiting' : 'declined', facts, next: [] };
    }
    const booked = await call.ask('cash.exchangeEnd', { ...OPENING, piles }, WORK);
    const recorded = await record(call, 'money', `opening stock ${booked.counted_yen} yen, sheet ${booked.number}`);
    const next = ['madoguchi cash test-dispense'];
    return { step: 'money', outcome: 'done', facts: { ...facts, booked, recorded }, next };
  } catch (error) {
    // Begun work keeps the service closed: it is given up with what went wrong.
    await drop().catch(() => undefined);
    throw error;
  }
}

export async function paperStep(call: Call, talk: Talk): Promise<StepReport> {
  const next = ['madoguchi paper calibrate --scan FILE', 'madoguchi paper calibrate --set RUNG'];
  const before = await call.ask('paper.calibration');
  if (before.setting !== null && call.option('step') !== 'paper')
    return { step: 'paper', outcome: 'unchanged', facts: { calibration: before }, next: [] };
  const print = { en: 'Print the calibration sheet now?', ja: '調整用紙を印刷しますか。' };
  if (!(await talk.agrees(print))) return { step: 'paper', outcome: 'declined', facts: { calibration: before }, next };
  const { clock } = call.world;
  let result = await call.ask('paper.printCalibration');
  const end_ms = clock.now_ms() + CLI_LIMITS.print_waits_ms;
  while (result.sheet === 'printing' && clock.now_ms() < end_ms) {
    await new Promise<void>((resolve) => void clock.after(CLI_LIMITS.print_asks_every_ms, () => resolve()));
    result = await call.ask('paper.calibration');
  }
  const isPrinted = result.sheet === 'printed';
  if (isPrinted) await record(call, 'paper', 'calibration sheet printed');
  const outcome = isPrinted && result.setting !== null ? 'done' : 'waiting';
  return { step: 'paper', outcome, facts: { calibration: result }, next };
}

export async function soundStep(call: Call, talk: Talk): Promise<StepReport> {
  const play = { en: 'Play a tone and a sentence now?', ja: '確認音と音声を流しますか。' };
  if (!(await talk.agrees(play))) return { step: 'sound', outcome: 'declined', facts: {}, next: [] };
  const { seconds } = await call.ask('sound.test', { outlet: 'speaker' }, WORK);
  const heard = {
    en: 'Was it heard two metres away, and not too loud?',
    ja: '2 m 離れて聞こえ、大きすぎませんでしたか。',
  };
  const isGood = await talk.agrees(heard);
  const recorded = await record(call, 'sound', isGood ? 'level is good' : 'level is not good');
  const next = isGood ? [] : ['madoguchi config explain sound.loudness'];
  return { step: 'sound', outcome: isGood ? 'done' : 'waiting', facts: { seconds, isGood, recorded }, next };
}
