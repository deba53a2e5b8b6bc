import type { HealthResult, Operations } from '../../api/contract.ts';
import { codeText } from '../../base/errors.ts';
import { VERSION } from '../../base/version.ts';
import type { Kiosk } from '../assemble.ts';
import type { DeviceStatus } from '../contract.ts';

type Check = HealthResult['checks'][number];

const RANK = ['pass', 'warn', 'fail'] as const;

/** A device that is missing or jammed wants a person; one that starts or runs low does not yet. */
const OF_AVAILABILITY: Readonly<Record<DeviceStatus['availability'], Check['status']>> = {
  online: 'pass',
  attention: 'warn',
  starting: 'warn',
  stop: 'fail',
  offline: 'fail',
};

/** Certificates that end soon or have ended, as one check; none while all are fine. */
function keyChecks(kiosk: Kiosk): readonly Check[] {
  const codes = [...new Set(kiosk.technician.keyWatch.standings().flatMap(({ code }) => code ?? []))];
  if (codes.length === 0) return [];
  return [{ check: 'certificates', status: codes.includes('keysEnded') ? 'fail' : 'warn', codes: codes.map(codeText) }];
}

/** Daemon, books, service and devices; the worst of them is how the kiosk is. */
export function healthOf(kiosk: Kiosk | null): HealthResult {
  const checks: Check[] = [{ check: 'daemon', status: kiosk === null ? 'warn' : 'pass', codes: [] }];
  if (kiosk !== null) {
    const trouble = kiosk.fleet.trouble().map(codeText);
    const { reasons, draining } = kiosk.picture();
    checks.push(
      { check: 'ledger', status: trouble.length > 0 ? 'fail' : 'pass', codes: trouble },
      { check: 'service', status: reasons.length > 0 || draining ? 'warn' : 'pass', codes: reasons.map(codeText) },
      ...keyChecks(kiosk),
      ...kiosk.devices().map(({ id, availability, reasons: why }): Check => ({
        check: id,
        status: OF_AVAILABILITY[availability],
        codes: [...new Set(why.map(({ code }) => codeText(code)))],
      })),
    );
  }
  const worst = Math.max(...checks.map(({ status }) => RANK.indexOf(status)));
  return { status: RANK[worst] ?? 'fail', version: VERSION, checks };
}

/** Health as the metrics server tells it; answered while the kiosk starts, too. */
export function healthOperations(kiosk: () => Kiosk | null): Operations {
  return { health: (_, asked) => asked.answer(healthOf(kiosk())) };
}
