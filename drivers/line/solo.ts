import type { ByteInput, ByteOutput, CommonOutput, DriverMachine, Step } from '../contract.ts';
import type { LineCommand, LineFact } from './line.ts';
import { packMemories } from './memories.ts';

/** State of a line with one device, which is spoken to without naming it. */
export type SoloMachine<State, Command, Fact> = DriverMachine<State, ByteInput, ByteOutput, Command, Fact>;

/** A line with one device as a driver of its own: commands and facts without the device's name. */
export function soloMachine<State, Command, Fact>(
  deviceId: string,
  line: DriverMachine<State, ByteInput, ByteOutput, LineCommand<Command>, LineFact<Fact>>,
): SoloMachine<State, Command, Fact> {
  return {
    initial: (memory) => line.initial(memory === null ? null : packMemories({ [deviceId]: memory })),
    step: (state, input, now_ms) => {
      const step: Step<State, ByteOutput | CommonOutput<LineFact<Fact>>> = line.step(
        state,
        input.type === 'command' ? { type: 'command', command: { deviceId, command: input.command } } : input,
        now_ms,
      );
      return {
        state: step.state,
        outputs: step.outputs.map((output) =>
          output.type === 'fact' ? { type: 'fact', fact: output.fact.fact } : output,
        ),
      };
    },
  };
}
