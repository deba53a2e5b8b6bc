/** What a line is doing. */
export type Phase<Request> =
  | { readonly type: 'closed' }
  | { readonly type: 'idle' }
  | {
      readonly type: 'waiting';
      readonly device: number;
      readonly request: Request;
      readonly answer_ms: number;
      /** Our own bytes, and how many of them came back. */
      readonly echo: Uint8Array;
      readonly echoed: number;
      readonly received: Uint8Array;
      /** `received` is a whole answer that is believed when nothing follows it. */
      readonly held: boolean;
      /** True within echo or answer: then the gap decides, not the answer time. */
      readonly begun: boolean;
      /** When the wait is over. */
      readonly due_ms: number;
      /** When its timer fires: no later than that; it is put off only then, not with every byte. */
      readonly fires_ms: number;
    }
  /** Waits for silence before anything else is sent; then `device`, if any, learns that it got no answer. */
  | {
      readonly type: 'flushing';
      readonly device: number | null;
      readonly request: Request | null;
      readonly since_ms: number;
      readonly due_ms: number;
    };

export type Waiting<Request> = Extract<Phase<Request>, { type: 'waiting' }>;
