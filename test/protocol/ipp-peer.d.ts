/** npm `ipp` as far as the tests use it as a second opinion. */
declare module 'ipp' {
  const peer: {
    parse(data: Buffer): Record<string, unknown>;
    serialize(message: object): Buffer;
    readonly operations: Record<string, number>;
    readonly statusCodes: Record<string, number>;
  };
  export default peer;
}
