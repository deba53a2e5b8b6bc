/** Our driver on its real transport, with a wait for facts. */
import { ippPrinterOptions } from '../../drivers/ipp/options.ts';
import { ippPrinter } from '../../drivers/ipp/printer.ts';
import type { PrinterCommand, PrinterFact } from '../../drivers/printer.ts';
import { type Run, run } from '../../drivers/runner.ts';
import { openHttpPipe } from '../../drivers/transport/http.ts';
import { httpPort } from '../../drivers/wire-ports.ts';
import { RealClock } from '../../src/base/real-clock.ts';

const clock = new RealClock();

export class RealDriver {
  readonly facts: PrinterFact[] = [];
  readonly #run: Run<PrinterCommand>;
  readonly #waiting = new Set<() => void>();

  constructor(uri: string, options: Record<string, unknown> = {}) {
    const machine = ippPrinter(ippPrinterOptions.parse({ uri, deadlines: { poll_ms: 100 }, ...options }));
    this.#run = run({
      machine,
      initial: machine.initial(null),
      port: httpPort(openHttpPipe({ uri, clock })),
      clock,
      onFact: (fact) => {
        this.facts.push(fact);
        for (const wake of this.#waiting) wake();
        this.#waiting.clear();
      },
      onEnded: (reason) => {
        throw new Error(reason);
      },
    });
  }
  command(command: PrinterCommand): void {
    this.#run.command(command);
  }
  async until<Type extends PrinterFact['type']>(
    type: Type,
    fits: (fact: Extract<PrinterFact, { type: Type }>) => boolean = () => true,
  ): Promise<Extract<PrinterFact, { type: Type }>> {
    for (;;) {
      for (const fact of this.facts) {
        if (fact.type === type && fits(fact as Extract<PrinterFact, { type: Type }>)) {
          return fact as Extract<PrinterFact, { type: Type }>;
        }
      }
      await new Promise<void>((resolve) => {
        this.#waiting.add(resolve);
      });
    }
  }
  close(): void {
    this.#run.close();
  }
}
