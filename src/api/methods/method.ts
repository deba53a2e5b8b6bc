/**
 * What a method of the Unix sockets is. One table (`table.ts`) holds them all: the daemon checks requests against it, the
 * command line its answers, and the published contract is generated from it.
 */
import { z } from 'zod';
import type { MadoguchiError } from '../../base/errors.ts';

/**
 * Who may ask. `watch`: reads, and never a secret. `serve`: the copier's own software starts and ends the service and borrows
 * devices. `operate`: a technician's acts that move no money. `money`: acts that move money or its books. `signed`: orders that carry
 * their authority in a signature, so that whoever may watch may hand them in.
 */
export type Right = 'watch' | 'signed' | 'serve' | 'operate' | 'money';

/** One method: what it is asked and what it answers, both checked. */
export interface Method<
  Params extends z.ZodType = z.ZodType,
  Result extends z.ZodType = z.ZodType,
  Event extends z.ZodType = z.ZodType,
> {
  /** One sentence for the published contract. */
  readonly about: string;
  readonly right: Right;
  readonly params: Params;
  readonly result: Result;
  /** What is pushed after the result, until the client hangs up; left out: nothing. */
  readonly event?: Event;
}

/** Writes a method down with its types. */
export function method<Params extends z.ZodType, Result extends z.ZodType, Event extends z.ZodType = z.ZodNever>(
  spec: Method<Params, Result, Event>,
): Method<Params, Result, Event> {
  return spec;
}

export const noParams = z.strictObject({});

/** Name of a technician or program, as it says itself: who may open the socket is settled by the socket's group. */
export const operatorSchema = z.string().regex(/^[A-Za-z0-9._-]{1,32}$/, 'letters, digits, dot, hyphen, underscore');

/** How far a long work is. `text`: a keyword of what is being done, as in `dispense`. */
export const progressSchema = z.strictObject({
  done: z.int().min(0),
  of: z.int().min(0),
  text: z.string().max(200),
});
export type Progress = z.infer<typeof progressSchema>;

/** One request at work. Exactly one of `answer` and `refuse` is called, once; what comes later is dropped. */
export interface Asked<Result, Event = never> {
  /** Who asks; empty for a method with the right `watch`. */
  readonly by: string;
  answer(result: Result): void;
  refuse(error: MadoguchiError): void;
  progress(progress: Progress): void;
  /** After `answer` of a subscription. False when the client reads too slowly or is gone. */
  push(event: Event): boolean;
  /** Called once when the client hung up. */
  onGone(listener: () => void): void;
}
