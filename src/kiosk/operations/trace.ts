/** Traces and the monitor. They need no kiosk that runs: a device that hangs at the start is looked at, too. */
import type { TraceDesk } from '../../../drivers/trace-desk.ts';
import type { Operations } from '../../api/contract.ts';

/** `cash` is what the kiosk holds, its parts are what is on the wires. */
const CASH = 'cash';

/** @param cashIds devices that make up the changer */
export function traceOperations(desk: TraceDesk, deviceIds: readonly string[], cashIds: readonly string[]): Operations {
  const wanted = (devices: readonly string[] | null): string[] | null =>
    devices && [
      ...new Set(
        devices.flatMap((id) => (id === CASH ? [CASH, ...cashIds] : cashIds.includes(id) ? [CASH, id] : [id])),
      ),
    ];
  return {
    'trace.record': ({ name, devices, span_s, bytes_max }, asked) =>
      asked.answer(desk.begin({ by: asked.by, name, only: wanted(devices), span_ms: span_s * 1_000, bytes_max })),
    'trace.stop': (_, asked) => asked.answer({ trace: desk.end(`stopped by ${asked.by}`), names: [...desk.names()] }),
    'trace.state': (_, asked) => asked.answer({ trace: desk.state(), names: [...desk.names()] }),
    'trace.read': ({ name, from }, asked) => {
      const { header, records, next } = desk.readPart(name, from);
      asked.answer({ header, records: [...records], next });
    },
    'monitor.subscribe': ({ devices, frames }, asked) => {
      const only = wanted(devices);
      asked.answer({ devices: [...deviceIds] });
      const stop = desk.listen({
        only: only && new Set(only),
        frames,
        // A client that reads too slowly is told nothing more.
        heard: (record) => {
          if (!asked.push(record)) stop();
        },
      });
      asked.onGone(stop);
    },
  };
}
