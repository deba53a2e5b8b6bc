import type { Operations, PrinterLookResult } from '../../api/contract.ts';
import { codeText, MadoguchiError } from '../../base/errors.ts';
import { VERSION } from '../../base/version.ts';
import type { CodeName } from '../../base/codes.ts';
import { words } from '../../words/words.ts';
import type { Kiosk } from '../assemble.ts';
import type { PrinterId } from '../print/print-queue.ts';
import { whileLocked } from './acts.ts';
import { usable } from './card.ts';
import { deviceOf } from './device.ts';
import { running } from './running.ts';

function look(kiosk: Kiosk, printer: PrinterId): PrinterLookResult {
  const { status } = deviceOf(kiosk, printer);
  const { traits, toner } = kiosk.technician.wordsOf(printer);
  const { format, type } = kiosk.technician.targetOf(printer);
  return {
    printer,
    model: status.identity?.product ?? '',
    availability: status.availability,
    reasons: status.reasons.map(({ code, detail }) => ({ code: codeText(code), detail })),
    traits: traits && { ...traits, rasterTypes: [...traits.rasterTypes] },
    format: format === 'image/pwg-raster' ? `${format} ${type}` : format,
    toner_percent: toner?.level_percent ?? null,
    tonerLow: toner?.low ?? false,
    rung: kiosk.calibration().setting?.rung ?? null,
  };
}

/** A sheet without anything of a citizen; `done` is called once, with what went wrong or null. */
export function printTestPage(
  kiosk: Kiosk,
  printer: PrinterId,
  by: string,
  done: (code: CodeName | null, number: number) => void,
): void {
  const { technician } = kiosk;
  const { ledger, serviceClock, settings } = technician.services;
  const number = ledger.nextNumber();
  const { text, dateTime } = words('ja');
  const paper = {
    title: 'テスト印刷',
    number: text('staff.paper.number', { number }),
    time: dateTime(serviceClock.now_epoch_ms()),
    kioskName: settings.kioskName,
    result: 'ABC 0123456789 窓口 證 髙 﨑',
    head: [],
    rows: [],
    notes: [`madoguchi ${VERSION}`, printer, `by ${by}`],
    signature: text('staff.paper.signature'),
  };
  technician.print(printer, paper, number, (code) => done(code, number));
}

/** What a printer says of itself, and a numbered test page. */
export function printerOperations(kiosk: () => Kiosk | null): Operations {
  return {
    'printer.look': ({ printer }, asked) => asked.answer(look(running(kiosk), printer)),
    'printer.testPage': ({ printer }, asked) => {
      const now = running(kiosk);
      usable(now, printer);
      whileLocked(now, (end) => {
        asked.progress({ done: 0, of: 1, text: 'testPage' });
        printTestPage(now, printer, asked.by, (code, number) => {
          end();
          if (code === null) asked.answer({ printer, number });
          else asked.refuse(new MadoguchiError(code, `the test page did not come out of ${printer}`));
        });
      });
    },
  };
}
