import type { CommonInput, DriverMachine, HidInput, HidOutput } from '../contract.ts';
import type { IndicatorsCommand, IndicatorsFact, TowerState } from '../indicators.ts';
import { HidDraft, identityText, releaseText, takeCommon, type HidState } from './draft.ts';
import type { TowerModel } from './models.ts';

/** State of a status tower that is told what to show and says nothing. */
export interface TowerMachineState extends HidState {
  readonly tower: TowerState;
}

/** A status tower on USB: its states are reports of its model. */
export type TowerMachine = DriverMachine<TowerMachineState, HidInput, HidOutput, IndicatorsCommand, IndicatorsFact>;
type Draft = HidDraft<TowerMachineState, IndicatorsFact>;

const REFRESH = 'refresh';

export function statusTower(model: TowerModel): TowerMachine {
  const states = new Map(Object.entries(model.states).map(([state, reports]) => [state, reports.map(bytesOf)]));
  const context: Context = { model, states, setup: model.setup.map(bytesOf) };
  return {
    initial: () => ({ said: '', identity: null, tower: 'off' }),
    step: (state, input) => {
      const draft: Draft = new HidDraft<TowerMachineState, IndicatorsFact>(state);
      take(context, draft, input);
      return draft.step();
    },
  };
}

interface Context {
  readonly model: TowerModel;
  readonly setup: readonly Uint8Array[];
  readonly states: ReadonlyMap<string, readonly Uint8Array[]>;
}

/** Hexadecimal bytes of a model. */
function bytesOf(report: string): Uint8Array {
  return Uint8Array.from(report.split(' '), (byte) => Number.parseInt(byte, 16));
}

function take(context: Context, draft: Draft, input: HidInput | CommonInput<IndicatorsCommand>): void {
  switch (input.type) {
    case 'opened':
      return draft.status('starting');
    case 'missing':
      return draft.status('offline', input.code, input.detail);
    case 'attached': {
      const { maker, product, serial, release } = input.identity;
      draft.set({ identity: input.identity });
      draft.tell({
        type: 'identified',
        maker: maker ?? context.model.maker,
        product: product ?? context.model.product,
        serial,
        firmware: releaseText(release),
      });
      draft.tell({ type: 'equipped', lamps: [], sensors: [], tower: true });
      draft.status('online');
      send(context, draft, context.setup);
      return show(context, draft);
    }
    case 'timer':
      return show(context, draft);
    case 'command':
      if (takeCommon(draft, input.command) || input.command.type !== 'tower') return;
      draft.set({ tower: input.command.state });
      return show(context, draft);
    case 'featureFailed': {
      const which = draft.state.identity === null ? '' : `${identityText(draft.state.identity)} `;
      return draft.status('attention', 'panelDeviceFault', `${which}takes no report: ${input.message}`);
    }
    case 'report':
    case 'feature':
    case 'lost':
  }
}

/** Sends the state, and again later: what the tower shows after its own power failed is not known. */
function show(context: Context, draft: Draft): void {
  if (draft.state.identity === null) return;
  send(context, draft, context.states.get(draft.state.tower) ?? []);
  draft.arm(REFRESH, context.model.refresh_ms);
}

function send({ model }: Context, draft: Draft, reports: readonly Uint8Array[]): void {
  const type = model.via === 'feature' ? 'setFeature' : 'writeReport';
  for (const bytes of reports) draft.send({ type, bytes });
}
