import { describe, expect, test } from 'vitest';
import type { CommonInput, CommonOutput, DriverMachine, Step } from '../../drivers/contract.ts';
import { LINE_LIMITS } from '../../drivers/limits.ts';
import { superviseLine, type Line } from '../../drivers/registry.ts';
import { run, type Run, type WirePort } from '../../drivers/runner.ts';
import { SimulatedClock } from '../../src/base/simulated-clock.ts';

type Command = { readonly do: string };
type Fact = { readonly said: string };
type Input = { readonly type: 'heard'; readonly word: string };
type Output = { readonly type: 'say'; readonly word: string };
type AnyInput = Input | CommonInput<Command>;
type AnyOutput = Output | CommonOutput<Fact>;
type Machine = DriverMachine<number, Input, Output, Command, Fact>;

const fact = (said: string): AnyOutput => ({ type: 'fact', fact: { said } });
const say = (word: string): AnyOutput => ({ type: 'say', word });

/** A machine that counts its steps and answers as `answer` says. */
function machine(answer: (input: AnyInput, steps: number, now_ms: number) => readonly AnyOutput[]): Machine {
  return {
    initial: (memory) => Number(memory ?? 0),
    step: (steps, input, now_ms): Step<number, AnyOutput> => ({
      state: steps + 1,
      outputs: answer(input, steps, now_ms),
    }),
  };
}

function nameOf(input: AnyInput): string {
  if (input.type === 'heard') return `heard ${input.word}`;
  if (input.type === 'command') return `command ${input.command.do}`;
  return input.type === 'timer' ? `timer ${input.timer}` : input.type;
}

/** A wire whose far end is the test. */
class Wire implements WirePort<Input, Output> {
  readonly sent: string[] = [];
  closed = 0;
  #input: (input: Input) => void = () => undefined;
  #lost: (reason: string) => void = () => undefined;

  send(output: Output): void {
    this.sent.push(output.word);
  }
  onInput(listener: (input: Input) => void): void {
    this.#input = listener;
  }
  onLost(listener: (reason: string) => void): void {
    this.#lost = listener;
  }
  close(): void {
    this.closed += 1;
  }
  hear(word: string): void {
    this.#input({ type: 'heard', word });
  }
  lose(reason: string): void {
    this.#lost(reason);
  }
}

interface Rig {
  readonly clock: SimulatedClock;
  readonly wire: Wire;
  readonly facts: string[];
  readonly ended: string[];
  readonly running: Run<Command>;
}

function start(made: Machine, onFact: (said: string, rig: () => Rig) => void = () => undefined): Rig {
  const clock = new SimulatedClock();
  const wire = new Wire();
  const facts: string[] = [];
  const ended: string[] = [];
  let rig: Rig | null = null;
  const running = run({
    machine: made,
    initial: made.initial(null),
    port: wire,
    clock,
    onFact: ({ said }) => {
      facts.push(said);
      onFact(said, () => rig!);
    },
    onEnded: (reason) => ended.push(reason),
  });
  rig = { clock, wire, facts, ended, running };
  return rig;
}

describe('the runner', () => {
  test('steps "opened" first, then inputs in the order of their arrival', () => {
    const rig = start(machine((input) => [fact(nameOf(input))]));
    rig.wire.hear('a');
    rig.running.command({ do: 'b' });
    rig.wire.hear('c');
    expect(rig.facts).toEqual(['opened', 'heard a', 'command b', 'heard c']);
  });

  test('performs the outputs of a step in their order', () => {
    const rig = start(machine((input) => (input.type === 'heard' ? [say('1'), fact('2'), say('3')] : [])));
    const order: string[] = [];
    rig.wire.send = ({ word }) => order.push(word);
    rig.wire.hear('go');
    expect([...order, ...rig.facts]).toEqual(['1', '3', '2']);
  });

  test('never re-enters a step: a command that answers a fact waits until the step is over', () => {
    const rig = start(
      machine((input) => (nameOf(input) === 'heard go' ? [fact('first'), fact('second')] : [fact(nameOf(input))])),
      (said, the) => {
        if (said === 'first') the().running.command({ do: 'at once' });
      },
    );
    rig.wire.hear('go');
    expect(rig.facts).toEqual(['opened', 'first', 'second', 'command at once']);
  });

  test('gives the machine the time of the clock, and its timers by name', () => {
    const rig = start(
      machine((input, _steps, now_ms) =>
        input.type === 'opened'
          ? [
              { type: 'arm', timer: 'a', delay_ms: 50 },
              { type: 'arm', timer: 'b', delay_ms: 20 },
            ]
          : [fact(`${nameOf(input)} at ${now_ms}`)],
      ),
    );
    rig.clock.advance(100);
    expect(rig.facts).toEqual(['timer b at 20', 'timer a at 50']);
  });

  test('arming again replaces a timer, disarming ends it', () => {
    const rig = start(
      machine((input) => {
        if (nameOf(input) === 'heard disarm') return [{ type: 'disarm', timer: 'a' }];
        if (input.type === 'timer') return [fact(nameOf(input))];
        return [{ type: 'arm', timer: 'a', delay_ms: 50 }];
      }),
    );
    rig.clock.advance(40);
    rig.wire.hear('again');
    rig.clock.advance(40);
    expect(rig.facts).toEqual([]);
    rig.clock.advance(10);
    expect(rig.facts).toEqual(['timer a']);
    rig.wire.hear('again');
    rig.wire.hear('disarm');
    rig.clock.advance(1000);
    expect(rig.facts).toEqual(['timer a']);
  });

  test('tells the machine that the wire is lost, then ends: no timer, no input, no command acts any more', () => {
    const rig = start(machine((input) => [fact(nameOf(input)), { type: 'arm', timer: 'a', delay_ms: 10 }]));
    rig.wire.lose('unplugged');
    rig.wire.lose('again');
    rig.clock.advance(100);
    rig.wire.hear('late');
    rig.running.command({ do: 'late' });
    expect(rig.facts).toEqual(['opened', 'lost']);
    expect(rig.ended).toEqual(['unplugged']);
  });

  test('a wire that is lost in the middle of a step ends the run after that step', () => {
    const rig = start(
      machine((input) => (nameOf(input) === 'heard go' ? [say('x'), fact('rest')] : [fact(nameOf(input))])),
    );
    rig.wire.send = () => rig.wire.lose('write failed');
    rig.wire.hear('go');
    rig.wire.hear('late');
    expect(rig.ended).toEqual(['write failed']);
    expect(rig.facts.at(0)).toBe('opened');
    expect(rig.facts).not.toContain('heard late');
  });

  test('a machine that throws loses its wire; whoever runs it lives on', () => {
    const rig = start(
      machine((input) => {
        if (nameOf(input) === 'heard bad') throw new Error('a bug');
        return [fact(nameOf(input))];
      }),
    );
    rig.wire.hear('bad');
    rig.wire.hear('good');
    expect(rig.ended).toEqual(['internal: a bug']);
    expect(rig.wire.closed).toBe(1);
    expect(rig.facts).toEqual(['opened']);
  });

  test('closing ends without a word, once', () => {
    const rig = start(machine((input) => [fact(nameOf(input)), { type: 'arm', timer: 'a', delay_ms: 10 }]));
    rig.running.close();
    rig.running.close();
    rig.clock.advance(100);
    rig.wire.lose('late');
    expect({ facts: rig.facts, ended: rig.ended, closed: rig.wire.closed }).toEqual({
      facts: ['opened'],
      ended: [],
      closed: 1,
    });
  });
});

interface LineRig {
  readonly clock: SimulatedClock;
  readonly wires: Wire[];
  readonly facts: string[];
  readonly downs: string[];
  /** When each pipe was opened, milliseconds. */
  readonly opened_ms: number[];
  readonly line: Line<Command>;
}

interface LineSetup {
  readonly made?: Machine;
  readonly opens?: (attempt: number) => void;
  readonly onFact?: (said: string, line: () => Line<Command>) => void;
  readonly memory?: () => string;
}

function supervise(setup: LineSetup = {}): LineRig {
  const clock = new SimulatedClock();
  const wires: Wire[] = [];
  const facts: string[] = [];
  const downs: string[] = [];
  const opened_ms: number[] = [];
  const made = setup.made ?? machine((input) => [fact(nameOf(input))]);
  let line: Line<Command> | null = null;
  const early: Command[] = [];
  const proxy: Line<Command> = {
    command: (command) => (line ? line.command(command) : early.push(command)),
    close: () => line?.close(),
  };
  line = superviseLine({
    machine: made,
    initial: () => made.initial(setup.memory?.() ?? null),
    open: () => {
      opened_ms.push(clock.now_ms());
      setup.opens?.(opened_ms.length);
      const wire = new Wire();
      wires.push(wire);
      return wire;
    },
    clock,
    onFact: ({ said }) => {
      facts.push(said);
      setup.onFact?.(said, () => proxy);
    },
    onDown: (reason) => downs.push(reason),
  });
  return { clock, wires, facts, downs, opened_ms, line };
}

describe('the registry keeps a line open', () => {
  test('a lost line is opened anew with a new pipe and a new machine', () => {
    const rig = supervise({ made: machine((input, steps) => [fact(`${nameOf(input)} ${steps}`)]), memory: () => '7' });
    rig.wires[0]!.hear('a');
    rig.wires[0]!.lose('unplugged');
    rig.clock.advance(LINE_LIMITS.reopen_ms_least + LINE_LIMITS.held_ms);
    expect(rig.facts).toEqual(['opened 7', 'heard a 8', 'lost 9', 'opened 7']);
    expect(rig.downs).toEqual(['unplugged']);
    expect(rig.wires).toHaveLength(2);
    rig.wires[0]!.hear('from the old pipe');
    rig.wires[1]!.hear('b');
    expect(rig.facts.slice(4)).toEqual(['heard b 8']);
  });

  test('a port that cannot be opened is tried again, at doubling intervals up to a limit', () => {
    const rig = supervise({
      opens: () => {
        throw new Error('no such port');
      },
    });
    rig.clock.advance(120_000);
    const waits = rig.opened_ms.slice(1).map((at, index) => at - rig.opened_ms[index]!);
    expect(waits.slice(0, 4)).toEqual([1, 2, 4, 8].map((factor) => LINE_LIMITS.reopen_ms_least * factor));
    expect(Math.max(...waits)).toBe(LINE_LIMITS.reopen_ms_max);
    expect(waits.at(-1)).toBe(LINE_LIMITS.reopen_ms_max);
    expect(rig.downs[0]).toBe('no such port');
  });

  test('attempts that fail for the same reason are told once, and say nothing in between', () => {
    const locked = supervise();
    locked.wires[0]!.lose('locked by another program');
    for (let attempt = 0; attempt < 4; attempt += 1) {
      while (locked.wires.length === attempt + 1) locked.clock.runNext();
      locked.wires.at(-1)!.lose('locked by another program');
    }
    expect({ facts: locked.facts, downs: locked.downs }).toEqual({
      facts: ['opened', 'lost'],
      downs: ['locked by another program'],
    });
  });

  test('the first word on the line makes an attempt count at once', () => {
    const rig = supervise();
    rig.wires[0]!.lose('unplugged');
    rig.clock.advance(LINE_LIMITS.reopen_ms_least);
    expect(rig.facts).toEqual(['opened', 'lost']);
    rig.wires[1]!.hear('a word');
    expect(rig.facts).toEqual(['opened', 'lost', 'opened', 'heard a word']);
  });

  test('a line that held for a while starts its back-off from the beginning', () => {
    const rig = supervise();
    for (let attempt = 0; attempt < 5; attempt += 1) {
      rig.wires.at(-1)!.lose('flapping');
      rig.clock.advance(LINE_LIMITS.reopen_ms_max);
    }
    rig.clock.advance(LINE_LIMITS.reopen_ms_max * 2);
    const lost_ms = rig.clock.now_ms();
    rig.wires.at(-1)!.lose('once');
    rig.clock.advance(LINE_LIMITS.reopen_ms_max);
    expect(rig.opened_ms.at(-1)! - lost_ms).toBe(LINE_LIMITS.reopen_ms_least);
  });

  test('a machine that throws is started anew after the back-off', () => {
    let broken = true;
    const rig = supervise({
      made: machine((input) => {
        if (broken && input.type === 'heard') throw new Error('a bug');
        return [fact(nameOf(input))];
      }),
    });
    rig.wires[0]!.hear('bad');
    expect(rig.downs).toEqual(['internal: a bug']);
    expect(rig.wires[0]!.closed).toBe(1);
    broken = false;
    rig.clock.advance(LINE_LIMITS.reopen_ms_least + LINE_LIMITS.held_ms);
    rig.wires[1]!.hear('good');
    expect(rig.facts).toEqual(['opened', 'opened', 'heard good']);
  });

  test('a command given by the first fact reaches the machine', () => {
    const rig = supervise({
      onFact: (said, line) => {
        if (said === 'opened') line().command({ do: 'early' });
      },
    });
    rig.wires[0]!.lose('unplugged');
    rig.clock.advance(LINE_LIMITS.reopen_ms_least + LINE_LIMITS.held_ms);
    // The first `opened` comes before anybody holds the line; after that the answer to it is never lost.
    expect(rig.facts).toEqual(['opened', 'lost', 'opened', 'command early']);
  });

  test('a command to a line that is down is dropped', () => {
    const rig = supervise();
    rig.wires[0]!.lose('unplugged');
    rig.line.command({ do: 'nobody hears it' });
    rig.clock.advance(LINE_LIMITS.reopen_ms_least + LINE_LIMITS.held_ms);
    rig.line.command({ do: 'heard' });
    expect(rig.facts).toEqual(['opened', 'lost', 'opened', 'command heard']);
  });

  test('a closed line is not opened again', () => {
    const lost = supervise();
    lost.wires[0]!.lose('unplugged');
    lost.line.close();
    const open = supervise();
    open.line.close();
    for (const rig of [lost, open]) rig.clock.advance(LINE_LIMITS.reopen_ms_max * 4);
    expect([lost.opened_ms.length, open.opened_ms.length, open.wires[0]!.closed]).toEqual([1, 1, 1]);
  });
});
