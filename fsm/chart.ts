import { commands } from './actions/command.ts';
import { leaving } from './actions/leave.ts';
import { notes } from './actions/note.ts';
import { staffActions } from './actions/staff.ts';
import { base } from './base.ts';
import { guards } from './guards.ts';

/** Types, guards, actions and delays of the chart: what its regions are written with. */
export const chart = base
  .extend({ guards })
  .extend({ actions: { ...notes, ...commands, ...leaving, ...staffActions } });
