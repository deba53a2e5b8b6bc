import type { CodeName } from '../../src/base/codes.ts';
import type { CommonFact, CommonOutput, DeviceReason, HidIdentity, HidOutput, Step } from '../contract.ts';

/** The part of the state that every HID machine has. */
export interface HidState {
  /** What was said last, so that a status is told only when it changes. */
  readonly said: string;
  readonly identity: HidIdentity | null;
}

type Availability = Extract<CommonFact, { type: 'status' }>['availability'];

/** One step under way: the state so far and what goes out. */
export class HidDraft<State extends HidState, Fact> {
  state: State;
  readonly #outputs: (HidOutput | CommonOutput<Fact | CommonFact>)[] = [];

  constructor(state: State) {
    this.state = state;
  }

  set(change: Partial<State>): void {
    this.state = { ...this.state, ...change };
  }

  tell(fact: Fact | CommonFact): void {
    this.#outputs.push({ type: 'fact', fact });
  }

  send(output: HidOutput): void {
    this.#outputs.push(output);
  }

  arm(timer: string, delay_ms: number): void {
    this.#outputs.push({ type: 'arm', timer, delay_ms });
  }

  disarm(timer: string): void {
    this.#outputs.push({ type: 'disarm', timer });
  }

  /** Tells the status if it is another than before. */
  status(availability: Availability, code: CodeName | null = null, detail = ''): void {
    const said = `${availability} ${code ?? ''} ${detail}`;
    if (said === this.state.said) return;
    this.state = { ...this.state, said };
    const reasons: readonly DeviceReason[] = code === null ? [] : [{ code, detail }];
    this.tell({ type: 'status', availability, reasons });
  }

  step(): Step<State, HidOutput | CommonOutput<Fact | CommonFact>> {
    return { state: this.state, outputs: this.#outputs };
  }
}

/** Commands that mean the same for every HID device: it is lent to nobody, has nothing to record, and a look at it moves nothing. */
export function takeCommon<State extends HidState, Fact>(
  draft: HidDraft<State, Fact>,
  command: { readonly type: string },
): boolean {
  switch (command.type) {
    case 'claim':
      draft.tell({ type: 'holder', holder: 'claimed' });
      return true;
    case 'lend':
      draft.tell({ type: 'holder', holder: 'lent' });
      return true;
    case 'checkHealth': {
      const passed = draft.state.said.startsWith('online');
      draft.tell({ type: 'health', level: 'internal', passed, details: [draft.state.said.trim()] });
      return true;
    }
    case 'recorded':
      return true;
    default:
      return false;
  }
}

/** `1209:0001 "panel board", serial 7`: for messages. */
export function identityText({ vendorId, productId, product, serial }: HidIdentity): string {
  const numbers = `${vendorId.toString(16).padStart(4, '0')}:${productId.toString(16).padStart(4, '0')}`;
  return `${numbers}${product === null ? '' : ` "${product}"`}${serial === null ? '' : `, serial ${serial}`}`;
}

/** bcdDevice as a firmware's number: 0x0102 → 1.02. */
export function releaseText(release: number): string {
  return `${(release >> 8).toString(16)}.${(release & 0xff).toString(16).padStart(2, '0')}`;
}
