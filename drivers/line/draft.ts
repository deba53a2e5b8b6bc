import type { Availability, CommonFact, DeviceReason } from '../contract.ts';

/** A state being replaced within one step, with the facts that come of it. Lives for one call. */
export class Draft<State, Fact> {
  state: State;
  readonly facts: Fact[] = [];
  readonly now_ms: number;

  constructor(state: State, now_ms: number) {
    this.state = state;
    this.now_ms = now_ms;
  }

  set(patch: Partial<State>): void {
    this.state = { ...this.state, ...patch };
  }

  fact(fact: Fact): void {
    this.facts.push(fact);
  }
}

/** The status fact if it differs from the one reported last; `key` is what to keep. */
export function statusChange(
  before: string,
  availability: Availability,
  reasons: readonly DeviceReason[],
): { readonly key: string; readonly fact: CommonFact | null } {
  const key = JSON.stringify([availability, reasons]);
  return { key, fact: key === before ? null : { type: 'status', availability, reasons } };
}
