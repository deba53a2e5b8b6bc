import type {
  ApduInput,
  ApduOutput,
  ApduPipe,
  ByteInput,
  ByteOutput,
  BytePipe,
  HidInput,
  HidOutput,
  HidPipe,
  HttpInput,
  HttpOutput,
  HttpPipe,
} from './contract.ts';
import type { WirePort } from './runner.ts';

/** A byte pipe as the runner sees it. */
export function bytePort(pipe: BytePipe): WirePort<ByteInput, ByteOutput> {
  return {
    send: (output) => pipe.write(output.bytes),
    onInput: (listener) => pipe.onBytes((bytes) => listener({ type: 'bytes', bytes })),
    onLost: (listener) => pipe.onLost(listener),
    close: () => pipe.close(),
  };
}

/** A card reader pipe as the runner sees it. */
export function apduPort(pipe: ApduPipe): WirePort<ApduInput, ApduOutput> {
  return pipe;
}

/** A pipe of HTTP exchanges as the runner sees it. */
export function httpPort(pipe: HttpPipe): WirePort<HttpInput, HttpOutput> {
  return pipe;
}

/** A HID device as the runner sees it. */
export function hidPort(pipe: HidPipe): WirePort<HidInput, HidOutput> {
  return pipe;
}
