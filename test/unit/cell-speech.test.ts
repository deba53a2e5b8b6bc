import { expect, test } from 'vitest';
import { CitizenTexts, type CellSpeaker } from '../../src/cell/citizen-texts.ts';
import type { CellFact } from '../../src/cell/contract.ts';
import { TextSeal } from '../../src/cell/text-seal.ts';
import { createCitizenVoice } from '../../src/kiosk/voice/citizen-voice.ts';

const names = (): Uint8Array[] => ['見本 花子', 'MIHON TARO'].map((name) => Uint8Array.from(Buffer.from(name)));

/** A speaker that answers when it is told to. */
function heldSpeaker() {
  const asked: { text: string; locale: string; done: (wav: Uint8Array) => void }[] = [];
  let closed = 0;
  const speaker: CellSpeaker = {
    speak: (text, locale, done) => void asked.push({ text: Buffer.from(text).toString('utf8'), locale, done }),
    close: () => void (closed += 1),
  };
  return { asked, speaker, closed: () => closed };
}

test('rule 5: a name is spoken by its handle, and one that nobody has is answered with silence', () => {
  const facts: CellFact[] = [];
  const { asked, speaker } = heldSpeaker();
  const texts = new CitizenTexts((fact) => facts.push(fact), speaker);
  texts.tell('household', names());
  texts.speak('household.2', 'ne');
  expect(asked.map(({ text, locale }) => [text, locale])).toEqual([['MIHON TARO', 'ne']]);
  asked[0]?.done(Uint8Array.of(1, 2));
  expect(facts.at(-1)).toEqual({ type: 'citizenVoice', handle: 'household.2', wav: Uint8Array.of(1, 2) });
  texts.speak('koseki.1', 'ja');
  expect(facts.at(-1)).toEqual({ type: 'citizenVoice', handle: 'koseki.1', wav: new Uint8Array() });
});

test('rule 5: the session is over: texts are wiped, and a voice that comes late is wiped and never told', () => {
  const facts: CellFact[] = [];
  const { asked, speaker, closed } = heldSpeaker();
  const texts = new CitizenTexts((fact) => facts.push(fact), speaker);
  texts.tell('household', names());
  texts.speak('household.1', 'ja');
  texts.forget();
  const late = Uint8Array.of(9, 9, 9);
  asked[0]?.done(late);
  expect([closed(), [...late], facts.filter(({ type }) => type === 'citizenVoice')]).toEqual([1, [0, 0, 0], []]);
  texts.speak('household.1', 'ja');
  expect(facts.at(-1)).toMatchObject({ handle: 'household.1', wav: new Uint8Array() });
});

test('rule 5: names and voices pass the pipe sealed, in whatever order they come', () => {
  const key = new Uint8Array(32).fill(7);
  const [cell, daemon] = [new TextSeal(key), new TextSeal(key)];
  const sent = [...names(), new Uint8Array(200_000).fill(3), ...names()];
  for (const bytes of sent) {
    const sealed = cell.seal(bytes);
    expect(Buffer.from(sealed).equals(Buffer.from(bytes))).toBe(false);
    expect(Buffer.from(daemon.open(Uint8Array.from(sealed))).equals(Buffer.from(bytes))).toBe(true);
  }
});

test('the kiosk asks the cell of the running session, and wipes a voice for which nobody listens', () => {
  const sent: unknown[] = [];
  let open = true;
  const cell = { send: (command: unknown) => sent.push(command), onFact: () => {}, onLost: () => {}, close: () => {} };
  const voice = createCitizenVoice(() => (open ? cell : null));
  voice.speak('household.1', 'en');
  open = false;
  voice.speak('household.1', 'en');
  expect(sent).toEqual([{ type: 'speak', handle: 'household.1', locale: 'en' }]);
  const wav = Uint8Array.of(5);
  voice.onFact({ type: 'citizenVoice', handle: 'household.1', wav });
  expect([...wav]).toEqual([0]);
});
