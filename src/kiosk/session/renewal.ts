/** When a certificate can be renewed (R24, R25). Pure calendar, Asia/Tokyo. */
import { tokyoDate } from '../../base/service-time.ts';

/** Renewal begins so many months before the last day (R25). */
const RENEWAL_MONTHS = 3;

/**
 * The month in which the certificate ends, `2025-07`, from three months before its last day until that day is over; null before and
 * after. Only the month leaves here: the last day is the holder's birthday (R24), which a picture or a log must not carry.
 */
export function renewalMonth(now_epoch_ms: number, notAfter_epoch_s: number): string | null {
  const end_epoch_ms = notAfter_epoch_s * 1000;
  if (now_epoch_ms > end_epoch_ms) return null;
  const end = tokyoDate(end_epoch_ms);
  return tokyoDate(now_epoch_ms) >= monthsBefore(end, RENEWAL_MONTHS) ? end.slice(0, 7) : null;
}

/** The same day so many months earlier; the last of the month where it has no such day. */
function monthsBefore(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const lastOfMonth = new Date(Date.UTC(year, month - months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 - months, Math.min(day, lastOfMonth))).toISOString().slice(0, 10);
}
