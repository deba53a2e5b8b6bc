import { CARD_LIES_THERE } from '../../../drivers/card-reader.ts';
import type { HealthLevel } from '../../../drivers/contract.ts';
import type { DiagRow } from '../../api/contract.ts';
import type { CodeName } from '../../base/codes.ts';
import type { CentreResult, CentreTime } from '../../centre/port.ts';
import type { Kiosk } from '../assemble.ts';
import { createCentreCaller } from '../centre/centre-call.ts';
import type { WatchedName } from '../device-watch.ts';
import { keyStandings } from '../technician/key-watch.ts';
import { KIOSK_LIMITS } from '../limits.ts';
import type { SelfTest } from '../technician/technician.ts';
import { reconcile } from './cash.ts';
import { allDevices, type FoundDevice } from './device.ts';
import { fault, fine, skipped, type About } from './diag-rows.ts';
import type { DiagStep, StepHands } from './diag-steps.ts';
import { missingOf } from './sound.ts';

/** Devices that have a self test on their wire. */
const TESTS_ITSELF: readonly string[] = ['cardReader', 'cash', 'printer', 'receiptPrinter'] satisfies WatchedName[];
export const testsItself = (id: string): id is WatchedName => TESTS_ITSELF.includes(id);

/** What is wrong now with a device and its parts that a row has not named yet. */
function newReasons(kiosk: Kiosk, id: string, known: ReadonlySet<string>) {
  return allDevices(kiosk)
    .filter(({ status, partOf }) => status.id === id || partOf === id)
    .flatMap(({ status }) => status.reasons.map((reason) => ({ ...reason, id: status.id })))
    .filter(({ code, id: device }) => !known.has(`${device} ${code}`));
}

function selfTestRows(kiosk: Kiosk, about: About, found: SelfTest, known: ReadonlySet<string>): readonly DiagRow[] {
  if (found?.passed === true) return [fine(about, found.details.join('; ') || 'passed')];
  const told = found === null ? 'no answer' : found.details.join('; ') || 'failed';
  // A device that failed says why in its status: that names the part.
  const reasons = newReasons(kiosk, about.device, known);
  if (reasons.length > 0)
    return reasons.map(({ id, code, detail }) => fault({ ...about, device: id }, 'fail', code, detail));
  return [fault(about, 'fail', found === null ? 'selfTestSilent' : 'selfTestFailed', told)];
}

/** The device's own test; `card`: of a reader also whether a card lies there. */
export function selfTest(kiosk: Kiosk, device: WatchedName, level: HealthLevel): DiagStep {
  const about = { device, check: 'selfTest' } as const;
  return {
    ...about,
    run: ({ done }) => {
      const named = new Set(
        allDevices(kiosk).flatMap(({ status }) => status.reasons.map(({ code }) => `${status.id} ${code}`)),
      );
      kiosk.technician.selfTest(device, level, (found) => {
        const rows = selfTestRows(kiosk, about, found, named);
        if (device !== 'cardReader' || found === null || level !== 'internal') return done(rows);
        const card = { device, check: 'noCard' } as const;
        const lies = found.details.includes(CARD_LIES_THERE);
        return done([...rows, lies ? fault(card, 'warn', 'cardLeft', CARD_LIES_THERE) : fine(card, 'no card')]);
      });
    },
  };
}

/** Every unit that pays was counted and has something in it; what was counted agrees. */
function cashRows(kiosk: Kiosk): readonly DiagRow[] {
  const { technician } = kiosk;
  const stock = technician.services.ledger.stock();
  const uncounted = technician.uncounted();
  const isCounted = (unitId: string, denomination_yen: number): boolean =>
    !uncounted.some((one) => one.unitId === unitId && one.denomination_yen === denomination_yen);
  const rows = (technician.capabilities()?.pays ?? []).map(({ unitId, denomination_yen }) => {
    const about = { device: unitId, check: 'stock' } as const;
    if (!isCounted(unitId, denomination_yen))
      return fault(about, 'fail', 'stockNotCounted', `its ${denomination_yen} yen coins were never counted`);
    const pile = stock.find((one) => one.unitId === unitId && one.denomination_yen === denomination_yen);
    const count = pile?.count ?? 0;
    const detail = `${count} pieces of ${denomination_yen} yen by the books`;
    if (count === 0) return fault(about, 'warn', 'hopperEmpty', detail);
    const level = technician.levelOf(unitId);
    const seen = level === 'empty' || (level === 'low' && count > KIOSK_LIMITS.low_hopper_pieces_max);
    return seen ? fault(about, 'warn', 'countersDiffer', `its sensor says ${level}; ${detail}`) : fine(about, detail);
  });
  const counters = reconcile(kiosk).rows.map(({ unit, counter, device, booked, agrees }) => {
    const about = { device: unit, check: 'counters' } as const;
    if (device === null) return skipped(about, null, `${counter}: not read at the last closing`);
    const detail = `${counter} since the last closing: device ${device}, books ${booked}`;
    return agrees === true ? fine(about, detail) : fault(about, 'warn', 'countersDiffer', detail);
  });
  return [...rows, ...counters];
}

function tonerRow(kiosk: Kiosk, device: 'printer' | 'receiptPrinter'): DiagRow {
  const about = { device, check: 'toner' } as const;
  const { toner } = kiosk.technician.wordsOf(device);
  if (toner === null) return skipped(about, null, 'the printer does not tell');
  const detail = toner.level_percent === null ? 'the printer tells no level' : `${toner.level_percent} %`;
  return toner.low ? fault(about, 'warn', 'printerSuppliesLow', detail) : fine(about, detail);
}

function outletRows(kiosk: Kiosk): readonly DiagRow[] {
  const { technician } = kiosk;
  const outlets = technician.services.settings.sound?.headphones === true ? ['speaker', 'headphones'] : ['speaker'];
  return outlets.map((outlet) => {
    const about = { device: 'sound', check: 'outlet' } as const;
    const missing = missingOf(technician, outlet === 'speaker' ? 'speaker' : 'headphones');
    if (missing.length === 0) return fine(about, outlet);
    return fault(about, 'fail', 'soundUnavailable', `${outlet}: ${missing.join('; ')}`);
  });
}

function lampRow(kiosk: Kiosk, device: string): DiagRow {
  const about = { device, check: 'lamps' } as const;
  const found = kiosk.technician.lights.list().find(({ id }) => id === device);
  const all = [...(found?.lamps ?? []), ...(found?.tower === true ? ['tower'] : [])];
  if (all.length > 0) return fine(about, all.join(' '));
  return fault(about, 'warn', 'panelDeviceFault', 'it has neither lamps nor a tower');
}

/** Rows of a device that are there without asking its wire. */
function otherRows(kiosk: Kiosk, id: string): readonly DiagRow[] {
  if (id === 'cash') return cashRows(kiosk);
  if (id === 'printer' || id === 'receiptPrinter') return [tonerRow(kiosk, id)];
  if (id === 'sound') return outletRows(kiosk);
  return kiosk.technician.lights.list().some((one) => one.id === id) ? [lampRow(kiosk, id)] : [];
}

/** The checks of a device that move nothing. */
export function internalSteps(kiosk: Kiosk, { status: { id } }: FoundDevice): readonly DiagStep[] {
  const rows = otherRows(kiosk, id);
  const [first] = rows;
  return [
    ...(testsItself(id) ? [selfTest(kiosk, id, 'internal')] : []),
    ...(first === undefined ? [] : [{ device: id, check: first.check, run: ({ done }: StepHands) => done(rows) }]),
  ];
}

// ---------------------------------------------------------------------------------------------- what is no device

function skewRow(kiosk: Kiosk, { epoch_ms }: CentreTime): DiagRow {
  const about = { device: 'centre', check: 'clockSkew' } as const;
  const { system_epoch_ms } = kiosk.technician;
  if (system_epoch_ms === null) return skipped(about, null, 'the machine’s clock is not compared');
  const difference_s = Math.round((system_epoch_ms() - epoch_ms) / 1_000);
  const detail = `the machine’s clock is ${difference_s} s from the centre’s time`;
  const isFar = Math.abs(difference_s) * 1_000 > KIOSK_LIMITS.system_clock_ms_max;
  return isFar ? fault(about, 'warn', 'clockSkew', detail) : fine(about, detail);
}

function centreStep(kiosk: Kiosk): DiagStep {
  const about = { device: 'centre', check: 'reachable' } as const;
  const { technician } = kiosk;
  return {
    ...about,
    run: ({ done }) =>
      createCentreCaller(technician.services).ask<CentreTime>(
        (told) => technician.desk.time(told),
        (result: CentreResult<CentreTime>) => {
          if (result.ok) return done([fine(about, 'the centre answers'), skewRow(kiosk, result.value)]);
          const skew = { device: 'centre', check: 'clockSkew' } as const;
          const silent = fault(about, 'fail', result.code, 'the centre did not tell its time');
          return done([silent, skipped(skew, null, 'the centre’s time is not known')]);
        },
      ),
  };
}

function ledgerRows(kiosk: Kiosk): readonly DiagRow[] {
  const { ledger } = kiosk.technician.services;
  const disk = { device: 'ledger', check: 'disk' } as const;
  const books = { device: 'ledger', check: 'books' } as const;
  const health = ledger.health();
  const { agrees, codes, openOrders, questions, openExchanges, unclaimed_yen, disputed_yen } = reconcile(kiosk);
  const open = `orders ${openOrders}, questions ${questions}, work of staff ${openExchanges}, unclaimed ${unclaimed_yen} yen, disputed ${disputed_yen} yen`;
  const mismatches = ledger.openMismatches();
  return [
    ...(health.length === 0
      ? [fine(disk, 'the books are written')]
      : health.map((code) => fault(disk, 'fail', code, 'the books are not written'))),
    agrees ? fine(books, open) : fault(books, 'warn', 'booksOpen', `${open}; ${codes.join(' ')}`),
    ...mismatches.map(({ code, reference }) => fault(books, 'warn', code, `incident ${reference} is open`)),
  ];
}

function screenRows(kiosk: Kiosk): readonly DiagRow[] {
  const about = { device: 'screen', check: 'present' } as const;
  const codes: readonly CodeName[] = kiosk.technician.services.reasons.all();
  if (!codes.includes('screenAbsent')) return [fine(about, 'connected')];
  return [fault(about, 'fail', 'screenAbsent', 'no screen is connected')];
}

function keyRows(kiosk: Kiosk): readonly DiagRow[] {
  const about = { device: 'certificates', check: 'expiry' } as const;
  const { technician } = kiosk;
  const { serviceClock } = technician.services;
  // TLS judges certificates by the machine's clock.
  const now_ms = technician.system_epoch_ms?.() ?? (serviceClock.known ? serviceClock.now_epoch_ms() : null);
  const keys = technician.keysEnd();
  if (now_ms === null || keys.length === 0) return [skipped(about, null, 'no certificate, or no time, is known')];
  const soon_ms = technician.services.settings.keysEndSoon_ms ?? KIOSK_LIMITS.keys_end_soon_ms;
  return keyStandings(keys, now_ms, soon_ms).map(({ name, until_epoch_ms, code }) => {
    const detail = `${name}: until ${new Date(until_epoch_ms).toISOString().slice(0, 10)}`;
    return code === null ? fine(about, detail) : fault(about, code === 'keysEnded' ? 'fail' : 'warn', code, detail);
  });
}

/** The checks of a part of the kiosk that is no device. */
export function subjectSteps(kiosk: Kiosk, subject: string): readonly DiagStep[] {
  switch (subject) {
    case 'centre':
      return [centreStep(kiosk)];
    case 'ledger':
      return [{ device: subject, check: 'books', run: ({ done }) => done(ledgerRows(kiosk)) }];
    case 'screen':
      return [{ device: subject, check: 'present', run: ({ done }) => done(screenRows(kiosk)) }];
    default:
      return [{ device: subject, check: 'expiry', run: ({ done }) => done(keyRows(kiosk)) }];
  }
}
