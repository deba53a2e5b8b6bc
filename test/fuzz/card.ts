/** The card driver: whatever the card answers, the machine does not throw, and no PIN is sent that nobody entered. */
import type { ApduInput, ApduOutput, CommonOutput } from '../../drivers/contract.ts';
import type { CardReaderFact } from '../../drivers/card-reader.ts';
import { createJpkiMachine } from '../../drivers/jpki/card-reader.ts';
import type { Random } from '../../src/base/random.ts';
import { FuzzFailure, type FuzzTarget } from './contract.ts';
import { mutateBytes } from './mutate.ts';

const STATUS_WORDS = [0x9000, 0x63c0, 0x63c1, 0x63c3, 0x6983, 0x6a82, 0x6f00, 0x6100, 0x6c10];
const TIMERS = ['readerReports', 'cardAnswers', 'connectAgain', 'removalShows', 'unknown'];
const LABEL = Buffer.from('JPKIAPICCTOKEN2                 ', 'latin1');
const OUTPUTS_MAX = 200;
/** VERIFY (ISO/IEC 7816-4, 11.6.6) with four digits. */
const isVerify = (apdu: Uint8Array): boolean => apdu[1] === 0x20 && apdu.length > 5;

const pick = <T>(random: Random, from: readonly T[]): T => from[random.integer(from.length)]!;

function answer(random: Random): Uint8Array {
  const word = pick(random, STATUS_WORDS);
  const good = [LABEL, Uint8Array.of(0x30, 0x82, 1, 0), new Uint8Array(256), new Uint8Array()].map((data) =>
    Uint8Array.from([...data, word >> 8, word & 0xff]),
  );
  return random.integer(3) === 0 ? mutateBytes(random, good) : pick(random, good);
}

type Input = Parameters<ReturnType<typeof createJpkiMachine>['step']>[1];

function input(random: Random, enter: () => void): Input {
  const kind = random.integer(20);
  if (kind < 11) return { type: 'response', bytes: answer(random) } satisfies ApduInput;
  if (kind < 12) return { type: 'cardPresent', atr: random.bytes(random.integer(20)) };
  if (kind < 13) return { type: 'connected' };
  if (kind < 14)
    return pick<Input>(random, [
      { type: 'cardAbsent' },
      { type: 'disconnected' },
      { type: 'readerPresent', name: 'r' },
    ]);
  if (kind < 15) return { type: 'apduFailed', pcscCode: random.integer(2 ** 32), message: 'failed' };
  if (kind < 17) return { type: 'timer', timer: pick(random, TIMERS) };
  if (kind < 18) return { type: 'command', command: { type: pick(random, ['accept', 'release'] as const) } };
  if (kind < 19) return { type: 'command', command: { type: 'sign', digest_sha256: new Uint8Array(32) } };
  enter();
  return {
    type: 'command',
    command: { type: 'verifyPin', pin: Uint8Array.from(Buffer.from('1234')), triesShown: random.integer(4) },
  };
}

export const cardTarget: FuzzTarget = {
  name: 'JPKI answers',
  inputsOfALife: 150,
  make: (random) => {
    const machine = createJpkiMachine({ readerName: '', acceptTestAuthority: true });
    let { state } = machine.step(machine.initial(null), { type: 'opened' }, 0);
    let entries = 0;
    let now_ms = 0;
    return () => {
      now_ms += random.integer(400);
      const step = machine.step(
        state,
        input(random, () => (entries += 1)),
        now_ms,
      );
      state = step.state;
      const outputs: readonly (ApduOutput | CommonOutput<CardReaderFact>)[] = step.outputs;
      if (outputs.length > OUTPUTS_MAX) throw new FuzzFailure(`${outputs.length} outputs of one step`);
      for (const output of outputs) if (output.type === 'transmit' && isVerify(output.apdu)) entries -= 1;
      if (entries < 0) throw new FuzzFailure('a PIN was sent that nobody entered');
    };
  },
};
