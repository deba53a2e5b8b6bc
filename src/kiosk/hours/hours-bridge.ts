import type { CodeName } from '../../base/codes.ts';
import type { Timer } from '../../base/clock.ts';
import type { HoursShown } from '../../api/contract.ts';
import type { ClosedDaysBridge } from '../centre/closed-days-bridge.ts';
import { KIOSK_LIMITS } from '../limits.ts';
import { openingFor, openingOf, paymentEnds, storeCloses, type Closed, type Opening } from './opening-hours.ts';
import type { KioskServices } from '../services.ts';

/** Opens and closes the service by the clock (R77–R82). */
export interface HoursBridge {
  start(): void;
  /** What the screens say of the hours; null while it is not known. */
  shown(municipalityId: string | null): HoursShown | null;
  /** When the store closes, service time; undefined: it is not known to. */
  storeCloses(): number | undefined;
  stop(): void;
}

const CODE_OF: Readonly<Record<Closed['why'], CodeName>> = {
  hours: 'closedNow',
  day: 'closedNow',
  notBegun: 'serviceNotBegun',
  ended: 'serviceEnded',
};

/** Why a card of this municipality is refused although others are served: it does not serve this store's chain any more (R81). */
export function refusedHere(
  municipalityId: string,
  { settings: { hours }, serviceClock }: Pick<KioskServices, 'settings' | 'serviceClock'>,
): CodeName | null {
  const data = hours?.municipalities.find((one) => one.municipalityId === municipalityId);
  if (!hours || !data) return null;
  const { closed } = openingFor(data, hours, [], serviceClock.now_epoch_ms());
  return closed?.why === 'ended' ? CODE_OF.ended : null;
}

/**
 * Looks at the hours whenever they may have changed. Closing stops only what has not begun: a session in progress goes on as long as the
 * cell finds time for it, money goes back at any hour, and staff come and go.
 */
export function createHoursBridge(
  closedDays: Pick<ClosedDaysBridge, 'days'>,
  shownChanged: () => void,
  services: KioskServices,
): HoursBridge {
  const { clock, guarded, log, reasons, send, serviceClock, session, settings } = services;
  const { hours } = settings;
  let looking: Timer | null = null;
  let opening: Opening | null = null;
  let told = '';

  const again = (): void => guarded(look)(undefined);

  function look(): void {
    looking?.cancel();
    looking = clock.after(KIOSK_LIMITS.hours_look_every_ms, again);
    if (!hours || !serviceClock.known) return;
    const now_epoch_ms = serviceClock.now_epoch_ms();
    opening = openingOf(hours, closedDays.days(), now_epoch_ms);
    const { closed, opens_epoch_ms, lastStart_epoch_ms } = opening;
    const text = JSON.stringify(closed);
    if (text !== told) log('info', 'service.hours', { closed: closed?.why ?? null, opens_epoch_ms });
    told = text;
    reasons.set('hours', closed === null ? [] : [CODE_OF[closed.why]]);
    const ends_epoch_ms = endPayment(now_epoch_ms);
    // One millisecond later than the last start, which still counts.
    const changes = [opens_epoch_ms, lastStart_epoch_ms === null ? null : lastStart_epoch_ms + 1, ends_epoch_ms];
    const next_ms = Math.min(...changes.flatMap((change) => (change === null ? [] : [change - now_epoch_ms])));
    if (next_ms < KIOSK_LIMITS.hours_look_every_ms) {
      looking.cancel();
      looking = clock.after(Math.max(1, next_ms), again);
    }
    shownChanged();
  }

  /** Who has not paid by the time that printing needs gets everything back (R82). When that is; null while nobody pays. */
  function endPayment(now_epoch_ms: number): number | null {
    const current = session.get();
    if (!hours || !current || current.sets.length === 0 || current.charged) return null;
    const data = hours.municipalities.find(({ municipalityId }) => municipalityId === current.municipalityId);
    if (!data) return null;
    const request = { typeIds: current.sets.map(({ typeId }) => typeId), sets: current.sets.length };
    const ends_epoch_ms = paymentEnds(data, hours, request, now_epoch_ms);
    if (ends_epoch_ms !== null) return ends_epoch_ms + 1;
    send({ type: 'service.timeOver' });
    return null;
  }

  /** What holds for the municipality that refused, or for everybody. */
  function openingAt(municipalityId: string | null): Opening | null {
    if (!hours || !serviceClock.known) return null;
    const data = hours.municipalities.find((one) => one.municipalityId === municipalityId);
    return data ? openingFor(data, hours, closedDays.days(), serviceClock.now_epoch_ms()) : opening;
  }

  return {
    start: () => {
      if (!hours) return;
      serviceClock.onSet(again);
      look();
    },
    shown: (municipalityId) => {
      const found = openingAt(municipalityId);
      if (found === null) return null;
      const { closed, opens_epoch_ms, lastStart_epoch_ms } = found;
      const left_ms = lastStart_epoch_ms === null ? Infinity : lastStart_epoch_ms - serviceClock.now_epoch_ms();
      const isSoon = left_ms <= KIOSK_LIMITS.last_start_shows_ms;
      return { closed, opens_epoch_ms, lastStart_epoch_ms: isSoon ? lastStart_epoch_ms : null };
    },
    storeCloses: () => {
      if (!hours || !serviceClock.known) return undefined;
      return storeCloses(hours.store, serviceClock.now_epoch_ms()) ?? undefined;
    },
    stop: () => looking?.cancel(),
  };
}
