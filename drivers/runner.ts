/**
 * The one synchronous runner: joins a step machine to a pipe and to the clock. Inputs are queued, so that a fact handler
 * which sends a command at once never re-enters a step; the order of everything is the order of arrival.
 */
import type { Clock, Timer } from '../src/base/clock.ts';
import type { CommonInput, CommonOutput, DriverMachine } from './contract.ts';

/** The runner's view of a pipe: wire outputs go down, wire inputs and one `lost` come up. */
export interface WirePort<WireInput, WireOutput> {
  send(output: WireOutput): void;
  onInput(listener: (input: WireInput) => void): void;
  onLost(listener: (reason: string) => void): void;
  close(): void;
}

/** What one run of a machine on one pipe is given. */
export interface RunOptions<State, WireInput, WireOutput, Command, Fact> {
  readonly machine: DriverMachine<State, WireInput, WireOutput, Command, Fact>;
  readonly initial: State;
  readonly port: WirePort<WireInput, WireOutput>;
  readonly clock: Clock;
  readonly onFact: (fact: Fact) => void;
  /** Called once when the pipe is lost or the machine threw; the run is over then. */
  readonly onEnded: (reason: string) => void;
}

/** A running machine. */
export interface Run<Command> {
  command(command: Command): void;
  /** Ends without `onEnded`: timers vanish, the pipe is closed. */
  close(): void;
}

function isCommon<Fact>(output: { readonly type: string }): output is CommonOutput<Fact> {
  return output.type === 'arm' || output.type === 'disarm' || output.type === 'fact';
}

/** Starts a machine on an open pipe; its first input is `opened`. */
export function run<State, WireInput extends { type: string }, WireOutput extends { type: string }, Command, Fact>(
  options: RunOptions<State, WireInput, WireOutput, Command, Fact>,
): Run<Command> {
  type Input = WireInput | CommonInput<Command>;
  const { machine, port, clock, onFact, onEnded } = options;
  const timers = new Map<string, Timer>();
  const queue: Input[] = [];
  let state = options.initial;
  let busy = false;
  let over = false;

  function end(): void {
    over = true;
    queue.length = 0;
    for (const timer of timers.values()) timer.cancel();
    timers.clear();
  }

  function perform(output: WireOutput | CommonOutput<Fact>): void {
    if (!isCommon<Fact>(output)) {
      port.send(output);
      return;
    }
    if (output.type === 'fact') {
      onFact(output.fact);
      return;
    }
    const armed = timers.get(output.timer);
    if (armed) {
      armed.cancel();
      timers.delete(output.timer);
    }
    if (output.type === 'arm') {
      const { timer } = output;
      timers.set(
        timer,
        clock.after(output.delay_ms, () => {
          timers.delete(timer);
          accept({ type: 'timer', timer });
        }),
      );
    }
  }

  function stepOnce(input: Input): void {
    const step = machine.step(state, input, clock.now_ms());
    state = step.state;
    for (const output of step.outputs) {
      if (over) return;
      perform(output);
    }
  }

  function accept(input: Input): void {
    if (over) return;
    queue.push(input);
    if (busy) return;
    busy = true;
    try {
      for (let next = queue.shift(); next !== undefined && !over; next = queue.shift()) stepOnce(next);
    } catch (error) {
      // A throw is a bug of the machine; its device becomes unavailable and is opened anew, the daemon lives on.
      end();
      port.close();
      onEnded(`internal: ${error instanceof Error ? error.message : 'unknown'}`);
    } finally {
      busy = false;
    }
  }

  port.onInput((input) => accept(input));
  port.onLost((reason) => {
    accept({ type: 'lost', reason });
    if (over) return;
    end();
    onEnded(reason);
  });
  accept({ type: 'opened' });
  return {
    command: (command) => accept({ type: 'command', command }),
    close: () => {
      if (over) return;
      end();
      port.close();
    },
  };
}
