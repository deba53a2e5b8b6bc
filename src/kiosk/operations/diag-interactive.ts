import type { CashChangerFact } from '../../../drivers/cash-changer.ts';
import type { Outlet } from '../../../drivers/sound.ts';
import type { DiagCheck, DiagQuestion, DiagRow } from '../../api/contract.ts';
import { codeText } from '../../base/errors.ts';
import type { Kiosk } from '../assemble.ts';
import { KIOSK_LIMITS } from '../limits.ts';
import { lookAtCard } from './card.ts';
import type { FoundDevice } from './device.ts';
import { outletsOf, pageStep } from './diag-external.ts';
import { fault, fine, skipped, type About } from './diag-rows.ts';
import type { DiagAnswer, DiagStep, StepHands } from './diag-steps.ts';
import { blink } from './lamps.ts';
import { playTest } from './sound.ts';

/** From this denomination on it is a note (日本銀行券). */
const NOTE_YEN_MIN = 1000;

const NOT_ANSWERED = 'nobody answered, or the question was left out';

/** What a person's word comes to. */
function byWord(about: About, answer: DiagAnswer, what: string): DiagRow {
  if (answer === 'yes') return fine(about, what);
  if (answer === 'no') return fault(about, 'fail', 'notConfirmed', `not so: ${what}`);
  return skipped(about, 'notAnswered', NOT_ANSWERED);
}

/** A card is put on and taken off. */
function cardStep(kiosk: Kiosk): DiagStep {
  const about = { device: 'cardReader', check: 'card' } as const;
  return {
    ...about,
    run: ({ ask, done }) => {
      let unask = (): void => undefined;
      const stop = lookAtCard(kiosk.technician, KIOSK_LIMITS.question_ms, (found) => {
        unask();
        if (found.kind === 'none') return done([skipped(about, 'notAnswered', NOT_ANSWERED)]);
        // Any card that it could tell is a reader that works.
        if (found.kind !== 'unreadable') {
          const tries = found.tries === null ? '' : `, ${found.tries} tries left`;
          return done([fine(about, `${found.kind}${tries}`)]);
        }
        const name = found.name === 'cardBusy' ? 'cardBusy' : 'cardUnreadable';
        return done([fault(about, 'fail', name, `the card could not be read (${codeText(name)})`)]);
      });
      unask = ask({ device: 'cardReader', question: 'putCardOn' }, stop);
    },
  };
}

/**
 * A coin meets a shut gate and falls through. A note is taken into escrow and, as nobody is served, handed back at once; only the notes
 * are enabled for it, and nothing is credited. It is the unit that says that it saw the piece.
 */
function pieceStep(kiosk: Kiosk, check: DiagCheck, question: DiagQuestion): DiagStep {
  const about = { device: 'cash', check };
  const { cash } = kiosk.technician.devices;
  const notes_yen = (kiosk.technician.capabilities()?.accepts_yen ?? []).filter((yen) => yen >= NOTE_YEN_MIN);
  return {
    ...about,
    run: ({ ask, done }) => {
      let isOver = false;
      const end = (row: DiagRow): void => {
        if (isOver) return;
        isOver = true;
        cash.command({ type: 'enable', denominations_yen: [] });
        stop();
        unask();
        done([row]);
      };
      const stop = kiosk.technician.hearCash((fact: CashChangerFact) => {
        if (fact.type === 'cashRejected') end(fine(about, `${fact.deviceId} saw it and gave it back: ${fact.reason}`));
        else if (fact.type === 'escrowReturned') end(fine(about, `${fact.deviceId} read it and handed it back`));
        else if (fact.type === 'cashAccepted')
          end(
            fault(about, 'fail', 'cashFault', `${fact.deviceId} kept it although it was inhibited; it is in the books`),
          );
      });
      if (question === 'insertNote') cash.command({ type: 'enable', denominations_yen: notes_yen });
      const unask = ask({ device: 'cash', question }, (answer) =>
        // Whoever says that nothing happened has put it in.
        end(
          answer === 'no'
            ? fault(about, 'fail', 'notConfirmed', 'the unit did not notice what was put in')
            : skipped(about, 'notAnswered', NOT_ANSWERED),
        ),
      );
    },
  };
}

/** Keys that a pad has, as the guide names them. */
const KEYS = ['next', 'previous', 'select', 'back', 0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

/** Each key in turn; one that does not come, or another that comes instead, is named. */
function keysStep(kiosk: Kiosk, device: string): DiagStep {
  const about = { device, check: 'keys' } as const;
  return {
    ...about,
    run: ({ ask, done }) => {
      const missing: string[] = [];
      let left = false;
      function next(at: number): void {
        const key = KEYS[at];
        if (key === undefined || left) return finish();
        let isOver = false;
        const go = (): void => {
          if (isOver) return;
          isOver = true;
          stop();
          unask();
          next(at + 1);
        };
        const stop = kiosk.technician.keys.listen((pressed) => {
          if (pressed === key) go();
        });
        const unask = ask({ device, question: 'pressKey', argument: String(key) }, (answer) => {
          missing.push(String(key));
          left = answer === 'skip';
          go();
        });
      }
      function finish(): void {
        if (missing.length === 0) return done([fine(about, 'every key came')]);
        if (left && missing.length === 1) return done([skipped(about, 'notAnswered', NOT_ANSWERED)]);
        return done([fault(about, 'fail', 'notConfirmed', `keys that did not come: ${missing.join(' ')}`)]);
      }
      next(0);
    },
  };
}

function heardStep(kiosk: Kiosk, outlet: Outlet): DiagStep {
  const about = { device: 'sound', check: 'heard' } as const;
  return {
    ...about,
    run: ({ ask, done }) => {
      const silence = playTest(kiosk.technician, outlet, () => undefined);
      ask({ device: 'sound', question: 'toneHeard', argument: outlet }, (answer) => {
        silence();
        done([byWord(about, answer, `a tone and a sentence from ${outlet}`)]);
      });
    },
  };
}

function seenStep(kiosk: Kiosk, device: string): DiagStep {
  const about = { device, check: 'seen' } as const;
  return {
    ...about,
    run: ({ ask, done }) => {
      const { technician } = kiosk;
      const chosen = technician.lights.list().filter(({ id }) => id === device);
      const dark = blink(
        technician,
        chosen,
        () => undefined,
        () => undefined,
      );
      ask({ device, question: 'lampSeen' }, (answer) => {
        dark();
        done([byWord(about, answer, 'every lamp blinked in turn')]);
      });
    },
  };
}

function pageGoodStep(kiosk: Kiosk, device: 'printer' | 'receiptPrinter'): DiagStep {
  const about = { device, check: 'page' } as const;
  const asks = ({ ask, done }: StepHands, printed: readonly DiagRow[]): void => {
    if (printed.some(({ result }) => result !== 'ok')) return done(printed);
    ask({ device, question: 'pageGood' }, (answer) =>
      done([...printed, byWord(about, answer, 'the page is sharp and whole')]),
    );
    return undefined;
  };
  return { ...about, run: (hands) => pageStep(kiosk, device).run({ ...hands, done: (rows) => asks(hands, rows) }) };
}

/** Asks whether the screen shows what it should. */
export function screenStep(): DiagStep {
  const about = { device: 'screen', check: 'shown' } as const;
  return {
    ...about,
    run: ({ ask, done }) => {
      ask({ device: 'screen', question: 'screenSeen' }, (answer) =>
        done([byWord(about, answer, 'the screen says that the service is closed')]),
      );
    },
  };
}

/** What wants a hand, an eye or an ear. */
export function interactiveSteps(kiosk: Kiosk, { status: { id } }: FoundDevice): readonly DiagStep[] {
  const { technician } = kiosk;
  switch (id) {
    case 'cardReader':
      return [cardStep(kiosk)];
    case 'cash':
      return [
        pieceStep(kiosk, 'coin', 'insertCoin'),
        // Without an escrow it would be kept.
        ...(technician.capabilities()?.escrow === true ? [pieceStep(kiosk, 'note', 'insertNote')] : []),
      ];
    case 'printer':
    case 'receiptPrinter':
      return [pageGoodStep(kiosk, id)];
    case 'sound':
      return outletsOf(kiosk).map((outlet) => heardStep(kiosk, outlet));
    default:
      if (technician.keys.id === id) return [keysStep(kiosk, id)];
      return technician.lights.list().some((one) => one.id === id) ? [seenStep(kiosk, id)] : [];
  }
}
