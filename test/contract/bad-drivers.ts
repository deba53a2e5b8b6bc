/** One bad driver for each rule: our own with one thing wrong, as somebody might write it in good faith. */
import type { BytePipe } from '../../drivers/contract.ts';
import type { Wires } from '../../drivers/open.ts';
import * as benches from './ours/benches.ts';
import * as ours from './ours/drivers.ts';
import type { AnyDevice, BenchMaker, DriverSubject, Told } from './subject.ts';

type Value = Told & Readonly<Record<string, unknown>>;

/** What stands between the caller and a good driver. */
interface Between {
  /** Commands that go down instead of this one; left out: itself. */
  command?(command: Value, say: (fact: Value) => void): readonly object[];
  /** Facts that come up instead of this one, and commands that it gives itself; left out: itself. */
  fact?(fact: Value, command: (command: object) => void): readonly object[];
  /** Called when it is opened, with which opening it is. */
  opened?(command: (command: object) => void, openings: number, wires: Wires, say: (fact: Value) => void): void;
  wires?(wires: Wires): Wires;
  forgets?: boolean;
}

function spoiled(inner: DriverSubject, make: () => Between): DriverSubject {
  const between = make();
  let openings = 0;
  return {
    ...inner,
    open: (wires, options, memoryOf) => {
      openings += 1;
      const given = between.wires?.(wires) ?? wires;
      const device = inner.open(given, options, between.forgets === true ? () => null : memoryOf);
      let say: (fact: Value) => void = () => undefined;
      const down = (command: object): void => device.command(command as Told);
      const bad: AnyDevice = {
        command: (command) => {
          const told = command as Value;
          for (const one of between.command ? between.command(told, say) : [told]) down(one);
        },
        onFact: (listener) => {
          say = listener;
          device.onFact((fact) => {
            const told = fact as Value;
            for (const one of between.fact ? between.fact(told, down) : [told]) listener(one as Told);
          });
          between.opened?.(down, openings, wires, say);
        },
        close: () => device.close(),
      };
      return bad;
    },
  };
}

const without =
  (...types: readonly string[]) =>
  (value: Value): readonly object[] =>
    types.includes(value.type) ? [] : [value];

/** Bytes that are read in the hope that they are what they should be. */
function hopeful(wires: Wires): Wires {
  return {
    ...wires,
    openBytes: (port, settings) => {
      const pipe: BytePipe = wires.openBytes(port, settings);
      return {
        ...pipe,
        onBytes: (listener) =>
          pipe.onBytes((bytes) => {
            if (bytes.length > 1 && (bytes[1] ?? 0) > bytes.length + 40)
              throw new RangeError('a frame longer than all frames');
            listener(bytes);
          }),
      };
    },
  };
}

/** Opens its line once and never again. */
function once(wires: Wires): Wires {
  let opened = false;
  return {
    ...wires,
    openBytes: (port, settings) => {
      if (opened) throw new Error('was open before');
      opened = true;
      return wires.openBytes(port, settings);
    },
  };
}

/** A driver that repeats what was not answered at once, a VERIFY too. */
function twice(wires: Wires): Wires {
  return {
    ...wires,
    openApdu: (reader) => {
      const pipe = wires.openApdu(reader);
      return {
        ...{ onInput: pipe.onInput.bind(pipe), onLost: pipe.onLost.bind(pipe), close: pipe.close.bind(pipe) },
        send: (output) => {
          if (output.type === 'transmit' && output.wipe) pipe.send({ ...output, apdu: Uint8Array.from(output.apdu) });
          pipe.send(output);
        },
      };
    },
  };
}

/** Says `lent` and goes on as before. */
const lentByWordAlone = (): Between => ({
  command: (command, say) => {
    if (command.type !== 'lend') return [command];
    say({ type: 'holder', holder: 'lent' });
    return [];
  },
});

/** Takes an intent that comes again for a new one. */
function forgetful(trigger: 'execute' | 'resolve'): () => Between {
  return () => {
    const orders = new Map<unknown, unknown>();
    const executed = new Set<unknown>();
    return {
      command: (command) => {
        if (command.type === 'prepare') orders.set(command['intentId'], command['order']);
        const isNew = command.type === 'execute' && !executed.has(command['intentId']);
        if (command.type === 'execute') executed.add(command['intentId']);
        if (command.type !== trigger || isNew) return [command];
        const order = command['order'] ?? orders.get(command['intentId']);
        return [{ type: 'prepare', intentId: `${String(command['intentId'])}-again`, order }];
      },
      fact: (fact, down) => {
        if (fact.type === 'prepared' && String(fact['intentId']).endsWith('-again'))
          down({ type: 'execute', intentId: fact['intentId'], material: undefined });
        return [fact];
      },
    };
  };
}

/** Outcomes as they are hoped for. */
const outcomes = (result: string, moved: object) => (): Between => ({
  fact: (fact) => (fact.type === 'outcome' ? [{ ...fact, result, moved }] : [fact]),
});

/** Rule, the good driver it is made of, its bench, and what is wrong. */
export const BAD_DRIVERS: readonly (readonly [string, DriverSubject, BenchMaker, () => Between])[] = [
  ['status-after-open', ours.coinAcceptor, benches.coinAcceptorBench, () => ({ fact: without('identified') })],
  [
    'status-only-on-change',
    ours.printer,
    benches.printerBench,
    () => ({
      opened: (_, __, { clock }, say) => {
        const again = (): void => {
          say({ type: 'status', availability: 'online', reasons: [] });
          clock.after(1_000, again);
        };
        clock.after(1_000, again);
      },
    }),
  ],
  ['health-answers', ours.validator, benches.billAcceptorBench, () => ({ command: without('checkHealth') })],
  [
    'heartbeat-decides-offline',
    ours.hopper,
    benches.hopperBench,
    () => ({ fact: (fact) => (fact['availability'] === 'offline' ? [] : [fact]) }),
  ],
  ['lost-line-is-opened-anew', ours.hopper, benches.hopperBench, () => ({ wires: once })],
  ['unknown-answers-never-throw', ours.onePiece, benches.onePieceBench, () => ({ wires: hopeful })],
  [
    'unknown-commands-do-nothing',
    ours.validator,
    benches.billAcceptorBench,
    () => ({
      command: (command) => {
        if (command.type === 'forget') throw new Error(`no intent ${String(command['intentId'])}`);
        return [command];
      },
    }),
  ],
  ['lent-is-quiet', ours.coinAcceptor, benches.coinAcceptorBench, lentByWordAlone],
  ['lend-releases-the-port', ours.onePiece, benches.onePieceBench, lentByWordAlone],
  ['claim-comes-back', ours.composite, benches.compositeBench, () => ({ command: without('claim') })],
  [
    'inhibited-after-open',
    ours.coinAcceptor,
    benches.coinAcceptorBench,
    () => ({ opened: (down) => down({ type: 'enable', denominations_yen: [10, 50, 100, 500] }) }),
  ],
  [
    'takes-only-what-is-enabled',
    ours.composite,
    benches.compositeBench,
    () => ({
      command: (command) =>
        command.type === 'enable' ? [{ ...command, denominations_yen: [10, 50, 100, 500] }] : [command],
    }),
  ],
  [
    'memory-returned',
    ours.coinAcceptor,
    benches.coinAcceptorBench,
    () => ({ forgets: true, fact: without('uncertain') }),
  ],
  [
    'held-until-recorded',
    ours.validator,
    benches.billAcceptorBench,
    () => ({
      fact: (fact, down) => {
        if (fact.type === 'noteStacked') down({ type: 'recorded', factId: fact['factId'] });
        return [fact];
      },
    }),
  ],
  [
    'held-is-told-again',
    ours.validator,
    benches.billAcceptorBench,
    () => {
      let isFirst = true;
      return {
        opened: (_, openings) => {
          isFirst = openings === 1;
        },
        fact: (fact) => (fact.type === 'noteStacked' && !isFirst ? [] : [fact]),
      };
    },
  ],
  ['settle-ends-intake', ours.coinAcceptor, benches.coinAcceptorBench, () => ({ command: without('settle') })],
  [
    'prepare-moves-nothing',
    ours.hopper,
    benches.hopperBench,
    () => ({
      fact: (fact, down) => {
        if (fact.type === 'prepared') down({ type: 'execute', intentId: fact['intentId'], material: undefined });
        return [fact];
      },
    }),
  ],
  ['execute-once', ours.hopper, benches.hopperBench, forgetful('execute')],
  ['forgotten-is-not-executed', ours.onePiece, benches.onePieceBench, () => ({ command: without('forget') })],
  ['resolve-before-execute', ours.hopper, benches.hopperBench, forgetful('resolve')],
  ['resolve-after-kill', ours.hopper, benches.hopperBench, outcomes('notDone', { count: 0 })],
  ['refuses-on-a-lost-line', ours.hopper, benches.hopperBench, () => ({ fact: without('refused') })],
  ['power-cut-never-repeats', ours.hopper, benches.hopperBench, outcomes('done', { count: 3 })],
  [
    'no-card-is-read-before-accept',
    ours.cardReader,
    benches.cardBench,
    () => ({ opened: (down) => down({ type: 'accept' }) }),
  ],
  ['one-verify-per-pin', ours.cardReader, benches.cardBench, () => ({ wires: twice })],
  [
    'pin-is-overwritten',
    ours.cardReader,
    benches.cardBench,
    () => ({
      command: (command) => {
        const { pin } = command;
        return pin instanceof Uint8Array ? [{ ...command, pin: Uint8Array.from(pin) }] : [command];
      },
    }),
  ],
  ['removal-is-told', ours.cardReader, benches.cardBench, () => ({ fact: without('cardRemoved') })],
  ['check-ready-answers', ours.printer, benches.printerBench, () => ({ command: without('checkReady') })],
  [
    'trouble-before-money',
    ours.printer,
    benches.printerBench,
    () => ({
      command: (command, say) => {
        if (command.type === 'checkReady') say({ type: 'ready' });
        return command.type === 'checkReady' ? [] : [command];
      },
    }),
  ],
  ['equipped-is-told', ours.board, benches.boardBench, () => ({ fact: without('equipped') })],
  ['lights-follow', ours.board, benches.boardBench, () => ({ command: without('light', 'tower') })],
];

/** The bad driver of one entry, made anew. */
export function badDriver(inner: DriverSubject, make: () => Between): DriverSubject {
  return spoiled(inner, make);
}
