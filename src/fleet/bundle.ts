/**
 * What a remote bundle holds: state, health, metrics, open incidents by number and code, the newest events. Only what may be watched,
 * and no text that somebody wrote: the full bundle with the journal is made at the machine (`madoguchi bundle`).
 */
import { eventEndsSchema, eventsResultSchema, healthResultSchema, incidentsResultSchema } from '../api/messages.ts';
import { z } from 'zod';
import type { DaemonLine } from './daemon-line.ts';
import { FLEET_LIMITS } from './limits.ts';
import { stateOf } from './state.ts';

const metricsSchema = z.strictObject({ text: z.string() });
const endsSchema = z.object(eventEndsSchema.shape);

/** Collects it over the watch socket. @returns JSON text; empty when it would be too long */
export async function makeBundle(line: DaemonLine): Promise<string> {
  const state = stateOf(await line.ask('status', {}));
  const health = healthResultSchema.parse(await line.ask('health', {}));
  const metrics = metricsSchema.parse(await line.ask('metrics', {})).text;
  const { open, recent } = incidentsResultSchema.parse(await line.ask('incidents', {}));
  const { last } = endsSchema.parse(await line.ask('events.list', { most: 1 }));
  const from = Math.max(0, last - FLEET_LIMITS.bundle_events);
  const { events } = eventsResultSchema.parse(
    await line.ask('events.list', { after: from, most: FLEET_LIMITS.bundle_events }),
  );
  const bundle = JSON.stringify({
    state,
    health,
    incidents: {
      open: open.map(({ incident, code, at_ms }) => ({ incident, code, at_ms })),
      recent: recent.map(({ incident, code, at_ms, seen }) => ({ incident, code, at_ms, seen })),
    },
    events,
    metrics,
  });
  return Buffer.byteLength(bundle) > FLEET_LIMITS.bundle_bytes_max ? '' : bundle;
}
