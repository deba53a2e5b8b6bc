import type { SessionPicture } from '../../../fsm/events.ts';
import type { CopierState, KioskForCopier, Moved, Returned } from '../../api/methods/copier.ts';
import { CODES, type CodeName } from '../../base/codes.ts';
import type { Timer } from '../../base/clock.ts';
import { codeText, MadoguchiError } from '../../base/errors.ts';
import type { DeviceName } from '../device-watch.ts';
import { beginAccount, endAccount, isOpenAccount, readAccount, settleAccount, tellAccount } from './lent-account.ts';
import type { HolderState, Lending } from './lending.ts';
import { KIOSK_LIMITS } from '../limits.ts';
import type { KioskServices } from '../services.ts';
import { createSteadyReasons } from './steady-reasons.ts';

/** What the copier's own software and the kiosk tell each other (docs/integration.md). */
export interface CopierDesk {
  /** How the kiosk is, as the copier has to know it. */
  picture(): KioskForCopier;
  /** The copier's software is there: `changed` hears every change until the function that is returned is called. */
  attach(changed: (picture: KioskForCopier) => void): () => void;
  /** What the copier does: asleep, at work or open, no session begins. */
  tell(state: CopierState): void;
  /** 「行政サービス」 on the copier's own menu. @throws MadoguchiError `serviceNotOpen` */
  start(): void;
  /** As 「中止」 would. @throws MadoguchiError `sessionNotEndable` */
  end(): void;
  /** Takes a device back; `done` is called once both counts were compared. @throws MadoguchiError as `Lending.giveBack` */
  giveBack(device: string, moved: Moved | null, done: (returned: Returned) => void): void;
  onPicture(picture: SessionPicture): void;
  /** The holder of a device changed. */
  onHolder(device: DeviceName, holder: HolderState): void;
  /** The cash device can be used (again). */
  cashIsBack(): void;
  stop(): void;
}

const DEVICES = ['cardReader', 'cash', 'printer'] as const;

/** Reasons against serving that the copier's state gives. */
function reasonsOf(state: CopierState | null, isAttached: boolean, isRequired: boolean): readonly CodeName[] {
  if (!isAttached) return isRequired ? ['copierAbsent'] : [];
  if (state === null) return [];
  return [
    ...(state.asleep ? (['copierAsleep'] as const) : []),
    ...(state.job === 'none' ? [] : (['copierAtWork'] as const)),
    ...(state.door === 'open' ? (['copierDoorOpen'] as const) : []),
  ];
}

/** Joins the copier's software with chart, lending and books. */
export function createCopierDesk(lending: Lending, services: KioskServices, isServing: () => boolean): CopierDesk {
  const { clock, guarded, ledger, reasons, settings, log } = services;
  const listeners = new Set<(picture: KioskForCopier) => void>();
  /** Who waits for the two counts to be compared. */
  const waiting: (() => void)[] = [];
  let state: CopierState | null = null;
  let picture: SessionPicture | null = null;
  let home: Timer | null = null;
  let last = '';

  const steady = createSteadyReasons(clock, guarded, (codes) => {
    reasons.set('copier', codes);
    if (picture !== null) changed();
  });
  const publishReasons = (): void => steady.set(reasonsOf(state, listeners.size > 0, settings.copierRequired ?? false));

  function now(): KioskForCopier {
    const codes = reasons.all();
    return {
      service: {
        open: picture?.screen === 'idle' && codes.length === 0,
        reasons: codes.map((code) => ({ code: codeText(code), detail: CODES[code].cause })),
      },
      screen: picture?.screen ?? 'outOfService',
      serving: isServing(),
      devices: DEVICES.map((device) => ({ device, holder: lending.stateOf(device) })),
    };
  }

  function changed(): void {
    const told = now();
    const text = JSON.stringify(told);
    if (text === last) return;
    last = text;
    for (const listener of listeners) listener(told);
  }

  function settle(): void {
    home?.cancel();
    home = null;
    endAccount(ledger);
    const settled = settleAccount(ledger);
    if (settled !== null) log('info', 'lent.compared', { result: settled.compared });
    for (const done of waiting.splice(0)) done();
  }

  publishReasons();
  return {
    picture: now,
    attach: (listener) => {
      listeners.add(listener);
      publishReasons();
      return () => {
        listeners.delete(listener);
        // What a copier said that is gone is not true any more.
        if (listeners.size === 0) state = null;
        publishReasons();
      };
    },
    tell: (next) => {
      state = next;
      publishReasons();
    },
    start: () => {
      if (!now().service.open) throw new MadoguchiError('serviceNotOpen', `the screen is ${now().screen}`);
      services.send({ type: 'citizen.openGovernmentService' });
    },
    end: () => {
      if (picture === null || picture.staff !== null || !picture.canCancel)
        throw new MadoguchiError('sessionNotEndable', `the screen is ${now().screen}`);
      services.send({ type: 'citizen.cancel' });
    },
    giveBack: (device, moved, done) => {
      // Kept first: a stop from here on loses nothing of it.
      if (device === 'cash' && moved !== null) tellAccount(ledger, moved);
      const isMoney = device === 'cash' && moved !== null && readAccount(ledger) !== null;
      lending.giveBack(device);
      const answer = (): void => {
        const compared = isMoney ? settleAccount(ledger) : null;
        done({ device, holder: lending.stateOf(device), ...(compared ?? { compared: 'notTold', counts: [] }) });
      };
      changed();
      const account = readAccount(ledger);
      // Compared before, or back for long: the devices have told theirs.
      if (!isMoney || !isOpenAccount(account) || account.after !== null) return answer();
      waiting.push(answer);
      home ??= clock.after(KIOSK_LIMITS.lent_home_ms, () => guarded(settle)(undefined));
    },
    onPicture: (next) => {
      picture = next;
      changed();
    },
    onHolder: (device, holder) => {
      if (device === 'cash' && holder === 'lent' && lending.stateOf('cash') === 'lent') {
        // Lent again before the last time was compared: that is done first.
        settle();
        beginAccount(ledger);
      }
      changed();
    },
    cashIsBack: () => {
      const account = readAccount(ledger);
      if (!isOpenAccount(account) || account.after !== null || lending.stateOf('cash') !== 'claimed') return;
      // Every part has told its counts by then: each asks for them before it can be used.
      home?.cancel();
      home = clock.after(KIOSK_LIMITS.lent_counts_ms, () => guarded(settle)(undefined));
    },
    stop: () => {
      home?.cancel();
      steady.stop();
      waiting.splice(0);
      listeners.clear();
    },
  };
}
