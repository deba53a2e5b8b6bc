/**
 * What goes to one outlet, sample by sample. Speech parts follow each other without a gap; tones sound beside them, speech a little
 * softer meanwhile; what is stopped or replaced fades within 10 ms, so that nothing clicks. Pure: no process, no time.
 */
import { RATE_HZ } from '../../src/base/sound/wav.ts';

/** A part on its way out. */
export interface MixedPart {
  /** 16 bit, {@link RATE_HZ}, mono; the mixer's own: wiped when it has sounded or is dropped. */
  readonly samples: Int16Array;
  /** Factor of the amplitude, 0…1. */
  readonly gain: number;
  /** Called when its first sample leaves. */
  readonly begun: () => void;
}

interface Sounding {
  readonly part: MixedPart;
  at: number;
}

const NOTHING = (): void => undefined;
const FADE = Math.round(0.01 * RATE_HZ);
/** Speech beside a tone: −6 dB, reached within some milliseconds. */
const DUCKED = 0.5;
const DUCK_STEP = 1 / (0.008 * RATE_HZ);

export class Mixer {
  #speech: Sounding[] = [];
  #tones: Sounding[] = [];
  /** What was replaced, with its samples left until it is silent. */
  #fading: { readonly sounding: Sounding; readonly gain: number; left: number }[] = [];
  #duck = 1;
  /** More parts of this utterance are being rendered. */
  #more = false;

  /** Nothing sounds and nothing is expected. */
  get isIdle(): boolean {
    return !this.#more && this.#speech.length + this.#tones.length + this.#fading.length === 0;
  }

  /** A new utterance: what is said is faded out, and parts are waited for. */
  begin(): void {
    this.#fadeSpeech();
    this.#more = true;
  }

  /** The next part of the utterance. */
  add(part: MixedPart): void {
    this.#speech.push({ part, at: 0 });
  }

  /** No part comes after those that were added. */
  end(): void {
    this.#more = false;
  }

  tone(samples: Int16Array, gain: number): void {
    this.#tones.push({ part: { samples: samples.slice(), gain, begun: NOTHING }, at: 0 });
  }

  /** Everything fades out now. */
  stop(): void {
    this.#fadeSpeech();
    for (const tone of this.#tones.splice(0)) this.#fade(tone, 1);
    this.#more = false;
  }

  /** Silence at once: for an outlet that is gone. */
  drop(): void {
    const all = [
      ...this.#speech.splice(0),
      ...this.#tones.splice(0),
      ...this.#fading.splice(0).map((one) => one.sounding),
    ];
    for (const { part } of all) part.samples.fill(0);
    this.#more = false;
  }

  /** The next samples. */
  read(count: number): Int16Array {
    const out = new Int16Array(count);
    for (let i = 0; i < count; i += 1) {
      const sample = this.#spoken() + this.#toned() + this.#faded();
      out[i] = Math.max(-32_768, Math.min(32_767, Math.round(sample)));
    }
    return out;
  }

  #spoken(): number {
    const target = this.#tones.length > 0 ? DUCKED : 1;
    if (this.#duck !== target) {
      const step = Math.max(-DUCK_STEP, Math.min(DUCK_STEP, target - this.#duck));
      this.#duck += step;
    }
    const [first] = this.#speech;
    if (first === undefined) return 0;
    const sample = next(first) * this.#duck;
    if (isOver(first)) this.#speech.shift();
    return sample;
  }

  #toned(): number {
    let sum = 0;
    for (const tone of this.#tones) sum += next(tone);
    if (this.#tones.some(isOver)) this.#tones = this.#tones.filter((tone) => !isOver(tone));
    return sum;
  }

  #faded(): number {
    let sum = 0;
    for (const one of this.#fading) {
      sum += next(one.sounding) * one.gain * (one.left / FADE);
      one.left -= 1;
      if (one.left === 0) one.sounding.part.samples.fill(0);
    }
    if (this.#fading.some(({ left, sounding }) => left === 0 || isOver(sounding))) {
      this.#fading = this.#fading.filter(({ left, sounding }) => left > 0 && !isOver(sounding));
    }
    return sum;
  }

  #fade(sounding: Sounding, gain: number): void {
    if (sounding.at > 0) this.#fading.push({ sounding, gain, left: FADE });
    else sounding.part.samples.fill(0);
  }

  #fadeSpeech(): void {
    for (const sounding of this.#speech.splice(0)) this.#fade(sounding, this.#duck);
  }
}

/** The next sample; what was played is overwritten as it goes, so that a name is gone with its last sound. */
function next(sounding: Sounding): number {
  const { part, at } = sounding;
  if (at === 0) part.begun();
  const sample = part.samples[at] ?? 0;
  part.samples[at] = 0;
  sounding.at += 1;
  return sample * part.gain;
}

const isOver = ({ part, at }: Sounding): boolean => at >= part.samples.length;
