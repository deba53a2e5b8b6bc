/** One connection on which methods are asked: a request a line, and lines back (methods/README.md). */
import { CODES, type CodeName } from '../base/codes.ts';
import { codeText, MadoguchiError } from '../base/errors.ts';
import type { ApiOptions } from './contract.ts';
import { API_LIMITS } from './limits.ts';
import {
  methodNamed,
  socketRequestSchema,
  wantsOperator,
  type Asked,
  type Method,
  type MethodName,
  type Right,
} from './messages.ts';

export type MethodOptions = Pick<ApiOptions, 'log' | 'operations'>;

/** What the connection is to its requests. */
export interface MethodLine {
  readonly rights: readonly Right[];
  /** Who asks on it, where the connection itself proves it; it stands above what a request says in `by`. */
  readonly operator?: string;
  /** False when the client reads too slowly or is gone. */
  send(message: object): boolean;
  /** Hangs up. */
  end(): void;
  /** What is at work: requests without an answer, and subscriptions. While there are some, silence is no reason to hang up. */
  readonly open: Set<OpenRequest>;
}

/** A request at work, or a subscription. */
interface OpenRequest {
  readonly gone: (() => void)[];
}

/** The client hung up: tells whoever works for it, once. */
export function leaveLine({ open }: Pick<MethodLine, 'open'>): void {
  const left = [...open];
  open.clear();
  for (const { gone } of left) for (const listener of gone.splice(0)) listener();
}

type RequestId = string | number | null;

function refusal(id: RequestId, name: CodeName, detail?: string): object {
  const { action, cause } = CODES[name];
  const error = { code: codeText(name), name, action, message: cause, ...(detail === undefined ? {} : { detail }) };
  return { id, error };
}

/** Reads one request and begins it. Whatever is wrong with it is answered, never thrown. */
export function takeRequest(text: string, line: MethodLine, options: MethodOptions): void {
  let read: ReturnType<typeof socketRequestSchema.safeParse>;
  try {
    read = socketRequestSchema.safeParse(JSON.parse(text));
  } catch {
    line.send(refusal(null, 'screenMessage'));
    return;
  }
  if (!read.success) {
    line.send(refusal(null, 'screenMessage'));
    return;
  }
  const { id, method: name, params } = read.data;
  const by = line.operator ?? read.data.by;
  const method = methodNamed(name);
  if (method === null) {
    line.send(refusal(id, 'screenMessage', 'there is no method of this name'));
  } else if (!line.rights.includes(method.right)) {
    line.send(refusal(id, 'methodRight', `${name} wants the right ${method.right}`));
  } else if (wantsOperator(method.right) && by === undefined) {
    line.send(refusal(id, 'operatorUnnamed'));
  } else if (line.open.size >= API_LIMITS.socket_open_max) {
    line.end();
  } else {
    const checked = method.params.safeParse(params);
    if (checked.success) begin({ id, name: name as MethodName, method, by: by ?? '' }, checked.data, line, options);
    else line.send(refusal(id, 'screenMessage', `parameters of ${name}: ${pathsOf(checked.error.issues)}`));
  }
}

/** Which parameters are wrong and why; never their values. */
function pathsOf(issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[]): string {
  return issues
    .slice(0, 5)
    .map(({ path, message }) => `${path.map(String).join('.').slice(0, 80) || 'all'}: ${message.slice(0, 160)}`)
    .join('; ');
}

interface Request {
  readonly id: RequestId;
  readonly name: MethodName;
  readonly method: Method;
  readonly by: string;
}

type Operation = (params: unknown, asked: Asked<unknown, unknown>) => void;

function begin({ id, name, method, by }: Request, params: unknown, line: MethodLine, options: MethodOptions): void {
  let answered = false;
  const request: OpenRequest = { gone: [] };
  line.open.add(request);
  /** True the first time: what comes later is dropped. */
  const once = (): boolean => {
    if (answered) return false;
    answered = true;
    return true;
  };
  /** What hears of a client that is gone is forgotten with the request: the next one of another client is none of its business. */
  const close = (): void => {
    line.open.delete(request);
    request.gone.splice(0);
  };
  const failed = (error: unknown): void => {
    if (!once()) return;
    close();
    const known = error instanceof MadoguchiError ? error : null;
    const code = known?.codeName ?? 'internal';
    options.log('command.failed', { code: codeText(code) });
    line.send(refusal(id, code, known?.message.replace(/ \(M\d{4}\)$/, '')));
  };
  const asked: Asked<unknown, unknown> = {
    by,
    answer: (result) => {
      if (!once()) return;
      if (method.event === undefined) close();
      line.send({ id, result });
    },
    refuse: failed,
    progress: (progress) => void (answered || line.send({ id, progress })),
    push: (event) => answered && line.send({ id, event }),
    onGone: (listener) => {
      if (line.open.has(request)) request.gone.push(listener);
      // Hung up meanwhile, or answered and over.
      else if (!answered || method.event !== undefined) listener();
    },
  };
  if (wantsOperator(method.right)) options.log('operator.act', { what: name, operator: by });
  const operation = options.operations[name] as Operation | undefined;
  try {
    if (operation === undefined) throw new MadoguchiError('deviceStarting', 'the kiosk is still starting');
    operation(params, asked);
  } catch (error) {
    failed(error);
  }
}
