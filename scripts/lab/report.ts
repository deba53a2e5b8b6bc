import { runInLab } from './machine.ts';

/** What the guest said: figures by name, and what failed. */
export interface LabReport {
  readonly counts: Readonly<Record<string, number>>;
  readonly failures: readonly string[];
}

/** A whole run takes half a minute, more on a busy machine. */
const TIMEOUT_MS = 300_000;

/** Runs the guest's checks of HID devices. */
export async function labReport(onLine: (line: string) => void = () => undefined): Promise<LabReport> {
  const counts: Record<string, number> = {};
  const failures: string[] = [];
  let checks = 0;
  let isWhole = false;
  const last: string[] = [];
  await runInLab('guest.sh', TIMEOUT_MS, (line) => {
    onLine(line);
    last.push(line);
    if (last.length > 15) last.shift();
    const figure = /LAB figure (.+) = ([\d.]+)$/.exec(line);
    if (figure) counts[figure[1]!] = Number(figure[2]);
    if (/LAB right /.test(line)) checks += 1;
    const failure = /LAB failed (.+)$/.exec(line);
    if (failure) failures.push(failure[1]!);
    if (line.endsWith('LAB done')) isWhole = true;
  });
  if (!isWhole) failures.push(`the guest did not come to its end: ${last.join(' | ')}`);
  return { counts: { checks, ...counts }, failures };
}
