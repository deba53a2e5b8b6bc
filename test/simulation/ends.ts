/** Open pipes of the kiosk's process: they end with it. */
export class Ends {
  readonly #open = new Set<() => void>();

  /** The pipe, remembered until it is closed. */
  add<Pipe extends { close(): void }>(pipe: Pipe): Pipe {
    const close = pipe.close.bind(pipe);
    const end = (): void => {
      this.#open.delete(end);
      close();
    };
    this.#open.add(end);
    return Object.assign(pipe, { close: end });
  }

  /** The process is gone. */
  all(): void {
    for (const end of [...this.#open]) end();
  }
}
