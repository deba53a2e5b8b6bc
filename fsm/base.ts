import { setup } from 'xstate';
import type { AnyChartEvent, SessionContext } from './context.ts';
import { UNSET_DELAYS } from './delays.ts';
import type { Screen, SessionCommand, SessionDelays, SessionInput } from './events.ts';

/** Types of the chart; guards and actions are joined to it in `chart.ts`. */
export const base = setup({
  types: {
    context: {} as SessionContext,
    events: {} as AnyChartEvent,
    emitted: {} as SessionCommand,
    input: {} as SessionInput,
    tags: {} as 'warning' | 'busy',
    meta: {} as { readonly screen: Screen },
  },
  delays: UNSET_DELAYS as { [Name in keyof SessionDelays]: number },
});
