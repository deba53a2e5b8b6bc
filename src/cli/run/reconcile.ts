/** `ledger reconcile`: the books against the devices. */
import type { ReconcileResult } from '../../api/messages.ts';
import type { Call, Run } from '../call.ts';
import { EXIT } from '../exit.ts';
import type { Text } from '../text.ts';
import { counterLines } from './cash.ts';
import { withRemedy } from './tests.ts';

export const reconcile: Run = async (call) => {
  const found = await call.ask('ledger.reconcile');
  call.answer(found, (value) => render(value, call));
  if (!found.agrees) call.exit = EXIT.inconsistent;
};

function render(found: ReconcileResult, call: Call): string {
  const open: (readonly [number, Text])[] = [
    [found.openOrders, { en: 'orders without an outcome', ja: '結果の分からない指示' }],
    [found.questions, { en: 'questions for a person', ja: '人への確認事項' }],
    [found.openExchanges, { en: 'begun work that is not booked', ja: '記帳していない作業' }],
    [found.unclaimed_yen, { en: 'yen that nobody has claimed', ja: '円(持ち主の分からない現金)' }],
    [found.disputed_yen, { en: 'yen in dispute', ja: '円(確認中の手数料)' }],
    [found.overpaid_yen, { en: 'yen paid out too much', ja: '円(過払い)' }],
  ];
  const verdict = found.agrees
    ? call.terminal.tint('good', call.text({ en: 'everything agrees', ja: 'すべて一致しています' }))
    : call.terminal.tint('bad', call.text({ en: 'something does not agree', ja: '一致しないものがあります' }));
  const uncounted = found.uncounted.map(({ unit, denomination_yen }) =>
    call.text({
      en: `${unit} (${denomination_yen} yen): never counted`,
      ja: `${unit}(${denomination_yen} 円): 未計数`,
    }),
  );
  const lines = [
    verdict,
    ...uncounted,
    ...open.filter(([count]) => count !== 0).map(([count, text]) => `${count} ${call.text(text)}`),
    ...found.codes.map((code) => withRemedy(code, call)),
    ...counterLines(found.rows, call),
  ];
  return `${lines.join('\n')}\n`;
}
