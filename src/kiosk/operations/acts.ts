import type { CodeName } from '../../base/codes.ts';
import type { Kiosk } from '../assemble.ts';

/**
 * Writes what a technician did, with the name, into the books beside what came of it.
 * @param forStaff it stays in the staff's list until somebody ticks it off
 */
export function recordAct(kiosk: Kiosk, code: CodeName, detail: string, forStaff = false): void {
  const { ledger } = kiosk.technician.services;
  ledger.incident(code, detail);
  const [entry] = ledger.incidents(1);
  if (!forStaff && entry !== undefined) ledger.incidentSeen(entry.sequence, 'maintenance');
}

/**
 * Keeps citizens out while `work` goes on, until it calls what it is given; a `work` that throws at its begin leaves no lock behind.
 * @throws MadoguchiError `deviceBusy`
 */
export function whileLocked(kiosk: Kiosk, work: (end: () => void) => void): void {
  const end = kiosk.technician.begin();
  try {
    work(end);
  } catch (error) {
    end();
    throw error;
  }
}
