/** Our driver on our transport as a bench uses it: one job at a time, with a stopwatch at the pipe. */
import type { ByteSource, HttpPipe } from '../../../drivers/contract.ts';
import { ippPrinterOptions } from '../../../drivers/ipp/options.ts';
import { ippPrinter } from '../../../drivers/ipp/printer.ts';
import type { PrinterFact } from '../../../drivers/printer.ts';
import { run } from '../../../drivers/runner.ts';
import { openHttpPipe } from '../../../drivers/transport/http.ts';
import { httpPort } from '../../../drivers/wire-ports.ts';
import { RealClock } from '../../../src/base/real-clock.ts';

const CREATE_JOB = 0x0005;
const SEND_DOCUMENT = 0x0006;
const clock = new RealClock();

export interface Span {
  /** From Create-Job to the answer of Send-Document. */
  readonly accepted_ms: number;
  /** Look and Validate-Job before it. */
  readonly prepared_ms: number;
}

export function openOurs(uri: string, options: { readonly pin?: string | undefined } = {}) {
  const watch = { createdAt_ms: 0, accepted_ms: 0 };
  const { pin } = options;
  const parsed = ippPrinterOptions.parse({
    uri,
    ...(pin === undefined ? {} : { certificatePin: pin }),
    deadlines: { poll_ms: 100 },
  });
  const machine = ippPrinter(parsed);
  let wake: (fact: PrinterFact) => void = () => undefined;
  const driver = run({
    machine,
    initial: machine.initial(null),
    port: httpPort(timed(openHttpPipe({ uri, pin, clock }), watch)),
    clock,
    onFact: (fact) => wake(fact),
    onEnded: (reason) => {
      throw new Error(reason);
    },
  });
  const next = (...types: readonly PrinterFact['type'][]): Promise<PrinterFact> =>
    new Promise((resolve) => {
      wake = (fact) => {
        if (types.includes(fact.type)) resolve(fact);
      };
    });
  return {
    async ready(): Promise<void> {
      for (;;) {
        const fact = await next('status');
        if (fact.type === 'status' && fact.availability === 'online') return;
      }
    },
    /** Waits until the peer's jobs are out (they refuse ours), rests, then prints one. */
    async print(material: ByteSource, jobName: string, rest: () => Promise<void>): Promise<Span> {
      const order = { type: 'print', jobName, format: 'image/pwg-raster', sides: 'one-sided', sheets: 1 } as const;
      for (;;) {
        const start_ms = performance.now();
        const answer = next('prepared', 'refused');
        driver.command({ type: 'prepare', intentId: jobName, order });
        if ((await answer).type === 'refused') {
          await new Promise((resolve) => setTimeout(resolve, 50));
          continue;
        }
        const prepared_ms = performance.now() - start_ms;
        await rest();
        const ended = next('outcome');
        driver.command({ type: 'execute', intentId: jobName, material });
        const outcome = await ended;
        if (outcome.type !== 'outcome' || outcome.result !== 'done') throw new Error(JSON.stringify(outcome));
        return { accepted_ms: watch.accepted_ms, prepared_ms };
      }
    },
    close: () => driver.close(),
  };
}

/** Takes the time from Create-Job going down to the answer of Send-Document coming up. */
function timed(pipe: HttpPipe, watch: { createdAt_ms: number; accepted_ms: number }): HttpPipe {
  let sending = -1;
  return {
    ...pipe,
    send(output) {
      const operation = output.head[2]! * 256 + output.head[3]!;
      if (operation === CREATE_JOB) watch.createdAt_ms = performance.now();
      if (operation === SEND_DOCUMENT) sending = output.exchange;
      pipe.send(output);
    },
    onInput: (listener) =>
      pipe.onInput((input) => {
        if (input.type === 'reply' && input.exchange === sending)
          watch.accepted_ms = performance.now() - watch.createdAt_ms;
        listener(input);
      }),
  };
}
