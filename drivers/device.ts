/**
 * A device as the kiosk holds it: commands go in, facts come out; the line behind it (port, back-off, composite parts) is
 * nobody else's business.
 */
export interface Device<Command, Fact> {
  /** Its id in the configuration; left out where the opener has one device alone, which is known by its part. */
  readonly id?: string;
  command(command: Command): void;
  /** One listener, set once, before the first command. */
  onFact(listener: (fact: Fact) => void): void;
  close(): void;
}
