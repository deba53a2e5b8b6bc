/**
 * Life of a device line: open a pipe, run the machine, and when the pipe is lost open a new one with back-off. Connection
 * objects are never revived. Whoever owns the line sees one stream of facts and may send commands at any time; a command
 * to a line that is not open is dropped, because the machine will report its status anew once it is.
 */
import type { Clock, Timer } from '../src/base/clock.ts';
import type { DriverMachine } from './contract.ts';
import { LINE_LIMITS } from './limits.ts';
import { run, type Run, type WirePort } from './runner.ts';

/** One line: a serial port, a card reader, a printer. */
export interface LineOptions<State, WireInput, WireOutput, Command, Fact> {
  readonly machine: DriverMachine<State, WireInput, WireOutput, Command, Fact>;
  /** State of a new run, made from the last committed device memory. */
  readonly initial: () => State;
  /** Opens a new pipe; reports failure by throwing, or later by `onLost`. */
  readonly open: () => WirePort<WireInput, WireOutput>;
  readonly clock: Clock;
  readonly onFact: (fact: Fact) => void;
  /**
   * The line is down; `reason` is for log and status. It is opened again by itself; attempts that fail for the same reason
   * are not told again.
   */
  readonly onDown: (reason: string) => void;
  /** Longest wait before it is opened again; left out: that of all lines. */
  readonly reopen_ms_max?: number | undefined;
  /** A command came while the line was down and is dropped: what it carries must be wiped, if anything. */
  readonly onDropped?: (command: Command) => void;
}

/** A supervised line. */
export interface Line<Command> {
  command(command: Command): void;
  close(): void;
}

/** The same port; `heard` is called before each input goes on. */
function listenedTo<WireInput, WireOutput>(
  port: WirePort<WireInput, WireOutput>,
  heard: () => void,
): WirePort<WireInput, WireOutput> {
  return {
    send: (output) => port.send(output),
    onInput: (listener) =>
      port.onInput((input) => {
        heard();
        listener(input);
      }),
    onLost: (listener) => port.onLost(listener),
    close: () => port.close(),
  };
}

/** Keeps a line open for ever. */
export function superviseLine<
  State,
  WireInput extends { type: string },
  WireOutput extends { type: string },
  Command,
  Fact,
>(options: LineOptions<State, WireInput, WireOutput, Command, Fact>): Line<Command> {
  let current: Run<Command> | null = null;
  let retry: Timer | null = null;
  let wait_ms: number = LINE_LIMITS.reopen_ms_least;
  let closed = false;
  let early: Command[] | null = null;
  let lastDown: string | null = null;

  function down(reason: string): void {
    current = null;
    if (closed) return;
    if (reason !== lastDown) options.onDown(reason);
    lastDown = reason;
    retry = options.clock.after(wait_ms, open);
    wait_ms = Math.min(wait_ms * 2, options.reopen_ms_max ?? LINE_LIMITS.reopen_ms_max);
  }

  function open(): void {
    retry = null;
    let port: WirePort<WireInput, WireOutput>;
    try {
      port = options.open();
    } catch (error) {
      down(error instanceof Error ? error.message : 'cannot open');
      return;
    }
    const opened_ms = options.clock.now_ms();
    // What an attempt says before it counts is held back: a port that is refused again and again is one status, not many.
    let heldBack: Fact[] | null = lastDown === null ? null : [];
    const counts = (): void => {
      const facts = heldBack ?? [];
      heldBack = null;
      lastDown = null;
      held?.cancel();
      for (const fact of facts) options.onFact(fact);
    };
    const held = heldBack === null ? null : options.clock.after(LINE_LIMITS.held_ms, counts);
    // `run` steps `opened` at once and facts may answer it with commands, so they wait until `current` is set.
    let ended = false;
    const waiting: Command[] = [];
    early = waiting;
    const started = run({
      machine: options.machine,
      initial: options.initial(),
      port: listenedTo(port, () => {
        if (heldBack) counts();
      }),
      clock: options.clock,
      onFact: (fact) => {
        if (heldBack) heldBack.push(fact);
        else options.onFact(fact);
      },
      onEnded: (reason) => {
        // A line that held for a while starts its back-off from the beginning.
        if (options.clock.now_ms() - opened_ms > LINE_LIMITS.reopen_ms_max) wait_ms = LINE_LIMITS.reopen_ms_least;
        held?.cancel();
        heldBack = null;
        ended = true;
        down(reason);
      },
    });
    early = null;
    if (ended) return;
    current = started;
    for (const command of waiting) started.command(command);
  }

  open();
  return {
    command: (command) => {
      if (early) early.push(command);
      else if (current) current.command(command);
      else options.onDropped?.(command);
    },
    close: () => {
      closed = true;
      retry?.cancel();
      current?.close();
      current = null;
    },
  };
}
