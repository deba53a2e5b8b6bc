/** What this process uses, for metrics. */
export function processFigures(): {
  readonly resident_bytes: number;
  readonly heap_bytes: number;
  readonly cpu_s: number;
  readonly started_epoch_s: number;
} {
  const { rss, heapUsed } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  return {
    resident_bytes: rss,
    heap_bytes: heapUsed,
    cpu_s: (user + system) / 1_000_000,
    started_epoch_s: Math.round(performance.timeOrigin / 1000),
  };
}
