import type { DeviceMemory } from '../contract.ts';

/** Memories of all devices of a line as the one memory its machine is opened with. */
export function packMemories(memories: Readonly<Record<string, DeviceMemory | null>>): DeviceMemory {
  return JSON.stringify(memories);
}

/** The memories again; whatever is not one counts as "never seen". */
export function unpackMemories(memory: DeviceMemory | null): ReadonlyMap<string, DeviceMemory> {
  const found = new Map<string, DeviceMemory>();
  if (memory === null) return found;
  try {
    const parsed: unknown = JSON.parse(memory);
    if (typeof parsed !== 'object' || parsed === null) return found;
    for (const [deviceId, value] of Object.entries(parsed)) if (typeof value === 'string') found.set(deviceId, value);
  } catch {
    // A memory that is no JSON is no memory.
  }
  return found;
}
