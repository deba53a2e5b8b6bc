/** Names as voices: a speech engine as a child of this cell, its text through a pipe, its sound back through another. Nothing is kept. */
import type { Clock } from '../base/clock.ts';
import { runEngine, type EngineRun } from '../base/sound/engine.ts';
import { spokenBy, type Engines } from '../base/sound/engines.ts';
import { promptOf } from '../base/sound/prompt.ts';
import { secretBytes } from '../base/bytes.ts';
import type { CellSpeaker } from './citizen-texts.ts';
import { CELL_LIMITS } from './limits.ts';

/** Han or kana: a name of a Japanese register is read by the Japanese voice, whatever language is spoken around it. */
const JAPANESE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

interface Asked {
  readonly text: Uint8Array;
  readonly locale: string;
  readonly done: (wav: Uint8Array) => void;
}

/** One engine at a time, in the order of the questions. */
export function createSpeaker(engines: Engines, clock: Clock): CellSpeaker {
  const asked: Asked[] = [];
  let run: EngineRun | null = null;

  function next(): void {
    const [first] = asked;
    if (first === undefined || run !== null) return;
    const { text, locale, done } = first;
    const spoken = spokenBy(JAPANESE.test(Buffer.from(text).toString('utf8')) ? 'ja' : locale, engines);
    const engine = spoken === null ? undefined : engines[spoken];
    const answer = (wav: Uint8Array | null): void => {
      run = null;
      asked.shift();
      done(wav !== null && wav.length <= CELL_LIMITS.voice_bytes_max ? wav : secretBytes(0));
      next();
    };
    if (engine === undefined) {
      const timer = clock.after(0, () => answer(null));
      run = { kill: () => timer.cancel() };
      return;
    }
    run = runEngine(engine, text, clock, ({ wav }) => {
      const prompt = wav && promptOf(wav);
      wav?.fill(0);
      answer(prompt);
    });
  }

  return {
    speak: (text, locale, done) => {
      asked.push({ text, locale, done });
      next();
    },
    close: () => {
      asked.length = 0;
      run?.kill();
      run = null;
    },
  };
}
