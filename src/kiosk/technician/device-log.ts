import type { CodeName } from '../../base/codes.ts';
import type { DeviceStatus } from '../contract.ts';
import { KIOSK_LIMITS } from '../limits.ts';

/** A state that a device was in, since when (service time). */
export interface DeviceState {
  readonly at_ms: number;
  readonly availability: DeviceStatus['availability'];
  readonly codes: readonly CodeName[];
}

/** A code that a device came to, its last time, and how often since the start. */
export interface DeviceFault {
  readonly at_ms: number;
  readonly code: CodeName;
  readonly detail: string;
  readonly times: number;
}

/** The last states and faults of each device since the start: what a technician asks first. */
export interface DeviceLog {
  /** Looks at the devices as they are; only changes are kept. */
  look(devices: Iterable<DeviceStatus>): void;
  /** Newest first. */
  states(id: string): readonly DeviceState[];
  faults(id: string): readonly DeviceFault[];
}

interface Kept {
  text: string;
  codes: ReadonlySet<CodeName>;
  readonly states: DeviceState[];
  readonly faults: Map<CodeName, DeviceFault>;
}

/** An empty log, kept in memory alone. */
export function createDeviceLog(now_epoch_ms: () => number): DeviceLog {
  const kept = new Map<string, Kept>();

  function keptOf(id: string): Kept {
    const known = kept.get(id) ?? { text: '', codes: new Set(), states: [], faults: new Map() };
    kept.set(id, known);
    return known;
  }

  function look({ id, availability, reasons }: DeviceStatus): void {
    const known = keptOf(id);
    const text = JSON.stringify([availability, reasons.map(({ code }) => code)]);
    if (text === known.text) return;
    const at_ms = Math.max(0, Math.round(now_epoch_ms()));
    known.text = text;
    known.states.unshift({ at_ms, availability, codes: reasons.map(({ code }) => code) });
    known.states.length = Math.min(known.states.length, KIOSK_LIMITS.device_states_kept);
    for (const { code, detail } of reasons) {
      if (known.codes.has(code)) continue;
      const times = (known.faults.get(code)?.times ?? 0) + 1;
      // Last in the map is newest.
      known.faults.delete(code);
      known.faults.set(code, { at_ms, code, detail, times });
    }
    known.codes = new Set(reasons.map(({ code }) => code));
  }

  return {
    look: (devices) => {
      for (const device of devices) look(device);
    },
    states: (id) => kept.get(id)?.states ?? [],
    faults: (id) => [...(kept.get(id)?.faults.values() ?? [])].toReversed(),
  };
}
