/** `cash levels`, `cash test-dispense` and `cash put-back`. */
import type { CashLevelsResult, TestDispenseResult } from '../../api/messages.ts';
import type { Call, Run } from '../call.ts';
import { wholeOf } from '../call.ts';
import { EXIT } from '../exit.ts';
import { CLI_LIMITS } from '../limits.ts';
import { columns } from '../render.ts';
import type { Language } from '../text.ts';
import { cliWords } from '../words.ts';
import { withRemedy } from './tests.ts';

type CounterRow = CashLevelsResult['counters'][number];

const WORDS = {
  en: {
    head: ['UNIT', 'KIND', 'STATE', 'SENSOR', 'YEN', 'PIECES', 'HOLDS'],
    kind: { hopper: 'hopper', recycler: 'recycler', noteBox: 'note box', coinBox: 'coin box' },
    level: { empty: 'empty', low: 'low', ok: 'ok', full: 'full' },
    uncounted: 'never counted',
    total: 'total',
    change: { true: 'change can be given', false: 'change cannot be given' },
    counterHead: ['UNIT', 'COUNTER', 'DEVICE', 'BOOKS', ''],
    counter: { piecesIn: 'in', piecesOut: 'out' },
    agrees: 'agrees',
    differs: 'DIFFERS',
    outcome: { done: 'done', partly: 'partly done', notDone: 'not done', unknown: 'outcome unknown' },
  },
  ja: {
    head: ['収納部', '種類', '状態', 'センサー', '金種', '枚数', '容量'],
    kind: { hopper: 'ホッパー', recycler: '還流部', noteBox: '紙幣庫', coinBox: '硬貨庫' },
    level: { empty: '空', low: '少', ok: '適', full: '満杯' },
    uncounted: '未計数',
    total: '合計',
    change: { true: '釣銭を払い出せます', false: '釣銭を払い出せません' },
    counterHead: ['収納部', '計数', '機器', '帳簿', ''],
    counter: { piecesIn: '入', piecesOut: '出' },
    agrees: '一致',
    differs: '不一致',
    outcome: { done: '完了', partly: '一部のみ', notDone: '払い出しなし', unknown: '結果不明' },
  },
} as const;

export const levels: Run = async (call) => {
  const found = await call.ask('cash.levels');
  call.answer(found, (value) => renderLevels(value, call));
};

function renderLevels({ units, total_yen, counters, paysChange }: CashLevelsResult, call: Call): string {
  const words = WORDS[call.language];
  const { availability: states } = cliWords(call.language);
  const rows = units.flatMap(({ unit, kind, availability, level, capacity, piles }) =>
    (piles.length === 0 ? [{ denomination_yen: 0, count: null }] : piles).map(({ denomination_yen, count }, index) => [
      ...(index === 0
        ? [
            unit,
            words.kind[kind],
            availability === null ? '–' : (states[availability] ?? availability),
            level === null ? '–' : words.level[level],
          ]
        : ['', '', '', '']),
      denomination_yen === 0 ? '–' : String(denomination_yen),
      count === null ? words.uncounted : String(count),
      index === 0 && capacity !== null ? String(capacity) : '',
    ]),
  );
  const lines = [
    ...columns([words.head, ...rows]),
    `${words.total}: ${total_yen.toLocaleString('en-US')} 円`,
    call.terminal.tint(paysChange ? 'good' : 'warning', words.change[paysChange ? 'true' : 'false']),
    ...counterLines(counters, call),
  ];
  return `${lines.join('\n')}\n`;
}

/** The devices' own counts beside the books. */
export function counterLines(counters: readonly CounterRow[], call: Call): readonly string[] {
  if (counters.length === 0) return [];
  const words = WORDS[call.language as Language];
  const rows = counters.map(({ unit, counter, device, booked, agrees }) => [
    unit,
    words.counter[counter],
    device === null ? '–' : String(device),
    String(booked),
    agrees === null ? '–' : agrees ? words.agrees : call.terminal.tint('bad', words.differs),
  ]);
  return ['', ...columns([words.counterHead, ...rows])];
}

const DENOMINATION_MAX = 10_000;
const PIECES_MAX = 20;

export const testDispense: Run = async (call) => {
  const [denomination = '', typed] = call.arguments;
  const denomination_yen = wholeOf('DENOMINATION', denomination, 1, DENOMINATION_MAX);
  const count = typed === undefined ? 1 : wholeOf('COUNT', typed, 1, PIECES_MAX);
  const unit = call.option('unit');
  const params = { denomination_yen, count, ...(unit === undefined ? {} : { unit }) };
  const onProgress = call.showing(({ text }) => text);
  const result = await call.ask('cash.testDispense', params, { silent_ms: CLI_LIMITS.work_answers_ms, onProgress });
  call.answer(result, (value) => renderDispense(value, call));
  if (result.outcome !== 'done') call.exit = EXIT.failed;
};

function renderDispense(result: TestDispenseResult, call: Call): string {
  const { unit, denomination_yen, asked, dispensed, outcome, movement, code } = result;
  const words = WORDS[call.language];
  const lines = [`${unit}: ${denomination_yen} 円 × ${dispensed} / ${asked}, ${words.outcome[outcome]}`];
  if (code !== null) lines.push(withRemedy(code, call));
  const next = { en: 'when they are back in the unit', ja: '収納部に戻したら' };
  if (dispensed > 0) lines.push(`${call.text(next)}: madoguchi cash put-back ${movement}`);
  return `${lines.join('\n')}\n`;
}

export const putBack: Run = async (call) => {
  const result = await call.ask('cash.testPutBack', { movement: call.arguments[0] ?? '' });
  call.answer(result, ({ unit, denomination_yen, count, fresh }) => {
    const what = `${unit}: ${denomination_yen} 円 × ${count}`;
    const said = fresh
      ? { en: 'booked as put back', ja: '戻したことを記帳しました' }
      : { en: 'was booked before', ja: 'すでに記帳されています' };
    return `${what}, ${call.text(said)}\n`;
  });
};
