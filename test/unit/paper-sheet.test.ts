/** The sheet of staff mode on paper: drawn by the real page maker, and told by the words of the kiosk. */
import { beforeAll, describe, expect, it } from 'vitest';
import { sheetOf } from '../../src/kiosk/staff/staff-sheet.ts';
import { openLedgerDatabase } from '../../src/ledger/database.ts';
import { createLedger } from '../../src/ledger/ledger.ts';
import { type PageMaker, type PaperResult, PLAIN_TARGET, type SheetData } from '../../src/paper/contract.ts';
import { createPageMaker } from '../../src/paper/page-maker.ts';
import { REVIEW, STAFF_DESK } from './view-staff-fixtures.ts';

const AT_EPOCH_MS = Date.UTC(2025, 3, 16, 1, 0);

let maker: PageMaker;
beforeAll(async () => {
  maker = await createPageMaker();
});

const draw = (sheet: SheetData): Promise<PaperResult> =>
  new Promise((resolve) => maker.sheet(sheet, PLAIN_TARGET, resolve));

const common = { units: STAFF_DESK.units, kioskName: '見本ストア 見本町店', time_epoch_ms: AT_EPOCH_MS, closing: null };

describe('the counted slip of staff mode', () => {
  it('states each kind by the books and as counted, the difference, and who signs', () => {
    const sheet = sheetOf({
      ...common,
      result: { task: 'collect', number: 7, review: REVIEW, slip: null, counters: [], doubt: null, incident: null },
    });
    expect(sheet).toMatchObject({
      title: '回収の控え',
      number: '控え番号 7',
      time: '2025年4月16日(水) 10:00',
      result: '不足 100円',
      signature: '担当者',
    });
    expect(sheet.rows[0]).toEqual({
      cells: ['100円払出部 hopper-100', '100円', '62', '61', '−1', '6,100円'],
      bold: true,
    });
    expect(sheet.rows.at(-1)?.cells.at(-1)).toBe('35,100円');
  });

  it('a count that is over in one kind and short in another is not called right', () => {
    const rows = REVIEW.rows.map((row, at) => ({ ...row, difference: at === 0 ? -1 : at === 1 ? 10 : 0 }));
    const review = { ...REVIEW, rows, difference_yen: 0 };
    const sheet = sheetOf({
      ...common,
      result: { task: 'closing', number: 1, review, slip: null, counters: [], doubt: null, incident: null },
    });
    expect(sheet.result).toBe('合計は同じ・枚数に過不足あり');
  });

  it('a closing states the period and the check value of the books; the page maker draws it', async () => {
    const database = openLedgerDatabase(':memory:');
    const ledger = createLedger(database, () => AT_EPOCH_MS);
    const counters = [{ unitId: 'hopper-100', name: 'piecesOut', value: 12, modulus: 256 }] as const;
    const closing = ledger.close({ closingId: 'c1', role: 'clerk', counted: [], counters });
    const sheet = sheetOf({ ...common, closing, result: STAFF_DESK.result! });
    expect(sheet.notes.join('\n')).toContain(closing.headHash);
    expect(sheet.notes.join('\n')).toContain('機器の計数 100円払出部 hopper-100 出 ―枚 / 帳簿 0枚');
    const made = await draw(sheet);
    expect(made.ok && Buffer.from(made.raster).subarray(0, 4).toString('latin1')).toBe('RaS2');
    database.close();
  });

  it('a settled slip has its number and amount, and nobody’s name', () => {
    const slip = { claimNumber: '000041', amount_yen: 250, how: 'paid' } as const;
    const sheet = sheetOf({
      ...common,
      result: { task: 'slip', number: 9, review: null, slip, counters: [], doubt: null, incident: null },
    });
    expect(sheet).toMatchObject({
      title: '伝票支払いの控え',
      result: '受付番号 000041  250円  手渡し',
      head: [],
      rows: [],
    });
  });
});
