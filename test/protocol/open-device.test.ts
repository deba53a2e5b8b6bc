/** A device as the kiosk holds it: what is commanded in answer to its very first fact is not lost. */
import { expect, test } from 'vitest';
import { SimulatedClock } from '../../src/base/simulated-clock.ts';
import type { DriverMachine } from '../../drivers/contract.ts';
import { superviseDevice } from '../../drivers/open.ts';

type Fact = { readonly type: 'up' } | { readonly type: 'did'; readonly what: string } | { readonly type: 'down' };
type Command = { readonly type: 'do'; readonly what: string };

/** Says that it is up as soon as it is opened, and tells what it was commanded. */
const machine: DriverMachine<null, { type: 'wire' }, { type: 'wire' }, Command, Fact> = {
  initial: () => null,
  step: (state, input) => {
    if (input.type === 'opened') return { state, outputs: [{ type: 'fact', fact: { type: 'up' } }] };
    if (input.type !== 'command') return { state, outputs: [] };
    return { state, outputs: [{ type: 'fact', fact: { type: 'did', what: input.command.what } }] };
  },
};

function device(open: () => void) {
  const dropped: string[] = [];
  const made = superviseDevice({
    machine,
    memory: () => null,
    open: () => {
      open();
      return { send: () => undefined, onInput: () => undefined, onLost: () => undefined, close: () => undefined };
    },
    clock: new SimulatedClock(),
    down: (): readonly Fact[] => [{ type: 'down' }],
    dropped: (command) => dropped.push(command.what),
  });
  return { made, dropped };
}

test('rule 1: a command that answers the first fact of a line reaches the machine', () => {
  const { made, dropped } = device(() => undefined);
  const heard: Fact[] = [];
  made.onFact((fact) => {
    heard.push(fact);
    if (fact.type === 'up') made.command({ type: 'do', what: 'resolve' });
  });
  expect(heard).toEqual([{ type: 'up' }, { type: 'did', what: 'resolve' }]);
  expect(dropped).toEqual([]);
});

test('rule 1: a command that answers "the line is down" is dropped and said so', () => {
  const { made, dropped } = device(() => {
    throw new Error('no such port');
  });
  const heard: Fact[] = [];
  made.onFact((fact) => {
    heard.push(fact);
    if (fact.type === 'down') made.command({ type: 'do', what: 'resolve' });
  });
  expect(heard).toEqual([{ type: 'down' }]);
  expect(dropped).toEqual(['resolve']);
});
