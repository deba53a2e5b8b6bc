/** R12, R72, R85: what the receipt of a whole session says, from the kiosk that sold it. */
import { expect, test } from 'vitest';
import type { PageMaker, ReceiptData } from '../../src/paper/contract.ts';
import { CN } from '../virtual/centre/fixture.ts';
import { expectAtRest } from './checkers.ts';
import { authenticateAtKiosk, payAtKiosk, printAndLeave, readSlipsUntilIdle } from './citizen.ts';
import { createWorld, type World } from './world.ts';

/** A page maker that also keeps the receipts, and makes only so many certificates. */
function keeping(receipts: ReceiptData[], leavesMade = Infinity): (maker: PageMaker) => PageMaker {
  let made = 0;
  return (maker) => ({
    ...maker,
    render: (request, done) => {
      made += 1;
      if (made > leavesMade) queueMicrotask(() => done({ ok: false, code: 'pageRender' }));
      else maker.render(request, done);
    },
    receipt: (data, target, done) => {
      receipts.push(data);
      maker.receipt(data, target, done);
    },
  });
}

/** 住民票の写し twice for one person, and one 印鑑登録証明書: 900 yen. */
function orderThree(world: World): void {
  authenticateAtKiosk(world, { subjectCn: CN.susonoTaro, typeId: 'juminhyo' });
  world.press({ type: 'citizen.chooseCertificate', typeId: 'juminhyo' });
  world.press({ type: 'citizen.chooseItems', options: {} });
  if (world.view().screen === 'persons') world.press({ type: 'citizen.choosePersons', persons: [1] });
  world.press({ type: 'citizen.chooseCopies', copies: 2 });
  world.press({ type: 'citizen.addCertificate' });
  world.press({ type: 'citizen.chooseCertificate', typeId: 'inkan' });
  world.press({ type: 'citizen.chooseCopies', copies: 1 });
  world.press({ type: 'citizen.confirm' });
  world.until(() => world.view().screen === 'pay');
}

test('R12, R76, R85: several certificates of one session stand on one receipt: line by type, total, paid, change, collector', () => {
  const receipts: ReceiptData[] = [];
  const world = createWorld({ pageMaker: keeping(receipts) });
  orderThree(world);
  payAtKiosk(world, [1000]);
  printAndLeave(world);
  world.clock.advance(5_000);
  expectAtRest(world);
  expect(receipts).toHaveLength(1);
  expect(receipts[0]).toMatchObject({
    municipality: '裾野市',
    items: [
      { label: '住民票の写し', copies: 2, fee_yen: 300 },
      { label: '印鑑登録証明書', copies: 1, fee_yen: 300 },
    ],
    total_yen: 900,
    paid_yen: 1000,
    change_yen: 100,
    returned_yen: 0,
    kioskName: '見本ストア 見本町店',
    contact: expect.stringContaining('055-995-1812'),
    collectionAgent: expect.stringMatching(/158条第2項.*地方公共団体情報システム機構.*平成28年1月7日から/),
  });
  expect(receipts[0]?.time).toMatch(/^2025年4月16日\(水\) 1\d:\d\d$/);
});

test('R72, R85: a certificate that does not come out is not on the receipt, and its fee is named as going back', () => {
  const receipts: ReceiptData[] = [];
  const world = createWorld({ pageMaker: keeping(receipts, 1) });
  orderThree(world);
  payAtKiosk(world, [1000]);
  world.press({ type: 'citizen.printStart' });
  world.until(() => receipts.length > 0 || world.view().screen === 'takeItems', 900_000);
  expect(receipts[0]).toMatchObject({
    items: [{ label: '住民票の写し', copies: 1, fee_yen: 300 }],
    total_yen: 300,
    paid_yen: 1000,
    change_yen: 100,
    returned_yen: 600,
  });
});

test('R76: a municipality that entrusted nobody has no word of it on its receipt', () => {
  const receipts: ReceiptData[] = [];
  const world = createWorld({ pageMaker: keeping(receipts) });
  authenticateAtKiosk(world, { subjectCn: CN.fuchuJiro, typeId: 'kosekiTohon' });
  world.press({ type: 'citizen.chooseCertificate', typeId: 'kosekiTohon' });
  if (world.view().screen === 'persons') world.press({ type: 'citizen.choosePersons', persons: [1] });
  world.press({ type: 'citizen.chooseCopies', copies: 1 });
  world.press({ type: 'citizen.confirm' });
  world.until(() => world.view().screen === 'pay');
  payAtKiosk(world, [500]);
  printAndLeave(world);
  expect(receipts[0]).toMatchObject({ municipality: '府中市', total_yen: 450, change_yen: 50, collectionAgent: '' });
});

test('numbers count up across sessions and a new start of the kiosk, and none is given twice', () => {
  const receipts: ReceiptData[] = [];
  const world = createWorld({ pageMaker: keeping(receipts) });
  for (const killed of [false, true, false]) {
    if (killed) {
      world.kill();
      world.start();
      readSlipsUntilIdle(world);
    }
    orderThree(world);
    payAtKiosk(world, [1000]);
    printAndLeave(world);
  }
  const numbers = receipts.map(({ number }) => number);
  expect(new Set(numbers).size).toBe(3);
  expect(numbers.toSorted()).toEqual(numbers);
  for (const number of numbers) expect(number).toMatch(/^.+-\d{6}$/);
});
