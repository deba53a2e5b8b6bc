/**
 * A citizen who sees nothing: hears what the kiosk says, feels the keypad, the card reader, the slots and the trays. What to press is
 * decided by the spoken words alone; the view is never looked at.
 */
import type { Device } from '../../drivers/device.ts';
import type { KeypadCommand, KeypadFact, KeypadKey } from '../../drivers/keypad.ts';
import { openKeypad } from '../../drivers/open-panel.ts';
import type { Outlet, Sound, SpeechPart } from '../../drivers/sound.ts';
import type { Clock } from '../../src/base/clock.ts';
import type { SimulatedClock } from '../../src/base/simulated-clock.ts';
import type { CellSpeaker } from '../../src/cell/citizen-texts.ts';
import type { VirtualCard } from '../virtual/card/card.ts';
import { configured, HidPort } from '../protocol/hid-rig.ts';
import { VirtualBoard } from '../virtual/hid/board.ts';
import { insertPiece } from './hardware.ts';
import { createWorld, type World, type WorldOptions } from './world.ts';

/** One sentence that came out of an outlet. */
export interface Heard {
  readonly at_ms: number;
  readonly outlet: Outlet;
  readonly utteranceId: string;
  readonly text: string;
  readonly loudness: number;
}

/** Between two keys of somebody who listens. */
const BETWEEN_KEYS_MS = 700;
/** More places than any screen has. */
const PLACES_MAX = 60;

/** A voice for names that can be read back: the bytes of the text stand for the sound of it. */
const speaksInBytes = (): CellSpeaker => ({
  speak: (text, _locale, done) => done(Uint8Array.from(text)),
  close: () => undefined,
});

function textOf(part: SpeechPart): string {
  return part.kind === 'citizen' ? Buffer.from(part.wav).toString('utf8') : part.text;
}

/** A kiosk with a keypad, and one who hears and feels. */
export class BlindCitizen {
  readonly world: World;
  readonly log: Heard[] = [];
  /** The panel board with the keys, and the USB port it hangs on. */
  #board: VirtualBoard | null = null;
  #usb: HidPort | null = null;
  #plugged = false;
  /** So much of the log was listened to. */
  #listened = 0;
  /** What was said since the last key or deed of the hands. */
  #since = '';

  constructor(options: WorldOptions = {}) {
    const ear: Pick<Sound, 'say' | 'stop'> = {
      say: (parts, loudness, outlet) => {
        const at_ms = this.world.clock.now_ms();
        for (const part of parts) {
          this.log.push({ at_ms, outlet, loudness, utteranceId: part.utteranceId, text: textOf(part) });
        }
      },
      stop: () => undefined,
    };
    this.world = createWorld({
      ...options,
      keypad: (kiosk, room) => this.#open(kiosk, room),
      ear,
      speaker: speaksInBytes,
    });
    this.world.clock.advance(5_000);
  }

  #open(clock: Clock, room: SimulatedClock): Device<KeypadCommand, KeypadFact> | null {
    this.#usb ??= new HidPort(room);
    if (this.#board === null) {
      this.#board = new VirtualBoard(room, { lamps: [], sensors: [], equipment: 0b110 });
      this.#usb.plugIn(this.#board);
    }
    return openKeypad([configured('keypad', {})], { ...this.#usb.wires(), clock });
  }

  /** Pulls the board's plug out of the kiosk, or puts it back. */
  board(isIn: boolean): void {
    if (isIn && this.#board) this.#usb?.plugIn(this.#board);
    else this.#usb?.pullOut();
    this.world.clock.advance(5_000);
  }

  /** Everything that was said since the last look, as one text. What comes out of the other outlet is not heard. */
  hear(): string {
    const news = this.log.slice(this.#listened);
    this.#listened = this.log.length;
    const heard = news
      .filter(({ outlet }) => outlet === (this.#plugged ? 'headphones' : 'speaker'))
      .map(({ text }) => text)
      .join(' ');
    this.#since = [this.#since, heard].filter((text) => text !== '').join(' ');
    return heard;
  }

  /** From here on only what is new counts as heard. */
  #act(): void {
    this.hear();
    this.#since = '';
  }

  /** All words of the session so far from one outlet. */
  said(outlet?: Outlet): string {
    return this.log
      .filter((entry) => outlet === undefined || entry.outlet === outlet)
      .map(({ text }) => text)
      .join('\n');
  }

  plug(plugged = true): string {
    this.#plugged = plugged;
    this.#board?.plug(plugged);
    this.world.clock.advance(BETWEEN_KEYS_MS);
    return this.hear();
  }

  /** Presses a key and listens to the answer. */
  press(key: KeypadKey): string {
    this.#act();
    this.#board?.press(key);
    this.world.clock.advance(BETWEEN_KEYS_MS);
    return this.hear();
  }

  digits(digits: string): string {
    this.#act();
    for (const digit of digits) {
      this.#board?.press(Number(digit));
      this.world.clock.advance(BETWEEN_KEYS_MS);
    }
    return this.hear();
  }

  /** Keys as fast as a fist can. */
  mash(keys: readonly KeypadKey[], apart_ms: number): void {
    for (const key of keys) {
      this.#board?.press(key);
      this.world.clock.advance(apart_ms);
    }
  }

  /** Waits until words are heard; those since the last key count. */
  waitFor(words: RegExp, limit_ms = 120_000): string {
    const wait = (): boolean => {
      this.hear();
      return words.test(this.#since);
    };
    try {
      this.world.until(wait, limit_ms);
    } catch {
      throw new Error(
        `${String(words)} was not heard; last: ${this.log
          .slice(-12)
          .map(({ text }) => text)
          .join(' | ')}`,
      );
    }
    return this.#since;
  }

  /** Goes on with `next` until the words are heard. */
  find(words: RegExp): string {
    for (let press = 0; press < PLACES_MAX; press += 1) {
      const heard = this.press('next');
      if (words.test(heard)) return heard;
    }
    throw new Error(
      `${String(words)} is not among the places; last: ${this.log
        .slice(-70)
        .map(({ text }) => text)
        .join(' | ')}`,
    );
  }

  /** Finds a place and does what it says. */
  choose(words: RegExp): string {
    this.find(words);
    return this.press('select');
  }

  /** The way on: the first press says it, the second does it. The words must be the wanted ones. */
  goOn(words: RegExp): string {
    const heard = this.press('select');
    if (!words.test(heard)) throw new Error(`the way on is not ${String(words)} but: ${heard}`);
    return this.press('select');
  }

  layCard(card: VirtualCard): void {
    this.#act();
    this.world.hardware.reader.insert(card);
  }

  takeCard(): void {
    this.#act();
    this.world.hardware.reader.remove();
  }

  /** Feels for the slot and puts a piece in. */
  insert(denomination_yen: number): string {
    this.#act();
    this.world.clock.advance(1_500);
    insertPiece(this.world.hardware, denomination_yen);
    this.world.clock.advance(4_000);
    return this.hear();
  }

  /** Empties the tray by hand; what was in it, in yen. */
  takeMoney(): void {
    this.world.hardware.places.moveAll('changeTray', 'citizen');
  }

  wait(span_ms: number): string {
    this.world.clock.advance(span_ms);
    return this.hear();
  }
}
