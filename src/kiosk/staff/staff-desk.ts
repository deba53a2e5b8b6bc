import type { CashCapabilities } from '../../../drivers/cash-changer.ts';
import type { ReminderItem, StaffPicture } from '../../../fsm/events.ts';
import type { StaffDesk, StaffDeviceState, StaffResult } from '../../api/contract.ts';
import { STAFF_CODE_DIGITS } from '../../base/staff-code.ts';
import type { WatchedName } from '../device-watch.ts';
import type { DeviceStatus } from '../contract.ts';
import { KIOSK_LIMITS } from '../limits.ts';
import type { KioskServices } from '../services.ts';
import type { StaffCode } from './staff-code.ts';
import { reviewOf, unitsOf } from './staff-units.ts';

const ITEMS: readonly ReminderItem[] = ['card', 'certificate', 'receipt', 'change', 'phone', 'original'];

/** Where the desk's figures come from. */
export interface DeskSources {
  readonly code: StaffCode;
  capabilities(): CashCapabilities | null;
  status(): ReadonlyMap<WatchedName, DeviceStatus>;
  result(): StaffResult | null;
}

/** A printer's reason holds its own keywords; what is none of them leads nowhere and stays. */
function deviceState(id: WatchedName, { availability, reasons }: DeviceStatus): StaffDeviceState {
  const keywords = reasons.flatMap(({ code, detail }) => (code.startsWith('printer') ? detail.split(', ') : []));
  return { id, availability, codes: reasons.map(({ code }) => code), keywords };
}

/** Books and devices as staff see them. Read anew for each view: a list on the screen is never older than the books. */
export function staffDesk(staff: StaffPicture, sources: DeskSources, services: KioskServices): StaffDesk {
  const { ledger, settings } = services;
  const { code } = sources;
  const units = unitsOf({
    capabilities: sources.capabilities(),
    stock: ledger.stock(),
    capacities: settings.capacities,
  });
  const unseen = ledger.unseenIncidents();
  const left = unseen.filter((incident) => incident.code === 'itemsLeft');
  const open = ledger.openMismatches();
  const strays = ledger.openStrays();
  const isOpen = (sequence: number): boolean => [...open, ...strays].some(({ incident }) => incident === sequence);
  const others = unseen.filter(({ code: name, sequence }) => name !== 'itemsLeft' && !isOpen(sequence));
  return {
    codeDigits: code.length,
    codeLength_max: STAFF_CODE_DIGITS.max,
    triesLeft: code.triesLeft(),
    lockedFor_ms: code.lockedFor_ms(),
    units,
    openExchanges: ledger.openExchanges().map(({ task, unitId }) => ({ task, unitId })),
    mayOpenStock: ledger.mayOpenStock(),
    review: reviewOf(units, staff),
    result: sources.result(),
    slips: ledger
      .openSlips()
      .slice(0, KIOSK_LIMITS.staff_lines_max)
      .map(({ claimNumber, amount_yen, reason, at_ms, seen, certain_yen, questionId, question }) => ({
        claimNumber,
        amount_yen,
        reason,
        at_epoch_ms: at_ms,
        seen,
        certain_yen,
        questionId,
        leafUnknown: reason === 'dispute' && (question ?? null) === null,
      })),
    doubts: ledger
      .questions()
      .slice(0, KIOSK_LIMITS.staff_lines_max)
      .map(({ at_ms, ...question }) => ({ ...question, at_epoch_ms: at_ms })),
    leftItems: left.slice(0, KIOSK_LIMITS.staff_lines_max).map((incident) => ({
      incident: incident.sequence,
      code: incident.code,
      at_epoch_ms: incident.at_ms,
      // Written by the chart's own command: names of things, separated by blanks.
      items: ITEMS.filter((item) => incident.detail.split(' ').includes(item)),
    })),
    mismatches: open
      .slice(0, KIOSK_LIMITS.staff_lines_max)
      .map(({ incident, reference, code: name, at_ms }) => ({ incident, reference, code: name, at_epoch_ms: at_ms })),
    sheets: strays.slice(0, KIOSK_LIMITS.staff_lines_max).map(({ incident, reference, cause, leaf, of, at_ms }) => ({
      ...{ incident, reference, cause, leaf, of, at_epoch_ms: at_ms },
      code: 'sheetJammed' as const,
    })),
    incidents: others
      .slice(0, KIOSK_LIMITS.staff_lines_max)
      .map(({ sequence, code: name, at_ms }) => ({ incident: sequence, code: name, at_epoch_ms: at_ms })),
    devices: [...sources.status()].map(([id, state]) => deviceState(id, state)),
  };
}
