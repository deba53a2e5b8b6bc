/** @sealsystems/ipp as far as the bench uses it: a client of the same kind. */
declare module '@sealsystems/ipp' {
  interface Client {
    execute(
      operation: string,
      message: object,
      done: (error: Error | null | undefined, answer: Record<string, Record<string, unknown>>) => void,
    ): void;
  }
  const peer: { Printer(url: string, options: object): Client };
  export default peer;
}
