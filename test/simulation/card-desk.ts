/**
 * Chart, card bridge, PIN buffer and driver as the kiosk joins them, over the virtual reader on one simulated clock; centre
 * and citizen are played. What a card session is worth testing on: small enough to be run thousands of times.
 */
import type { CardReaderCommand, CardReaderFact } from '../../drivers/card-reader.ts';
import type { ApduInput, ApduOutput } from '../../drivers/contract.ts';
import { createJpkiMachine, type CardReaderState } from '../../drivers/jpki/card-reader.ts';
import { superviseLine } from '../../drivers/registry.ts';
import type { ChainProfileName, SessionCommand, SessionEvent } from '../../fsm/events.ts';
import { createCardBridge, type CardBridge } from '../../src/kiosk/session/card-bridge.ts';
import { PinBuffer } from '../../src/kiosk/session/pin-buffer.ts';
import { authenticated, cardKnown, INKAN, JUMINHYO, stage, type Stage } from '../unit/fsm-stage.ts';
import { HOLDER, card } from '../protocol/jpki-world.ts';
import type { VirtualCard, VirtualCardOptions } from '../virtual/card/card.ts';
import { createVirtualReader, type VirtualReader } from '../virtual/hosts/apdu-inprocess.ts';

/** One VERIFY as the card got it. */
export interface SeenVerify {
  readonly digits: string;
  /** Tries the card had before it. */
  readonly triesLeft: number;
  readonly at_ms: number;
}

/** A card that also tells which PINs it was asked to check. */
export interface WatchedCard {
  readonly chip: VirtualCard;
  readonly verifies: SeenVerify[];
}

/** A PIN that the citizen submitted. */
export interface Submission {
  readonly digits: string;
  /** Tries that the screen showed. */
  readonly triesShown: number | null;
  /** The citizen had pressed 「最後の1回を使う」 since the submission before. */
  readonly isConfirmed: boolean;
}

export interface CardDesk {
  readonly kiosk: Stage;
  readonly reader: VirtualReader;
  /** PINs that were submitted with 「次へ」 on the PIN screen, in order. */
  readonly submitted: readonly Submission[];
  card(options?: Partial<VirtualCardOptions>): WatchedCard;
  /** Types four digits and presses 「次へ」, if the PIN screen is up. */
  enter(digits: string): void;
  /** Presses, as far as the screen takes it. */
  press(fact: SessionEvent): void;
  advance(span_ms: number): void;
  close(): void;
}

const CENTRE_MS = 120;
const SERVICE_EPOCH_MS = Date.UTC(2025, 3, 16, 1, 0);

/** A kiosk whose citizen stands before the card screen. */
export function openCardDesk(profile: ChainProfileName = 'cardOff'): CardDesk {
  const pin = new PinBuffer();
  const submitted: Submission[] = [];
  let hasConfirmed = false;
  let bridge: CardBridge | null = null;

  function heard(command: SessionCommand): void {
    switch (command.type) {
      case 'card.accept':
      case 'card.verifyPin':
      case 'card.sign':
      case 'card.release':
        bridge?.command(command);
        break;
      case 'pin.wipe':
        pin.wipe();
        break;
      case 'session.end':
        bridge?.forget();
        break;
      case 'centre.presentCard':
        kiosk.clock.after(CENTRE_MS, () => kiosk.send(cardKnown([JUMINHYO, INKAN])));
        break;
      case 'centre.authenticate':
        kiosk.clock.after(CENTRE_MS, () => kiosk.send(authenticated()));
        break;
      default:
        break;
    }
  }

  const kiosk = stage(profile, true, heard);
  const reader = createVirtualReader({ clock: kiosk.clock });
  const machine = createJpkiMachine({ readerName: '', acceptTestAuthority: true });
  const line = superviseLine<CardReaderState, ApduInput, ApduOutput, CardReaderCommand, CardReaderFact>({
    machine,
    initial: () => machine.initial(null),
    open: () => reader.openPipe(),
    clock: kiosk.clock,
    onFact: (fact) => bridge?.onFact(fact),
    onDown: () => undefined,
  });
  const device = { command: line.command, onFact: () => undefined, close: line.close };
  const serviceClock = { now_epoch_ms: () => SERVICE_EPOCH_MS + kiosk.clock.now_ms() };
  bridge = createCardBridge(device, pin, { send: kiosk.send, serviceClock });
  kiosk.clock.advance(100);

  return {
    kiosk,
    reader,
    submitted,
    card: (options = {}) => watched(card({ ...HOLDER, ...options }), kiosk),
    enter: (digits) => {
      if (kiosk.screen() !== 'pin') return;
      for (const digit of digits) pin.press(Number(digit) as 0);
      if (!pin.full) return;
      submitted.push({ digits, triesShown: kiosk.picture().tries, isConfirmed: hasConfirmed });
      pin.hand();
      kiosk.send({ type: 'citizen.enterPin' });
      pin.drop();
      hasConfirmed = false;
    },
    press: (fact) => {
      if (fact.type === 'citizen.confirmLastTry' && kiosk.screen() === 'lastTry') hasConfirmed = true;
      kiosk.send(fact);
    },
    advance: (span_ms) => kiosk.clock.advance(span_ms),
    close: () => {
      line.close();
      kiosk.stop();
    },
  };
}

/** Writes down each VERIFY before the card acts on it. */
function watched(chip: VirtualCard, kiosk: Stage): WatchedCard {
  const verifies: SeenVerify[] = [];
  const transmit = chip.transmit.bind(chip);
  chip.transmit = (apdu) => {
    if (apdu[1] === 0x20 && apdu.length > 5) {
      const digits = Buffer.from(apdu.subarray(5)).toString('ascii');
      verifies.push({ digits, triesLeft: chip.triesLeft(), at_ms: kiosk.clock.now_ms() });
    }
    return transmit(apdu);
  };
  return { chip, verifies };
}
