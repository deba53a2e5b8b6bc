import type { CalibrationResult, DevicesResult, IncidentsResult, StatusResult } from '../api/contract.ts';
import { CODES } from '../base/codes.ts';
import { codeText } from '../base/errors.ts';
import { VERSION } from '../base/version.ts';
import type { Kiosk } from './assemble.ts';
import type { CalibrationState } from './print/calibration.ts';
import type { CashUnit } from './money/cash-units.ts';
import type { DeviceStatus } from './contract.ts';

const reason = ({ code, detail }: DeviceStatus['reasons'][number]): { code: string; detail: string } => ({
  code: codeText(code),
  detail,
});

/** Names the units that were never counted, and what to do. */
function notCounted(kiosk: Kiosk | null): string {
  const places = (kiosk?.cashUnits() ?? []).flatMap(({ id, stock }) =>
    stock.filter(({ count }) => count === null).map(({ denomination_yen }) => `${id} (${denomination_yen} yen)`),
  );
  const { cause, remedy } = CODES.stockNotCounted;
  return `${cause} Found without figures: ${places.join(', ')}. ${remedy}`;
}

function centreOf(kiosk: Kiosk): NonNullable<StatusResult['centre']> {
  const { capabilities, fingerprint } = kiosk.centre();
  return { capabilities: { ...capabilities }, fingerprint };
}

/** What `madoguchi status` shows. */
export function statusResult(kiosk: Kiosk | null): StatusResult {
  const picture = kiosk?.picture() ?? null;
  const reasons = (picture?.reasons ?? ['deviceStarting' as const]).map((code) => ({
    code: codeText(code),
    detail: code === 'stockNotCounted' ? notCounted(kiosk) : CODES[code].cause,
  }));
  const idle =
    picture === null || picture.screen === 'idle' || picture.screen === 'outOfService' || picture.staff !== null;
  return {
    version: VERSION,
    service: { state: picture?.draining === true ? 'draining' : reasons.length > 0 ? 'closed' : 'open', reasons },
    session: idle ? null : { state: picture.screen },
    ...(kiosk ? { centre: centreOf(kiosk) } : {}),
    devices: (kiosk?.devices() ?? []).map((device) => ({
      id: device.id,
      class: device.deviceClass,
      availability: device.availability,
      reasons: device.reasons.map(reason),
    })),
  };
}

type DeviceRow = DevicesResult['devices'][number];

function rowOf(device: DeviceStatus, details: DeviceRow['details']): DeviceRow {
  return {
    id: device.id,
    class: device.deviceClass,
    model: device.identity?.product ?? '',
    availability: device.availability,
    reasons: device.reasons.map(reason),
    details: {
      ...details,
      ...(device.identity
        ? { maker: device.identity.maker, serial: device.identity.serial, firmware: device.identity.firmware }
        : {}),
    },
  };
}

/** Pieces by the books, by denomination; null = never counted. */
function stockDetails({ stock }: CashUnit, prefix: string): DeviceRow['details'] {
  return Object.fromEntries(
    stock.map(({ denomination_yen, count }) => [`${prefix}pieces_${denomination_yen}_yen`, count]),
  );
}

/** A part of the cash device: a unit that was never counted says so, however well it is. */
function partRow(unit: CashUnit & { readonly status: DeviceStatus }, holder: string): DeviceRow {
  const row = rowOf(unit.status, { partOf: 'cash', holder, ...stockDetails(unit, '') });
  const missing = unit.stock.filter(({ count }) => count === null);
  const uncounted = missing.map(({ denomination_yen }) =>
    reason({
      code: 'stockNotCounted',
      detail: `${unit.id}: its ${denomination_yen} yen coins were never counted. ${CODES.stockNotCounted.remedy}`,
    }),
  );
  return { ...row, reasons: [...row.reasons, ...uncounted] };
}

const hasStatus = (unit: CashUnit): unit is CashUnit & { readonly status: DeviceStatus } => unit.status !== null;

/** What `madoguchi devices` shows: behind the cash device its parts. */
export function devicesResult(kiosk: Kiosk | null): DevicesResult {
  if (kiosk === null) return { devices: [] };
  const units = kiosk.cashUnits();
  return {
    devices: kiosk.devices().flatMap((device) => {
      const holder = kiosk.holderOf(device.id);
      if (device.id !== 'cash') return [rowOf(device, { holder })];
      const boxes = units.filter((unit) => !hasStatus(unit)).map((unit) => stockDetails(unit, `${unit.id}_`));
      const parts = units.filter(hasStatus).map((unit) => partRow(unit, holder));
      return [rowOf(device, Object.assign({ holder }, ...boxes)), ...parts];
    }),
  };
}

/** What `madoguchi paper calibrate` shows. */
export function calibrationResult({ setting, sheet, code }: CalibrationState): CalibrationResult {
  return { setting, sheet, code: code === null ? null : codeText(code) };
}

/** What `madoguchi incidents` shows. */
export function incidentsResult(kiosk: Kiosk): IncidentsResult {
  const { open, recent } = kiosk.incidents();
  return {
    open: open.map(({ incident, reference, code, municipalityId, at_ms }) => ({
      incident,
      reference,
      code: codeText(code),
      cause: CODES[code].cause,
      municipality: municipalityId,
      at_ms,
    })),
    recent: recent.map(({ sequence, code, detail, at_ms, seen }) => ({
      incident: sequence,
      code: codeText(code),
      detail,
      at_ms,
      seen,
    })),
  };
}
