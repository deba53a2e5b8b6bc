import { expect, test } from 'vitest';
import type { SpeechPart } from '../../drivers/sound.ts';
import { SimulatedClock } from '../../src/base/simulated-clock.ts';
import type { Saying } from '../../src/guide/contract.ts';
import { createSpokenNames } from '../../src/kiosk/voice/spoken-names.ts';

const NAME: Saying = { kind: 'citizen', handle: 'household.2', text: '2人目。', locale: 'ja' };
const HINT: Saying = { kind: 'passing', utteranceId: 'guide.hint', text: '3個のうち、2個目。', locale: 'ja' };

/** Names with a cell that answers when it is told to. */
function desk() {
  const clock = new SimulatedClock();
  const asked: string[] = [];
  let answer: (handle: string, wav: Uint8Array) => void = () => undefined;
  const names = createSpokenNames(
    { speak: (handle) => asked.push(handle), onCitizenVoice: (listener) => (answer = listener) },
    clock,
  );
  const said: (readonly SpeechPart[])[] = [];
  return {
    clock,
    asked,
    said,
    names,
    fill: (outlet: 'speaker' | 'headphones', sayings: readonly Saying[] = [NAME, HINT]) =>
      names.fill(sayings, outlet, (parts) => said.push(parts)),
    answer: (handle: string, wav: Uint8Array) => answer(handle, wav),
  };
}

const wav = (): Uint8Array => Uint8Array.from([1, 2, 3, 4]);
const kinds = (parts: readonly SpeechPart[] | undefined): string[] => parts?.map(({ kind }) => kind) ?? [];

test('R103: on the speaker nobody is asked for a name, and the number of the person is said at once', () => {
  const { fill, said, asked } = desk();
  fill('speaker');
  expect(asked).toEqual([]);
  expect(said).toMatchObject([[{ kind: 'passing', text: '2人目。' }, { utteranceId: 'guide.hint' }]]);
});

test('in headphones the name comes from the cell; what the cell sent is wiped, what is played is whole', () => {
  const { fill, said, asked, answer } = desk();
  fill('headphones', [NAME, HINT, NAME]);
  expect(asked).toEqual(['household.2']);
  expect(said).toEqual([]);
  const sent = wav();
  answer('household.2', sent);
  expect(kinds(said[0])).toEqual(['citizen', 'passing', 'citizen']);
  expect([...sent]).toEqual([0, 0, 0, 0]);
  const [first, , second] = said[0]!;
  // Each is wiped by whoever plays it: the other must not lose its voice.
  if (first?.kind === 'citizen') first.wav.fill(0);
  expect(second?.kind === 'citizen' ? [...second.wav] : []).toEqual([1, 2, 3, 4]);
});

test('a cell that cannot, or is slow, costs the name and not the sentence; what comes too late is wiped', () => {
  const { clock, fill, said, answer } = desk();
  fill('headphones');
  answer('household.2', new Uint8Array());
  expect(kinds(said[0])).toEqual(['passing', 'passing']);
  fill('headphones');
  clock.advance(1_499);
  expect(said).toHaveLength(1);
  clock.advance(1);
  expect(kinds(said[1])).toEqual(['passing', 'passing']);
  const late = wav();
  answer('household.2', late);
  expect([...late]).toEqual([0, 0, 0, 0]);
  expect(said).toHaveLength(2);
});

test('whoever presses on hears the next place alone, and no name is left in memory', () => {
  const { clock, fill, said, names, answer } = desk();
  fill('headphones', [NAME, { ...NAME, handle: 'household.3' }]);
  const first = wav();
  answer('household.2', first);
  fill('headphones', [HINT]);
  expect([...first]).toEqual([0, 0, 0, 0]);
  expect(said).toEqual([[HINT]]);
  fill('headphones');
  names.forget();
  clock.advance(10_000);
  expect(said).toHaveLength(1);
});
