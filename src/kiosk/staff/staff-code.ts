import { secretBytes } from '../../base/bytes.ts';
import { STAFF_CODE_DIGITS } from '../../base/staff-code.ts';
import type { PinKey } from '../../api/contract.ts';
import type { StaffCodePort } from '../contract.ts';
import type { KioskServices } from '../services.ts';

const DIGIT_0 = 0x30;

/** Wrong tries before the lock, and how long it lasts; the configuration may say otherwise. */
const STAFF_LOCK = { tries_max: 5, locked_ms: 10 * 60_000 } as const;

/** Under this name the ledger keeps how many wrong tries there were: a power cut gives no new ones. */
const TRIES_MEMORY_ID = 'staff-code-tries';

/** The typed code: its bytes, the tries, the lock. */
export interface StaffCode {
  readonly configured: boolean;
  readonly length: number;
  /** Wrong entries that are left; null while none was wrong. */
  triesLeft(): number | null;
  /** Null when it is not locked. */
  lockedFor_ms(): number | null;
  press(key: PinKey): void;
  check(): void;
  wipe(): void;
}

/**
 * `port` null: no code is configured. The one place where digits of the staff code lie. They are overwritten when they were compared or the pad is left; a
 * comparison that is still under way then is not listened to any more. The lock outlives a restart: it stands in the books.
 */
export function createStaffCode(port: StaffCodePort | null, services: KioskServices): StaffCode {
  const { clock, guarded, ledger, send, settings } = services;
  const { tries_max, locked_ms } = settings.staff ?? STAFF_LOCK;
  const digits = secretBytes(STAFF_CODE_DIGITS.max);
  let length = 0;
  /** The last try before the lock is left to whoever comes after a stop in the middle of a comparison. */
  let wrong = Math.min(Math.max(0, Number(ledger.memoryOf(TRIES_MEMORY_ID)) || 0), tries_max - 1);
  /** Comparisons without an answer: each counts as wrong until it is found right. */
  let underWay = 0;
  let asked = 0;
  let lockedUntil_ms = lockOfBooks();

  /** A lock of before a restart: as service time may not be known yet, it counts anew from now. */
  function lockOfBooks(): number {
    const [last] = ledger
      .unseenIncidents()
      .filter(({ code }) => code === 'staffCodeLocked')
      .toReversed();
    if (last === undefined) return -1;
    const { serviceClock } = services;
    const over = serviceClock.known && serviceClock.now_epoch_ms() - last.at_ms >= locked_ms;
    return over ? -1 : clock.now_ms() + locked_ms;
  }

  function lockedFor_ms(): number | null {
    const left_ms = lockedUntil_ms - clock.now_ms();
    return left_ms > 0 ? left_ms : null;
  }

  function wipe(): void {
    asked += 1;
    digits.fill(0);
    length = 0;
  }

  /** Written before a code is compared, so that nobody tries for ever by cutting the power in time. */
  function keepTries(): void {
    const tries = String(wrong + underWay);
    if ((ledger.memoryOf(TRIES_MEMORY_ID) ?? '0') !== tries) ledger.remember(TRIES_MEMORY_ID, tries);
  }

  function answered(right: boolean): void {
    if (right) {
      wrong = 0;
      keepTries();
      send({ type: 'staff.codeRight' });
      return;
    }
    wrong += 1;
    keepTries();
    services.log('warn', 'staff.codeWrong', { tries: wrong });
    if (wrong < tries_max) {
      send({ type: 'staff.codeRefused', code: 'staffCodeWrong' });
      return;
    }
    wrong = 0;
    lockedUntil_ms = clock.now_ms() + locked_ms;
    ledger.incident('staffCodeLocked', `${tries_max} wrong codes in a row`);
    keepTries();
    send({ type: 'staff.codeRefused', code: 'staffCodeLocked' });
  }

  return {
    configured: port !== null,
    get length() {
      return length;
    },
    triesLeft: () => (wrong === 0 ? null : tries_max - wrong),
    lockedFor_ms,
    press: (key) => {
      if (lockedFor_ms() !== null) return;
      if (key === 'clear') wipe();
      else if (key === 'delete') {
        if (length > 0) digits[--length] = 0;
      } else if (length < STAFF_CODE_DIGITS.max) digits[length++] = DIGIT_0 + key;
    },
    check: () => {
      const typed = secretBytes(length);
      typed.set(digits.subarray(0, length));
      wipe();
      const mine = asked;
      // More comparisons at a time than tries are left would be tries too many.
      const tooMany = wrong + underWay >= tries_max;
      if (port === null || lockedFor_ms() !== null || typed.length === 0 || tooMany) {
        typed.fill(0);
        send({ type: 'staff.codeRefused', code: lockedFor_ms() === null ? 'staffCodeWrong' : 'staffCodeLocked' });
        return;
      }
      underWay += 1;
      keepTries();
      port.check(
        typed,
        guarded((right: boolean) => {
          typed.fill(0);
          underWay -= 1;
          // Who left the pad meanwhile is not let in; a wrong code counts all the same.
          if (mine === asked || !right) answered(right);
          else keepTries();
        }),
      );
    },
    wipe,
  };
}
