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
    this.state = patched(this.state, patch);
  }

  fact(fact: Fact): void {
    this.facts.push(fact);
  }
}

/** The state with the patch; the state itself when the patch says nothing new, so that an idle poll makes no garbage. */
function patched<State>(state: State, patch: Partial<State>): State {
  for (const key in patch) if (patch[key] !== state[key]) return { ...state, ...patch };
  return state;
}

/** The status fact if it differs from the one reported last; `key` is what to keep. */
export function statusChange(
  before: string,
  availability: Availability,
  reasons: readonly DeviceReason[],
): { readonly key: string; readonly fact: CommonFact | null } {
  // Asked after every input of every device: without reasons, as nearly always, nothing is written out.
  const key = reasons.length === 0 ? availability : JSON.stringify([availability, reasons]);
  return { key, fact: key === before ? null : { type: 'status', availability, reasons } };
}
