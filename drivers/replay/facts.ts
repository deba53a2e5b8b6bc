/** Facts of a replay held against those of its trace. */
import type { Trace } from '../trace.ts';
import type { Difference } from './line-script.ts';

/** A fact as it was told, masked. */
export interface ToldFact {
  readonly t_ms: number;
  readonly device: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/** Told whenever something changes a little, at moments that nobody promises. */
const PASSING: ReadonlySet<string> = new Set([
  'noise',
  'status',
  'part',
  'memory',
  'printing',
  'paying',
  'identified',
  'unitLevel',
  'unitPays',
  'capabilities',
  'traits',
  'toner',
  'payable',
]);
/** How devices count for themselves since they were switched on, and what a stand-in card cannot know. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  'factId',
  'memory',
  'deviceBase',
  'deviceAfter',
  'details',
  'detail',
  'following',
]);
/** What is told this near to the end may come after it. */
const TAIL_MS = 500;

function textOf(value: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(value, (name, inner: unknown) => (LEFT_OUT.has(name) ? undefined : inner));
}

/** True for facts that others wait for. */
export const isLasting = (value: Readonly<Record<string, unknown>>): boolean => !PASSING.has(String(value['type']));

/** The first fact of each device that differs, and no more: what follows it differs because of it. */
export function factDifferences({ records }: Trace, told: readonly ToldFact[]): Difference[] {
  const end_ms = records.at(-1)?.t ?? 0;
  const recorded = records.flatMap((record) =>
    record.k === 'fact' && record.t > 0 && isLasting(record.value) ? [record] : [],
  );
  const devices = new Set(recorded.map(({ device }) => device));
  return [...devices].flatMap((device) => {
    const wanted = recorded.filter((record) => record.device === device);
    const came = told.filter((fact) => fact.device === device && fact.t_ms > 0 && isLasting(fact.value));
    for (let at = 0; at < Math.max(wanted.length, came.length); at += 1) {
      const [expected, found] = [wanted[at], came[at]];
      if (expected && found && textOf(expected.value) === textOf(found.value)) continue;
      const t_ms = Math.min(expected?.t ?? Infinity, found?.t_ms ?? Infinity);
      if (t_ms > end_ms - TAIL_MS) return [];
      return [
        {
          ...{ t_ms: Math.round(t_ms), line: device, kind: 'fact' as const },
          found: found ? textOf(found.value) : 'nothing',
          expected: expected ? textOf(expected.value) : 'nothing',
        },
      ];
    }
    return [];
  });
}
