import type { Operations } from '../../api/contract.ts';
import { codeText } from '../../base/errors.ts';
import { metricsText, type Metric, type Sample } from '../../base/prometheus.ts';
import { VERSION } from '../../base/version.ts';
import type { CodeName } from '../../base/codes.ts';
import { CODES } from '../../base/codes.ts';
import type { FleetFigures, Tally } from '../../ledger/contract.ts';
import type { Kiosk } from '../assemble.ts';
import type { DeviceStatus } from '../contract.ts';
import { healthOf } from './health.ts';

/** What the process uses; asked for at each scrape. */
export type ProcessFigures = () => {
  readonly resident_bytes: number;
  readonly heap_bytes: number;
  readonly cpu_s: number;
  readonly started_epoch_s: number;
};

const one = (value: number): readonly Sample[] => [{ labels: {}, value }];
const flag = (value: boolean): number => (value ? 1 : 0);

function gauge(name: string, help: string, samples: readonly Sample[]): Metric {
  return { name: `madoguchi_${name}`, type: 'gauge', help, samples };
}

function counter(name: string, help: string, samples: readonly Sample[]): Metric {
  return { name: `madoguchi_${name}_total`, type: 'counter', help, samples };
}

function serviceMetrics(kiosk: Kiosk): readonly Metric[] {
  const { reasons, draining, screen, staff } = kiosk.picture();
  const isServing = screen !== 'idle' && screen !== 'outOfService' && staff === null;
  return [
    gauge('service_open', '1 while citizens can begin.', one(flag(reasons.length === 0 && !draining))),
    gauge('service_draining', '1 while no new session begins on request.', one(flag(draining))),
    gauge(
      'service_reason',
      'Why the service is closed, by the code of the screen.',
      reasons.map((code) => ({ labels: { code: codeText(code) }, value: 1 })),
    ),
    gauge('session_running', '1 while a citizen is served.', one(flag(isServing))),
  ];
}

function deviceMetrics(devices: readonly DeviceStatus[]): readonly Metric[] {
  const label = ({ id, deviceClass }: DeviceStatus): Sample['labels'] => ({ device: id, class: deviceClass });
  return [
    gauge(
      'device_usable',
      '1 while the device can be used.',
      devices.map((device) => ({
        labels: label(device),
        value: flag(device.availability === 'online' || device.availability === 'attention'),
      })),
    ),
    gauge(
      'device_state',
      'State of the device, 1 for the one it has.',
      devices.map((device) => ({ labels: { ...label(device), state: device.availability }, value: 1 })),
    ),
    gauge(
      'device_reason',
      'What is wrong with the device, by the code of the screen.',
      devices.flatMap(({ id, reasons }) =>
        [...new Set(reasons.map(({ code }) => codeText(code)))].map((code) => ({
          labels: { device: id, code },
          value: 1,
        })),
      ),
    ),
  ];
}

/** Every label a count may have, so that it is 0 and not missing before the first. */
const TALLIED = {
  sessions: ['delivered', 'abandoned', 'interrupted'],
  sets: ['earned', 'disputed', 'returned'],
  leaves: ['earned', 'disputed', 'returned'],
  fees_yen: ['earned', 'disputed', 'returned'],
  slips: ['unpaid', 'dispute', 'interrupted'],
  slips_yen: ['unpaid', 'dispute', 'interrupted'],
} as const;

function bookMetrics({ tallies, cash, open, closings, ends }: FleetFigures): readonly Metric[] {
  const of = (name: Tally['name']) => tallies.filter((tally) => tally.name === name);
  const counted = (name: keyof typeof TALLIED, label: string): readonly Sample[] =>
    TALLIED[name].map((value) => ({
      labels: { [label]: value },
      value: of(name).find((tally) => tally.label === value)?.value ?? 0,
    }));
  const incidents = of('incidents').map(({ label, value }) => ({
    labels: { code: Object.hasOwn(CODES, label) ? codeText(label as CodeName) : 'unknown' },
    value,
  }));
  return [
    counter('sessions', 'Sessions that ended, by outcome.', counted('sessions', 'outcome')),
    counter('sets', 'Certificates, by what became of them.', counted('sets', 'result')),
    counter('leaves', 'Leaves of certificates, by what became of them.', counted('leaves', 'result')),
    counter('fees_yen', 'Fees in yen, by what became of them.', counted('fees_yen', 'result')),
    counter('slips', 'Slips for money that could not be paid or is in question.', counted('slips', 'reason')),
    counter('slips_yen', 'Yen on those slips.', counted('slips_yen', 'reason')),
    counter('incidents', 'Incidents, by code.', incidents),
    counter('closings', 'Closings of the day.', one(closings.count)),
    counter(
      'cash_in_yen',
      'Yen that came into a unit.',
      cash.map(({ unit, in_yen }) => ({ labels: { unit }, value: in_yen })),
    ),
    counter(
      'cash_out_yen',
      'Yen that left a unit.',
      cash.map(({ unit, out_yen }) => ({ labels: { unit }, value: out_yen })),
    ),
    gauge(
      'closing_time_seconds',
      'Service time of the last closing, 0 before the first.',
      one(closings.last_ms / 1000),
    ),
    gauge('sessions_open', 'Sessions in the books without an end.', one(open.sessions)),
    gauge('orders_open', 'Orders to devices without an outcome.', one(open.orders)),
    gauge('slips_open', 'Slips whose money nobody has fetched.', one(open.slips)),
    gauge(
      'incidents_open',
      'Incidents that stop a municipality or the service until somebody closes them.',
      one(open.incidents),
    ),
    gauge('outbox_waiting', 'Entries that the centre has not acknowledged.', one(open.outbox)),
    gauge('event_first_sequence', 'Number of the oldest event that is kept.', one(ends.first)),
    counter('events', 'Events for the fleet: the number of the newest.', one(ends.last)),
  ];
}

function processMetrics(figures: ProcessFigures): readonly Metric[] {
  const { resident_bytes, heap_bytes, cpu_s, started_epoch_s } = figures();
  return [
    gauge('process_resident_memory_bytes', 'Memory of the daemon.', one(resident_bytes)),
    gauge('process_heap_bytes', 'Heap in use of the daemon.', one(heap_bytes)),
    counter('process_cpu_seconds', 'Processor time of the daemon.', one(cpu_s)),
    gauge(
      'process_start_time_seconds',
      'When the daemon was started, by the machine’s own clock.',
      one(started_epoch_s),
    ),
  ];
}

/** Every metric of the kiosk; while it starts only those of the process. */
export function metricsOf(kiosk: Kiosk | null, figures: ProcessFigures | null): readonly Metric[] {
  const health = healthOf(kiosk);
  return [
    gauge('build_info', 'Version of the program.', [{ labels: { version: VERSION }, value: 1 }]),
    gauge(
      'health',
      'How the kiosk is: 1 for the state it has.',
      ['pass', 'warn', 'fail'].map((status) => ({ labels: { status }, value: flag(health.status === status) })),
    ),
    ...(kiosk === null
      ? []
      : [
          ...serviceMetrics(kiosk),
          ...deviceMetrics(kiosk.devices()),
          gauge(
            'certificate_end_seconds',
            'When a certificate of this kiosk or of the centre ends, seconds since 1970.',
            kiosk.technician.keyWatch.standings().map(({ name, until_epoch_ms }, at) => ({
              labels: { certificate: name, number: String(at + 1) },
              value: Math.floor(until_epoch_ms / 1000),
            })),
          ),
          gauge(
            'cash_pieces',
            'Pieces that lie in a unit by the books.',
            kiosk.fleet.stock().map(({ unitId, denomination_yen, count }) => ({
              labels: { unit: unitId, denomination_yen: String(denomination_yen) },
              value: count,
            })),
          ),
          ...bookMetrics(kiosk.fleet.figures()),
        ]),
    ...(figures === null ? [] : processMetrics(figures)),
  ];
}

/** The same as text. */
export function metricsTextOf(kiosk: Kiosk | null, figures: ProcessFigures | null): string {
  return metricsText(metricsOf(kiosk, figures));
}

/** The metrics in Prometheus’ text format; those of the process itself where `figures` tells them. */
export function metricsOperations(kiosk: () => Kiosk | null, figures: ProcessFigures | null): Operations {
  return { metrics: (_, asked) => asked.answer({ text: metricsTextOf(kiosk(), figures) }) };
}
