/** What each command does, loaded only when it is asked for: pictures, books and drivers are not needed to show a status. */
import type { Run } from './call.ts';

const RUNS: Readonly<Record<string, () => Promise<Run>>> = {
  status: async () => (await import('./run/status.ts')).status,
  health: async () => (await import('./run/status.ts')).health,
  metrics: async () => (await import('./run/status.ts')).metrics,
  drain: async () => (await import('./run/service.ts')).drain,
  resume: async () => (await import('./run/service.ts')).resume,
  monitor: async () => (await import('./run/monitor.ts')).monitor,
  events: async () => (await import('./run/monitor.ts')).events,
  bundle: async () => (await import('./run/bundle.ts')).bundle,
  devices: async () => (await import('./run/devices.ts')).devices,
  'devices lend': async () => (await import('./run/devices.ts')).lend,
  'devices return': async () => (await import('./run/devices.ts')).takeBack,
  device: async () => (await import('./run/devices.ts')).device,
  diag: async () => (await import('./run/diag.ts')).diag,
  card: async () => (await import('./run/tests.ts')).card,
  printer: async () => (await import('./run/tests.ts')).printer,
  'printer test': async () => (await import('./run/tests.ts')).printerTest,
  'sound test': async () => (await import('./run/tests.ts')).soundTest,
  'lamps test': async () => (await import('./run/tests.ts')).lampsTest,
  'cash levels': async () => (await import('./run/cash.ts')).levels,
  'cash test-dispense': async () => (await import('./run/cash.ts')).testDispense,
  'cash put-back': async () => (await import('./run/cash.ts')).putBack,
  'cash exchange start': async () => (await import('./run/exchange.ts')).exchangeStart,
  'cash exchange end': async () => (await import('./run/exchange.ts')).exchangeEnd,
  'cash exchange drop': async () => (await import('./run/exchange.ts')).exchangeDrop,
  'cash closing': async () => (await import('./run/exchange.ts')).closing,
  'ledger show': async () => (await import('./run/ledger.ts')).show,
  'ledger balance': async () => (await import('./run/ledger.ts')).balance,
  'ledger closings': async () => (await import('./run/ledger.ts')).closings,
  'ledger verify': async () => (await import('./run/ledger.ts')).verify,
  'ledger export': async () => (await import('./run/ledger.ts')).exportAll,
  'ledger reconcile': async () => (await import('./run/reconcile.ts')).reconcile,
  'trace record': async () => (await import('./run/trace.ts')).record,
  'trace stop': async () => (await import('./run/trace.ts')).stop,
  'trace list': async () => (await import('./run/trace.ts')).list,
  'trace show': async () => (await import('./run/trace.ts')).show,
  'trace replay': async () => (await import('./run/trace.ts')).replay,
  'config check': async () => (await import('./config-runs.ts')).check,
  'config show': async () => (await import('./config-runs.ts')).show,
  'config explain': async () => (await import('./config-runs.ts')).explain,
  'config reload': async () => (await import('./config-runs.ts')).reload,
  'paper calibrate': async () => (await import('./paper-calibrate.ts')).calibrate,
  'paper render': async () => (await import('./paper-render.ts')).renderPaper,
  commission: async () => (await import('./run/commission.ts')).commission,
  verify: async () => (await import('./verify.ts')).verify,
  incidents: async () => (await import('./incidents.ts')).incidents,
  'incidents close': async () => (await import('./incidents.ts')).close,
  'incidents sign': async () => (await import('./incidents.ts')).signOrder,
  'staff key': async () => (await import('./staff.ts')).key,
  'staff hash-code': async () => (await import('./staff.ts')).hashCode,
};

/** Paths that something is done for; a test holds that they are those of the table. */
export const RUN_PATHS: readonly string[] = Object.keys(RUNS);

/** What the command of this path does. */
export function runOf(path: string): Promise<Run> {
  const load = RUNS[path];
  if (load === undefined) throw new Error(`nothing is done for ${path}`);
  return load();
}
