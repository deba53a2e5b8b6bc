/**
 * A strict reader of Prometheus' text format 0.0.4 (prometheus.io/docs/instrumenting/exposition_formats), which throws at what
 * promtool would complain of: order of lines, names, escapes, a sample twice, a counter without `_total`.
 */
export interface ReadMetric {
  readonly type: string;
  readonly help: string;
  /** Value by the labels as they stand, `` for none. */
  readonly samples: ReadonlyMap<string, number>;
}

const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const SAMPLE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/;
const LABELS = /^(?:[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*"(?:,(?!$)|$))*$/;
const VALUE = /^[+-]?(\d+(\.\d+)?([eE][+-]?\d+)?|Inf)$|^NaN$/;

export function readExposition(text: string): ReadonlyMap<string, ReadMetric> {
  if (!text.endsWith('\n')) throw new Error('the last line does not end');
  const metrics = new Map<string, { type: string; help: string; samples: Map<string, number> }>();
  let now = '';
  for (const line of text.slice(0, -1).split('\n')) {
    const [, kind, name = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line) ?? [];
    if (kind === 'HELP') {
      if (!NAME.test(name) || metrics.has(name)) throw new Error(`a second or wrong name: ${line}`);
      metrics.set(name, { type: '', help: rest, samples: new Map() });
      now = name;
    } else if (kind === 'TYPE') {
      const metric = metrics.get(name);
      if (metric === undefined || name !== now || metric.type !== '') throw new Error(`TYPE out of place: ${line}`);
      if (rest !== 'gauge' && rest !== 'counter') throw new Error(`an unknown type: ${line}`);
      if ((rest === 'counter') !== name.endsWith('_total')) throw new Error(`a counter ends with _total: ${line}`);
      metric.type = rest;
    } else {
      const [, sample = '', labels = '', value = ''] = SAMPLE.exec(line) ?? [];
      const metric = metrics.get(sample);
      if (metric === undefined || sample !== now || metric.type === '')
        throw new Error(`a sample out of place: ${line}`);
      if (!LABELS.test(labels) || !VALUE.test(value)) throw new Error(`a sample that cannot be read: ${line}`);
      if (metric.samples.has(labels)) throw new Error(`a sample twice: ${line}`);
      if (metric.type === 'counter' && !(Number(value) >= 0)) throw new Error(`a counter below 0: ${line}`);
      metric.samples.set(labels, Number(value));
    }
  }
  for (const [name, { type, help }] of metrics) {
    if (type === '' || help === '') throw new Error(`${name} has no type or no help`);
  }
  return metrics;
}
