/** Tests of single devices: `card`, `printer`, `sound test`, `lamps test`. */
import type { CardLookResult, LampsTestResult, PrinterLookResult } from '../../api/messages.ts';
import type { Call, Run } from '../call.ts';
import { remedyOf } from '../exit.ts';
import { CLI_LIMITS } from '../limits.ts';
import { columns } from '../render.ts';
import type { Text } from '../text.ts';
import { cliWords } from '../words.ts';

const KINDS: Readonly<Record<CardLookResult['kind'], Text>> = {
  none: { en: 'no card', ja: 'カードなし' },
  individual: { en: 'My Number Card with certificate', ja: 'マイナンバーカード(利用者証明用電子証明書あり)' },
  notMyNumber: { en: 'a card, but no My Number Card', ja: 'マイナンバーカードではないカード' },
  juki: { en: 'Basic Resident Registration Card', ja: '住民基本台帳カード' },
  licence: { en: 'driving licence', ja: '運転免許証' },
  residence: { en: 'residence card', ja: '在留カード' },
  phone: { en: 'smartphone', ja: 'スマートフォン' },
  felica: { en: 'FeliCa card', ja: '交通系などの FeliCa カード' },
  bank: { en: 'bank or credit card', ja: 'キャッシュカード・クレジットカード' },
  noCertificate: { en: 'My Number Card without certificate', ja: 'マイナンバーカード(電子証明書なし)' },
  testOnly: { en: 'test card', ja: '試験用カード' },
  unknown: { en: 'a card of unknown kind', ja: '種類の分からないカード' },
  unreadable: { en: 'the card cannot be read', ja: '読み取れないカード' },
};

const LONGEST_WAIT_S = 120;

export const card: Run = async (call) => {
  const wait_s = call.whole('wait', 0, LONGEST_WAIT_S);
  const onProgress = call.showing(() => call.text({ en: 'put a card on the reader', ja: 'カードを置いてください' }));
  const params = wait_s === undefined ? {} : { wait_s };
  const found = await call.ask('card.look', params, { silent_ms: CLI_LIMITS.work_answers_ms, onProgress });
  call.answer(found, ({ kind, tries, code }) => {
    const lines = [call.text(KINDS[kind])];
    if (tries !== null) lines.push(call.text({ en: `tries left: ${tries}`, ja: `暗証番号の残り回数: ${tries}` }));
    if (code !== null) lines.push(withRemedy(code, call));
    return `${lines.join('\n')}\n`;
  });
};

/** A code with what to do about it. */
export function withRemedy(code: string, call: Call): string {
  const remedy = remedyOf(code, call.language);
  return remedy === null ? code : `${code} → ${remedy}`;
}

const printerOf = (call: Call): 'printer' | 'receiptPrinter' =>
  call.arguments[0] === 'receiptPrinter' ? 'receiptPrinter' : 'printer';

export const printer: Run = async (call) => {
  const found = await call.ask('printer.look', { printer: printerOf(call) });
  call.answer(found, (value) => renderPrinter(value, call));
};

function renderPrinter(found: PrinterLookResult, call: Call): string {
  const { availability, reasons, traits, toner_percent, tonerLow, rung } = found;
  const none = call.text({ en: 'not known', ja: '不明' });
  const yesNo = (value: boolean): string => call.text(value ? { en: 'yes', ja: 'あり' } : { en: 'no', ja: 'なし' });
  const rows: (readonly [Text, string])[] = [
    [{ en: 'model', ja: '機種' }, found.model],
    [{ en: 'state', ja: '状態' }, cliWords(call.language).availability[availability] ?? availability],
    [{ en: 'pages as', ja: '印刷データ' }, found.format],
    [{ en: 'raster types', ja: '画像形式' }, traits === null ? none : traits.rasterTypes.join(', ')],
    [{ en: 'back of a sheet', ja: '裏面の向き' }, traits === null ? none : traits.sheetBack],
    [{ en: 'colour', ja: 'カラー' }, traits === null ? none : yesNo(traits.colour)],
    [{ en: 'emptiest toner', ja: '最も少ないトナー' }, toner_percent === null ? none : `${toner_percent} %`],
    [{ en: 'toner is low', ja: 'トナー残量低下' }, yesNo(tonerLow)],
    [
      { en: 'rung of 「複写」', ja: '「複写」の段' },
      rung === null ? call.text({ en: 'never set', ja: '未設定' }) : String(rung),
    ],
  ];
  const lines = columns(rows.map(([name, value]) => [call.text(name), value]));
  return `${[found.printer, ...lines, ...reasons.map(({ code, detail }) => `${detail} ${withRemedy(code, call)}`)].join('\n')}\n`;
}

export const printerTest: Run = async (call) => {
  const printing = call.text({ en: 'a test page is being printed', ja: '試し刷りを印刷しています' });
  call.progress.show(printing);
  const asking = { silent_ms: CLI_LIMITS.work_answers_ms, onProgress: call.showing(() => printing) };
  const result = await call.ask('printer.testPage', { printer: printerOf(call) }, asking);
  call.answer(result, ({ number }) =>
    call.text({ en: `test page ${number} is out\n`, ja: `試し刷り ${number} が出ました\n` }),
  );
};

export const soundTest: Run = async (call) => {
  const outlet = call.arguments[0] === 'headphones' ? 'headphones' : 'speaker';
  const result = await call.ask('sound.test', { outlet }, { silent_ms: CLI_LIMITS.work_answers_ms });
  call.answer(result, ({ seconds }) =>
    call.text({
      en: `${outlet}: a tone and a sentence, ${seconds.toFixed(1)} s\n`,
      ja: `${outlet}: 確認音と音声、${seconds.toFixed(1)} 秒\n`,
    }),
  );
};

export const lampsTest: Run = async (call) => {
  const device = call.arguments[0];
  const onProgress = call.showing(({ text }) => text);
  const params = device === undefined ? {} : { device };
  const result = await call.ask('lamps.test', params, { silent_ms: CLI_LIMITS.work_answers_ms, onProgress });
  call.answer(result, (value) => renderLamps(value, call));
};

function renderLamps({ devices }: LampsTestResult, call: Call): string {
  if (devices.length === 0) return call.text({ en: 'there are no lamps\n', ja: 'ランプはありません\n' });
  const { availability: words } = cliWords(call.language);
  const tower = call.text({ en: 'tower', ja: '信号灯' });
  const rows = devices.map(({ device, availability, lamps, tower: hasTower }) => [
    device,
    words[availability] ?? availability,
    [...lamps, ...(hasTower ? [tower] : [])].join(', '),
  ]);
  return `${columns(rows).join('\n')}\n`;
}
