import type { DiagCheck, DiagRow } from '../../api/contract.ts';
import { CODES, type CodeName } from '../../base/codes.ts';
import { codeText } from '../../base/errors.ts';
import type { Kiosk } from '../assemble.ts';
import type { FoundDevice } from './device.ts';

/** What is checked, and of what. */
export interface About {
  readonly device: string;
  readonly check: DiagCheck;
}

/** Nothing is wrong. */
export function fine({ device, check }: About, detail: string): DiagRow {
  return { device, check, result: 'ok', code: null, name: null, detail, remedy: '' };
}

/** A fault, named by its code. */
export function fault(about: About, result: 'warn' | 'fail', code: CodeName, detail: string): DiagRow {
  const { device, check } = about;
  return { device, check, result, code: codeText(code), name: code, detail, remedy: CODES[code].remedy };
}

/** Not looked at; `code` says why where there is a reason to name. */
export function skipped(about: About, code: CodeName | null, detail: string): DiagRow {
  const { device, check } = about;
  const named = code === null ? { code: null, name: null } : { code: codeText(code), name: code };
  return { device, check, result: 'skipped', ...named, detail, remedy: code === null ? '' : CODES[code].remedy };
}

const isUsable = ({ status }: FoundDevice): boolean =>
  status.availability === 'online' || status.availability === 'attention';

/** Parts of the cash device that say what is wrong with it; none where it knows something that no part says. */
function partsAtFault(kiosk: Kiosk, { status }: FoundDevice): readonly string[] {
  if (status.id !== 'cash') return [];
  const parts = kiosk.cashUnits().flatMap((unit) => (unit.status === null ? [] : [unit.status]));
  const bad = parts.filter(({ reasons }) => reasons.length > 0);
  const told = new Set(bad.flatMap(({ reasons }) => reasons.map(({ code }) => code)));
  return status.reasons.every(({ code }) => told.has(code)) ? bad.map(({ id }) => id) : [];
}

/** What a device says of itself over its wire: a row for each thing that is wrong with it. */
export function stateRows(kiosk: Kiosk, found: FoundDevice): readonly DiagRow[] {
  const { status, partOf } = found;
  const about = { device: status.id, check: 'state' } as const;
  if (kiosk.technician.holderOf(partOf ?? status.id) !== 'claimed')
    return [skipped(about, 'deviceLent', 'it is lent to the copier’s own business')];
  const { identity, reasons, availability } = status;
  if (reasons.length === 0) {
    const named =
      identity === null ? '' : ` ${identity.maker} ${identity.product} ${identity.firmware ?? ''}`.trimEnd();
    if (isUsable(found)) return [fine(about, `${availability}${named}`)];
    return [fault(about, 'fail', 'deviceStarting', `${availability}: it has not answered since the start`)];
  }
  const result = isUsable(found) ? 'warn' : 'fail';
  const parts = partsAtFault(kiosk, found);
  const [worst] = reasons;
  // Each part has rows of its own: the whole says once which they are.
  if (parts.length > 0 && worst !== undefined)
    return [fault(about, result, worst.code, `see its parts: ${parts.join(', ')}`)];
  return reasons.map(({ code, detail }) => fault(about, result, code, detail));
}

/** Why the rest of a device’s checks is left out; null: they are made. */
export function whyNot(kiosk: Kiosk, found: FoundDevice): CodeName | null {
  const { status, partOf } = found;
  if (kiosk.technician.holderOf(partOf ?? status.id) !== 'claimed') return 'deviceLent';
  if (isUsable(found)) return null;
  return status.reasons[0]?.code ?? 'deviceStarting';
}
