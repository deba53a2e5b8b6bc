/**
 * Lending a line to the copier's own business: once every part of it says that it is lent, the port is released, and nothing
 * of ours speaks on it until it is claimed. Then it is opened anew, and the parts find out what moved meanwhile.
 */
import type { DeviceMemory, DeviceReason, Holder } from './contract.ts';
import type { Device } from './device.ts';

/** How a line tells and hears who holds its devices. */
export interface LendableOptions<Command, Fact> {
  /** Ids of the devices on the line. */
  readonly parts: readonly string[];
  /** Which part tells here who holds it; null for every other fact. */
  holderOf(fact: Fact): { readonly partId: string; readonly holder: Holder } | null;
  isClaim(command: Command): boolean;
  /** Who holds a part, told for it while nobody of ours is on the line. */
  holderFact(partId: string, holder: Holder): Fact;
  /** The status of a part that is lent. */
  lentStatus(partId: string, reason: DeviceReason): Fact;
  /** What answers a command that finds the line lent: an order is refused, never dropped in silence. */
  refused(command: Command): readonly Fact[];
  /** The line was lent when the daemon stopped, and still is. */
  startsLent(): boolean;
}

function lentReason(partId: string): DeviceReason {
  return { code: 'deviceLent', detail: `${partId} is lent to the copier's own business` };
}

/** The same device, which can be lent as a whole. `inner` starts anew with each `onFact`. */
export function lendable<Command, Fact>(
  inner: Device<Command, Fact>,
  options: LendableOptions<Command, Fact>,
): Device<Command, Fact> {
  let listener: (fact: Fact) => void = () => undefined;
  let isOpen = false;
  const lent = new Set<string>();

  function open(): void {
    isOpen = true;
    lent.clear();
    inner.onFact(heard);
  }

  function heard(fact: Fact): void {
    if (!isOpen) return;
    listener(fact);
    const told = options.holderOf(fact);
    if (!told) return;
    if (told.holder === 'lent') lent.add(told.partId);
    else lent.delete(told.partId);
    if (lent.size === options.parts.length) release();
  }

  function release(): void {
    isOpen = false;
    inner.close();
    tellLent();
  }

  function tellLent(): void {
    for (const partId of options.parts) listener(options.lentStatus(partId, lentReason(partId)));
  }

  return {
    command: (command) => {
      if (isOpen) inner.command(command);
      else if (options.isClaim(command)) {
        for (const partId of options.parts) listener(options.holderFact(partId, 'claimed'));
        open();
      } else for (const fact of options.refused(command)) listener(fact);
    },
    onFact: (next) => {
      listener = next;
      if (options.startsLent()) {
        for (const partId of options.parts) listener(options.holderFact(partId, 'lent'));
        tellLent();
      } else open();
    },
    close: () => {
      isOpen = false;
      inner.close();
    },
  };
}

/** Under this name the ledger keeps which devices are lent: it is committed like what a device remembers. */
export const LENT_MEMORY_ID = 'lent';

/** Names of lent devices, as they are remembered. */
export function lentText(names: readonly string[]): DeviceMemory {
  return JSON.stringify(names);
}

/** Reads them back; none when the memory is not one of ours. */
export function lentNames(memory: DeviceMemory | null): readonly string[] {
  if (memory === null) return [];
  try {
    const value: unknown = JSON.parse(memory);
    return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [];
  } catch {
    return [];
  }
}
